import { readdirSync } from "node:fs";
import { join } from "node:path";
import { elapsedUs } from "../common/clock.ts";
import { LongTime } from "../common/long-time.ts";
import { type CaptureCounts, type CaptureOrder, type CaptureProgress, noCounts } from "./capture-order.ts";
import type { Scrubbed, ScrubInput } from "./scrub-work.ts";
import { SEGMENT_NAME, type SegmentHeader, segmentName } from "./segment-layout.ts";

export interface TapeParts {
  readonly worker: number;
  /** Scrubs and writes a block on another thread. Rejects when it cannot now. */
  readonly scrub: (input: ScrubInput) => Promise<Scrubbed>;
  readonly onProgress: (progress: CaptureProgress) => void;
}

/**
 * The part of a recording that one worker makes. Requests are written into a block; a full one, or one that has waited for
 * a tick, is handed to the pool while the other one is filled. When both are gone nothing waits: what comes is counted.
 *
 *    filling │ r │ r │ r │      │  ──full──►  scrubbed and appended by the pool  ──►  spare │               │
 */
export class CaptureTape {
  readonly order: CaptureOrder;
  /** Where the next record is written, at what {@link begin} returned. */
  block: Buffer = Buffer.from(new ArrayBuffer(BLOCK_BYTES));
  private readonly parts: TapeParts;
  private readonly header: SegmentHeader;
  private used = 0;
  /** Null while the pool has it. */
  private spare: Buffer | null = Buffer.from(new ArrayBuffer(BLOCK_BYTES));
  private underWay: Promise<void> = Promise.resolve();
  private readonly time: LongTime;
  /** When it began, on the recording's own time and on the clock that wraps. */
  private readonly sinceUs: number;
  private readonly beganUs: number;
  private roomBytes: number;
  private segment: number;
  private segmentBytes = 0;
  private counts: CaptureCounts = noCounts();
  private problem = "";
  /** Chooses among calls that come through doors whose connections are not their clients'. */
  private turn = 0;

  constructor(order: CaptureOrder, parts: TapeParts, now: { readonly wallMs: number; readonly monotonicUs: number }) {
    this.order = order;
    this.parts = parts;
    const { recording, namespace, startedMs, values, keySeparator, sample, folder } = order;
    this.header = { recording, namespace, worker: parts.worker, startedMs, values, keySeparator, sample };
    this.sinceUs = sinceStart(order, now);
    this.beganUs = now.monotonicUs;
    this.time = new LongTime(now.monotonicUs);
    this.roomBytes = order.roomBytes;
    this.segment = lastSegment(folder, parts.worker) + 1;
  }

  /** What it may still write, as control sees it. */
  allow(roomBytes: number): void {
    this.roomBytes = roomBytes;
  }

  /**
   * Whether a request is part of the sample. One that was taken out of the ring before the recording began is not: its
   * bytes may be gone.
   * @param isClients whether its connection is one client's; else each call is chosen by itself.
   */
  wants(connection: number, isClients: boolean, startedUs: number): boolean {
    if (elapsedUs(this.beganUs, startedUs) < 0 && this.time.at(startedUs) < MAX_PARKED_US) return false;
    const { sample } = this.order;
    if (sample >= 1) return true;
    const number = isClients ? connection : ++this.turn;
    // Fibonacci hashing: numbers that follow each other fall far apart.
    return (Math.imul(number, 0x9e3779b1) >>> 0) / 0x1_0000_0000 < sample;
  }

  /** When a request came, on the recording's time. */
  arrivalUs(arrivalUs: number, nowUs: number): number {
    return Math.max(0, this.sinceUs + this.time.at(nowUs) - elapsedUs(arrivalUs, nowUs));
  }

  /** Room for a record of so many bytes in {@link block}; −1 when there is none, which is counted. */
  begin(bytes: number): number {
    if (this.roomBytes <= 0) return this.miss("overBound");
    if (this.used + bytes > this.block.length && !this.turnOver()) return this.miss("tooFast");
    if (bytes > this.block.length) {
      if (bytes > MAX_BLOCK_BYTES) return this.miss("tooFast");
      this.block = Buffer.from(new ArrayBuffer(bytes));
    }
    return this.used;
  }

  /** Ends the record that was begun last. */
  end(bytes: number): void {
    this.used += bytes;
  }

  missUnsupported(): void {
    this.counts.unsupported++;
  }

  /** To be called a few times a second: hands over what waits, and tells what became of it. */
  tick(nowUs: number): void {
    this.time.at(nowUs);
    if (this.used > 0) this.turnOver();
    this.tell();
  }

  /** Resolves when all is written that was recorded. */
  async close(): Promise<void> {
    await this.underWay;
    if (this.used > 0) this.turnOver();
    await this.underWay;
    this.tell();
  }

  private miss(why: "overBound" | "tooFast"): -1 {
    this.counts[why]++;
    return -1;
  }

  /** Hands the block to the pool; false while that has the other one. */
  private turnOver(): boolean {
    const { spare } = this;
    if (this.used === 0) return true;
    if (spare === null) return false;
    const block = new Uint8Array(this.block.buffer as ArrayBuffer);
    const { used } = this;
    this.block = spare;
    this.spare = null;
    this.used = 0;
    this.underWay = this.write(block, used);
    return true;
  }

  private async write(block: Uint8Array<ArrayBuffer>, used: number): Promise<void> {
    const { folder, secret, keySeparator, values } = this.order;
    const { header, roomBytes } = this;
    const path = join(folder, segmentName(this.parts.worker, this.segment));
    try {
      const done = await this.parts.scrub({ block, used, path, header, roomBytes, secret, keySeparator, values });
      this.take(done);
    } catch (error) {
      // The pool is busy with other work, or closed: what the block had is gone, and nobody knows how many they were.
      this.problem = (error as Error).message;
      this.counts.lost++;
      this.spare = Buffer.from(new ArrayBuffer(BLOCK_BYTES));
    }
    this.tell();
  }

  private take(done: Scrubbed): void {
    const { counts } = this;
    counts.records += done.records;
    counts.bytes += done.bytes;
    counts.overBound += done.overBound;
    counts.lost += done.lost;
    this.problem = done.problem;
    this.roomBytes -= done.bytes;
    // Less room than a record needs is none.
    if (done.overBound > 0) this.roomBytes = 0;
    this.segmentBytes += done.bytes;
    if (this.segmentBytes >= SEGMENT_BYTES || done.problem !== "") {
      this.segment++;
      this.segmentBytes = 0;
    }
    const isOrdinary = done.block.length === BLOCK_BYTES;
    this.spare = Buffer.from(isOrdinary ? done.block.buffer : new ArrayBuffer(BLOCK_BYTES));
  }

  private tell(): void {
    const { counts, problem } = this;
    if (problem === "" && Object.values(counts).every((count) => count === 0)) return;
    this.counts = noCounts();
    this.problem = "";
    this.parts.onProgress({ recording: this.order.recording, counts, problem });
  }
}

/** Microseconds since the recording began: the monotonic clock says it exactly, but for how often it has wrapped. */
function sinceStart(
  { startedMs, startedUs }: CaptureOrder,
  now: { readonly wallMs: number; readonly monotonicUs: number },
): number {
  const exact = elapsedUs(startedUs, now.monotonicUs) >>> 0;
  const rough = (now.wallMs - startedMs) * 1_000;
  return exact + Math.max(0, Math.round((rough - exact) / WRAP_US)) * WRAP_US;
}

function lastSegment(folder: string, worker: number): number {
  let last = 0;
  for (const name of readdirSync(folder)) {
    const [, of, number] = SEGMENT_NAME.exec(name) ?? [];
    if (Number(of) === worker) last = Math.max(last, Number(number));
  }
  return last;
}

const WRAP_US = 2 ** 32;
/** Some thousand requests: scrubbed in some ten milliseconds. Each recording has two of them in each worker. */
const BLOCK_BYTES = 1024 * 1024;
/** A request and its answer of the largest size fit. */
const MAX_BLOCK_BYTES = 16 * 1024 * 1024;
/** A file that is easily copied, and removed when its time is over. */
const SEGMENT_BYTES = 16 * 1024 * 1024;
/** Within this time after the beginning there may be requests that were parked before it. */
const MAX_PARKED_US = 30 * 60 * 1e6;
