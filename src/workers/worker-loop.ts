import type { KeyValueStore } from "../backends/contract.ts";
import { readLength } from "../codec/frame-splitter.ts";
import { ROUTE_BYTES, readRoute, routesBytes } from "../codec/run-routes.ts";
import type { Clock } from "../common/clock.ts";
import { FRAME_PREFIX_BYTES, LARGE_BATCH_BYTES, MAX_BATCH_REQUESTS, SWEEP_STEP_ITEMS } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import { BYTES_SCALE, COUNT_SCALE, SizeHistogram } from "../metrics/size-histogram.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { Request } from "../pipeline/request.ts";
import type { ServedStore } from "../pipeline/served-store.ts";
import type { RecordHandler } from "../ring/ring-consumer.ts";
import { doorOf, principalIdOf } from "../security/caller.ts";
import type { WorkerSource } from "./worker-source.ts";

export interface WorkerLoopParts {
  /** One for each acceptor; at least one. */
  readonly sources: readonly WorkerSource[];
  readonly pipeline: Pipeline;
  readonly stores: readonly ServedStore[];
  readonly clock: Clock;
}

/** The worker without its thread: one `doWork` takes what waits in the request rings and answers all of it. */
export class WorkerLoop implements RecordHandler {
  private readonly parts: WorkerLoopParts;
  /** Where the records come from that are being taken. */
  private source: WorkerSource;
  /** Which source the next step begins with: another each time, so that no acceptor waits for a busier one. */
  private first = 0;
  private readonly batch: Request[] = [];
  private count = 0;
  /** Requests that the next batch may have; it begins low, for nothing is known yet about how large the answers are. */
  private batchRequests = STEP_REQUESTS;
  private bytesIn = 0;
  /** What waits for requests that are in the rings, oldest first, with a position in each. */
  private readonly waiting: { readonly positions: readonly number[]; readonly action: () => void }[] = [];
  /** Totals since the start, for the metrics. */
  batches = 0;
  requests = 0;
  /** How large the batches were, and what stood in the ring when each began. */
  readonly batchSizes = new SizeHistogram(COUNT_SCALE);
  readonly ringDepths = new SizeHistogram(BYTES_SCALE);

  constructor(parts: WorkerLoopParts) {
    this.parts = parts;
    this.source = parts.sources[0] as WorkerSource;
  }

  /** Runs one batch; returns how many requests it had. 0: nothing waits, or the answers have no room. */
  doWork(): number {
    const { sources, pipeline } = this.parts;
    if (!this.flush()) return 0;
    this.count = 0;
    this.bytesIn = 0;
    const before = this.bytesWritten;
    const depth = this.waitingBytes;
    while (this.count < this.batchRequests) {
      const from = this.count;
      this.take(Math.min(from + STEP_REQUESTS, this.batchRequests));
      if (this.count === from) break;
      pipeline.run(this.batch, from, this.count);
    }
    if (this.count > 0) {
      pipeline.commit();
      this.batches++;
      this.requests += this.count;
      this.batchSizes.record(this.count);
      this.ringDepths.record(depth);
      this.adjust(this.bytesWritten - before);
    }
    for (const { requests, answers, acceptorBell } of sources) {
      if (requests.release()) acceptorBell.ring();
      answers.publish();
    }
    if (this.waiting.length > 0) this.runWaiting();
    return this.count;
  }

  /**
   * Does `action` between two batches, once all that is in the rings now is carried out: at once when nothing is. Its answers
   * may still wait for room.
   */
  onceDrained(action: () => void): void {
    this.waiting.push({ positions: this.parts.sources.map(({ requests }) => requests.published()), action });
    this.runWaiting();
  }

  /** Whether `doWork` would find something to do: the second look before sleeping. */
  hasWork(): boolean {
    for (const { requests, answers } of this.parts.sources) {
      if (answers.isBlocked ? answers.flush() : requests.hasWork()) return true;
    }
    return false;
  }

  /** Removes from the embedded stores some of what has expired, in steps small enough to stand between two batches; true when there is more. */
  sweep(): boolean {
    this.parts.pipeline.keepTime();
    let removed = 0;
    for (const { kind, store } of this.parts.stores) {
      if (kind === "embedded") removed += sweepStore(store, this.parts.clock.wallMs());
    }
    return removed > 0;
  }

  /** A run: frames that one connection sent together. */
  onRecord(
    bytes: Buffer,
    start: number,
    end: number,
    slot: number,
    generation: number,
    arrivalUs: number,
    route: number,
    caller: number,
    connection: number,
  ): void {
    this.bytesIn += end - start;
    const principal = this.source.principals.get(principalIdOf(caller));
    const door = doorOf(caller);
    const framesEnd = end - routesBytes(route);
    let routeAt = framesEnd;
    for (let pos = start; pos < framesEnd; ) {
      const request = this.batch[this.count] ?? this.grow();
      const from = pos + FRAME_PREFIX_BYTES;
      pos = from + readLength(bytes, pos);
      request.bytes = bytes;
      request.start = from;
      request.end = pos;
      request.slot = slot;
      request.generation = generation;
      request.arrivalUs = arrivalUs;
      request.principal = principal;
      request.door = door;
      request.connection = connection;
      request.route = route < 0 ? readRoute(bytes, routeAt) : route;
      routeAt += ROUTE_BYTES;
      this.count++;
    }
  }

  /** Sends answers that were held; false while no source can be taken from, because those of each find no room. */
  private flush(): boolean {
    let isOpen = false;
    for (const { answers } of this.parts.sources) if (answers.flush()) isOpen = true;
    return isOpen;
  }

  /** Takes requests until the batch has `until`, or a run more. A source is not taken from while its answers find no room. */
  private take(until: number): void {
    const { sources } = this.parts;
    for (let i = 0; i < sources.length && this.count < until; i++) {
      this.source = sources[(this.first + i) % sources.length] as WorkerSource;
      const { requests, answers } = this.source;
      while (this.count < until && !answers.isBlocked) {
        if (requests.drain(this, Math.min(STEP_RECORDS, until - this.count)) === 0) break;
      }
    }
    this.first = (this.first + 1) % sources.length;
  }

  private get bytesWritten(): number {
    let bytes = 0;
    for (const { answers } of this.parts.sources) bytes += answers.bytesWritten;
    return bytes;
  }

  private get waitingBytes(): number {
    let bytes = 0;
    for (const { requests } of this.parts.sources) bytes += requests.waitingBytes;
    return bytes;
  }

  private runWaiting(): void {
    for (let first = this.waiting[0]; first !== undefined; first = this.waiting[0]) {
      const { positions, action } = first;
      if (!this.parts.sources.every(({ requests }, i) => requests.hasPassed(positions[i] as number))) return;
      this.waiting.shift();
      action();
    }
  }

  /** Makes the next batch smaller when the answers of this one were large, and does not keep what was large. */
  private adjust(bytesOut: number): void {
    if (bytesOut > LARGE_BATCH_BYTES) {
      this.batchRequests = Math.max(1, Math.floor((this.count * LARGE_BATCH_BYTES) / bytesOut));
    } else if (this.count >= this.batchRequests) {
      this.batchRequests = Math.min(MAX_BATCH_REQUESTS, this.batchRequests * 2);
    }
    // The pooled requests still refer to their bytes and values.
    if (bytesOut + this.bytesIn > LARGE_BATCH_BYTES) this.batch.length = 0;
  }

  private grow(): Request {
    const request = new Request();
    this.batch.push(request);
    return request;
  }
}

/**
 * Requests between two looks at the answers: few enough to stay in the first-level cache from decoding to answering, and
 * to let the acceptor send the first answers while the next are made.
 */
const STEP_REQUESTS = 128;
/** Records taken at once; each is a run of up to some hundred requests. */
const STEP_RECORDS = 8;
/** A store that cannot delete now, say because its disk is full, can still be read: what has expired waits. */
function sweepStore(store: KeyValueStore, nowMs: number): number {
  try {
    return store.sweep(nowMs, SWEEP_STEP_ITEMS);
  } catch (error) {
    if (error instanceof PrismError) return 0;
    throw error;
  }
}
