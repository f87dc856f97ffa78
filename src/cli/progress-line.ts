import { elapsedUs } from "../common/clock.ts";
import type { CliContext } from "./cli-context.ts";
import { formatCount } from "./format-count.ts";

/**
 * A line on standard error that says how far long work has come. It shows only where a person looks on and the output
 * itself does not show it: standard error is a terminal and standard output is not. Nothing shows in the first second.
 */
export class ProgressLine {
  private readonly context: CliContext;
  private readonly startedUs: number;
  private readonly isWanted: boolean;
  private drawnUs: number | null = null;

  /** `isOutput`: whether what is counted goes to standard output. */
  constructor(context: CliContext, isOutput = true) {
    this.context = context;
    this.startedUs = context.clock.monotonicUs();
    this.isWanted = context.stderr.isTerminal && !(isOutput && context.stdout.isTerminal);
  }

  /** `share`: how much of the whole it is, from 0 to 1, where that is known. */
  show(items: number, bytes: number, share?: number): void {
    if (!this.isWanted) return;
    const nowUs = this.context.clock.monotonicUs();
    const elapsed = elapsedUs(this.startedUs, nowUs);
    if (elapsed < QUIET_US || (this.drawnUs !== null && elapsedUs(this.drawnUs, nowUs) < REDRAW_US)) return;
    this.drawnUs = nowUs;
    const perSecond = Math.round(items / (elapsed / 1e6));
    const part = share === undefined ? "" : `${Math.floor(share * 100)} %, `;
    this.context.stderr.post(
      `\r${part}${formatCount(items)} items, ${formatCount(bytes)} bytes, ${formatCount(perSecond)} a second\x1b[K`,
    );
  }

  /** Leaves the line as if nothing had been there. */
  clear(): void {
    if (this.drawnUs !== null) this.context.stderr.post("\r\x1b[K");
    this.drawnUs = null;
  }
}

const QUIET_US = 1_000_000;
const REDRAW_US = 200_000;
