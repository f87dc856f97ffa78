import { type Clock, elapsedUs } from "../../common/clock.ts";
import type { AuditReport } from "../../metrics/audit-report.ts";
import type { AuditEntry } from "./audit-entry.ts";
import type { AuditTrail } from "./audit-trail.ts";
import { type ChainPlace, ChainWriter, controlLine, timeText } from "./chain-writer.ts";
import { KeyHash } from "./key-hash.ts";
import { RecordLines } from "./record-lines.ts";
import { Settlement } from "./settlement.ts";

export interface AuditSettings {
  /** A file is followed by the next when it has reached this … */
  readonly maxFileBytes: number;
  /** … or this age. */
  readonly rotateAfterMs: number;
  /** Files of each chain; 0 = all are kept. */
  readonly maxFiles: number;
  readonly checkpointEveryMs: number;
  /** Whether each batch is on the disk before it is acknowledged. */
  readonly sync: "none" | "batch";
  /** What becomes of calls that must be recorded while the log cannot be written. */
  readonly onFailure: "refuse" | "continue";
}

export interface AuditLogOptions extends ChainPlace {
  readonly settings: AuditSettings;
  readonly clock: Clock;
  /** Hears why the log cannot be written or kept, and "" once it can be again. */
  readonly onProblem: (problem: string) => void;
}

/**
 * The audit of one thread. Records gather in one buffer and are written with one write for each batch, before its answers
 * leave: what was acknowledged is recorded, and a slow disk makes the thread slow. What cannot be written is kept and
 * written later; what there is no room to keep is counted, and the log tells how many it lost.
 */
export class AuditLog implements AuditTrail {
  private readonly options: AuditLogOptions;
  private readonly lines: RecordLines;
  private readonly chain: ChainWriter;
  private readonly settlement: Settlement;
  private nowMs: number;
  /** Why the last write failed; empty when it did not. */
  private failure = "";
  private failedMs = 0;
  /** Whether something was lost since the last flush. */
  private hasLost = false;
  private lost = 0;
  private lostSinceMs = 0;
  private checkpointMs: number;
  /** Why the next file could not be begun; this one is written meanwhile. */
  private rotationFailure = "";
  private rotatedMs = Number.NEGATIVE_INFINITY;
  /** The file was removed or cut by somebody else, and no other is begun: what is written is not kept. */
  private isAstray = false;
  private toldProblem = "";
  private isClosing = false;
  private readonly totals = { records: 0, bytes: 0, flushes: 0, flushUs: 0, failures: 0, unrecorded: 0 };

  /** Opens the chain where it ended. Throws the system's error when its file cannot be opened. */
  constructor(options: AuditLogOptions) {
    this.options = options;
    this.nowMs = options.clock.wallMs();
    this.lines = new RecordLines(new KeyHash(options.keys.hashSecret));
    this.lines.setTime(this.nowMs);
    this.chain = new ChainWriter(options, this.lines, this.nowMs);
    this.settlement = new Settlement(options.folder, options.chain);
    this.checkpointMs = Number.NEGATIVE_INFINITY;
    this.write();
  }

  get isRefusing(): boolean {
    return (this.failure !== "" || this.isAstray) && this.options.settings.onFailure === "refuse";
  }

  /** Whether there is room for more records; without it they are better kept. */
  get hasRoom(): boolean {
    return this.failure === "" && !this.isAstray && !this.chain.current.isFull;
  }

  begin(nowMs: number): void {
    this.nowMs = nowMs;
    this.lines.setTime(nowMs);
    if (this.failure !== "") this.write();
  }

  append(entry: AuditEntry): void {
    if (this.lines.length >= MAX_BLOCK_BYTES && !this.write()) {
      if (this.lost === 0) this.lostSinceMs = this.nowMs;
      this.lost += entry.count;
      this.totals.unrecorded += entry.count;
      this.hasLost = true;
      return;
    }
    this.lines.append(entry);
    this.totals.records++;
  }

  flush(): boolean {
    const isWritten = (this.lines.length === 0 || this.write()) && !this.hasLost && !this.isAstray;
    this.hasLost = false;
    return isWritten || this.options.settings.onFailure === "continue";
  }

  /** Everything that time decides; to be called a few times in each checkpoint's interval. */
  onTimer(nowMs: number): void {
    this.begin(nowMs);
    this.settlement.retry();
    if (this.settlement.changed !== "") this.leaveChangedFile();
    else if (this.isAstray) this.rotate();
    if (this.failure === "") this.rotateAndSign();
    this.tellProblem();
  }

  /** Ends the chain with a checkpoint; resolves when it is on the disk, or cannot be brought there. */
  async close(nowMs: number): Promise<void> {
    this.nowMs = nowMs;
    this.failedMs = Number.NEGATIVE_INFINITY;
    this.isClosing = true;
    this.lines.appendText(controlLine("close", { close: timeText(nowMs) }));
    await this.settled();
    if (this.write()) {
      this.settlement.retry();
      await this.settled();
      if (this.chain.isUnsigned && this.settlement.isFree) this.sign();
      await this.settled();
    }
    this.chain.close();
  }

  /** Resolves when no checkpoint is on its way to the disk. */
  settled(): Promise<void> {
    return this.settlement.idle();
  }

  report(nowMs: number): AuditReport {
    const { seal, isUnsigned } = this.chain;
    const ageMs = isUnsigned && Number.isFinite(this.checkpointMs) ? Math.max(0, nowMs - this.checkpointMs) : 0;
    return { chain: this.options.chain, ...this.totals, seal, checkpointAgeMs: ageMs, problem: this.problem };
  }

  private get problem(): string {
    return this.failure || this.chain.current.problem || this.rotationFailure || this.settlement.problem;
  }

  /** Writes all lines; false when they wait for the next time. */
  private write(): boolean {
    const { lines, chain } = this;
    const { clock, settings } = this.options;
    if (this.failure !== "" && !isPast(this.failedMs, RETRY_MS, this.nowMs)) return false;
    const startUs = clock.monotonicUs();
    const { length } = lines;
    if (this.lost > 0) lines.appendText(this.lossLine());
    try {
      if (lines.length > 0) chain.writeBlock(lines);
      this.totals.bytes += lines.length;
      this.lost = 0;
      lines.clear();
      if (settings.sync === "batch") chain.current.settleNow();
    } catch (error) {
      if (lines.length > 0) lines.length = length;
      this.fail(error as Error);
      return false;
    }
    this.failure = "";
    this.totals.flushes++;
    this.totals.flushUs += elapsedUs(startUs, clock.monotonicUs());
    this.rotateAndSign();
    this.tellProblem();
    return true;
  }

  private rotateAndSign(): void {
    const { chain, nowMs } = this;
    const { settings } = this.options;
    const isOld = isPast(chain.fileSinceMs, settings.rotateAfterMs, nowMs) && chain.isUnsigned;
    // The end of a chain is where its last thread said so.
    if (!this.isClosing && (isOld || chain.fileBytes >= settings.maxFileBytes)) this.rotate();
    const isDue = isPast(this.checkpointMs, settings.checkpointEveryMs, nowMs);
    if (isDue && chain.isUnsigned && this.settlement.isFree) this.sign();
  }

  private rotate(): void {
    if (this.rotationFailure !== "" && !isPast(this.rotatedMs, RETRY_MS, this.nowMs)) return;
    this.rotatedMs = this.nowMs;
    this.rotationFailure = "";
    try {
      this.chain.rotate(this.nowMs, this.options.settings.maxFiles);
      this.isAstray = false;
    } catch (error) {
      this.totals.failures++;
      this.rotationFailure = (error as Error).message;
    }
  }

  private sign(): void {
    try {
      this.settlement.begin(this.chain.sign(this.nowMs));
      this.checkpointMs = this.nowMs;
    } catch (error) {
      this.fail(error as Error);
    }
  }

  /** What is written to a file that is no longer there would be lost. */
  private leaveChangedFile(): void {
    this.totals.failures++;
    this.toldProblem = this.settlement.changed;
    this.options.onProblem(this.toldProblem);
    this.settlement.changed = "";
    this.isAstray = true;
    this.rotate();
  }

  private fail(error: Error): void {
    this.totals.failures++;
    this.failure = error.message;
    this.failedMs = this.nowMs;
    this.tellProblem();
  }

  private tellProblem(): void {
    const { problem } = this;
    if (problem === this.toldProblem) return;
    this.toldProblem = problem;
    this.options.onProblem(problem);
  }

  private lossLine(): string {
    const [from, to] = [timeText(this.lostSinceMs), timeText(this.nowMs)];
    return controlLine("unrecorded", { unrecorded: this.lost, from, to });
  }
}

/** Whether `spanMs` have gone by, or the clock has been set back by as much. */
function isPast(sinceMs: number, spanMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - sinceMs) >= spanMs;
}

/** A batch of any size is written in pieces of this; while nothing can be written, as much is kept. */
const MAX_BLOCK_BYTES = 1024 * 1024;
/** How often a log that cannot be written is tried again. */
const RETRY_MS = 100;
