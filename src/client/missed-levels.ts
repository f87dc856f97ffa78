import { type MissedLevel, parseMissedLevels, readMissedLevels } from "../codec/missed-levels.ts";
import { type Clock, elapsedUs } from "../common/clock.ts";

/** The gateway says that a namespace misses levels of service that it declares: a client that can wait, or ask for less, should. */
export interface MissedLevelsNotice {
  readonly namespace: string;
  /** The worst ones. */
  readonly levels: readonly MissedLevel[];
}

/** Tells the application what answers say of missed levels: of each namespace once a second at the most. */
export class MissedLevelsWatch {
  private readonly clock: Clock;
  private readonly tell: (notice: MissedLevelsNotice) => void;
  /** When it was told last, by namespace. */
  private readonly toldUs = new Map<string, number>();

  constructor(clock: Clock, tell: (notice: MissedLevelsNotice) => void) {
    this.clock = clock;
    this.tell = tell;
  }

  /** An answer has the message `bytes[from, to)`. `namespace` is a byte string. */
  onMessage(namespace: string, bytes: Buffer, from: number, to: number): void {
    if (this.isDue(namespace)) this.tellOf(namespace, readMissedLevels(bytes, from, to));
  }

  /** An answer has this header. */
  onHeader(namespace: string, text: string): void {
    if (this.isDue(namespace)) this.tellOf(namespace, parseMissedLevels(text));
  }

  private isDue(namespace: string): boolean {
    const nowUs = this.clock.monotonicUs();
    const toldUs = this.toldUs.get(namespace);
    if (toldUs !== undefined && elapsedUs(toldUs, nowUs) < INTERVAL_US) return false;
    // A client of more namespaces hears of them again a little sooner.
    if (this.toldUs.size >= MAX_NAMESPACES_KEPT) this.toldUs.clear();
    this.toldUs.set(namespace, nowUs);
    return true;
  }

  private tellOf(namespace: string, levels: readonly MissedLevel[]): void {
    if (levels.length === 0) return;
    const notice = { namespace: Buffer.from(namespace, "latin1").toString(), levels };
    // In its own time, so that what the application throws does not disturb the connection.
    queueMicrotask(() => this.tell(notice));
  }
}

const INTERVAL_US = 1_000_000;
const MAX_NAMESPACES_KEPT = 1_024;
