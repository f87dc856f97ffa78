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
import type { DoorbellButton } from "../ring/doorbell.ts";
import type { RecordHandler, RingConsumer } from "../ring/ring-consumer.ts";
import { doorOf, principalIdOf } from "../security/caller.ts";
import type { KnownPrincipals } from "../security/known-principals.ts";
import type { ResponseWriter } from "./response-writer.ts";

export interface WorkerLoopParts {
  readonly requests: RingConsumer;
  readonly answers: ResponseWriter;
  readonly acceptorBell: DoorbellButton;
  readonly pipeline: Pipeline;
  readonly principals: KnownPrincipals;
  readonly stores: readonly ServedStore[];
  readonly clock: Clock;
}

/** The worker without its thread: one `doWork` takes what waits in the request ring and answers all of it. */
export class WorkerLoop implements RecordHandler {
  private readonly parts: WorkerLoopParts;
  private readonly batch: Request[] = [];
  private count = 0;
  /** Requests that the next batch may have; it begins low, for nothing is known yet about how large the answers are. */
  private batchRequests = STEP_REQUESTS;
  private bytesIn = 0;
  /** What waits for requests that are in the ring, oldest first. */
  private readonly waiting: { readonly position: number; readonly action: () => void }[] = [];
  /** Totals since the start, for the metrics. */
  batches = 0;
  requests = 0;
  /** How large the batches were, and what stood in the ring when each began. */
  readonly batchSizes = new SizeHistogram(COUNT_SCALE);
  readonly ringDepths = new SizeHistogram(BYTES_SCALE);

  constructor(parts: WorkerLoopParts) {
    this.parts = parts;
  }

  /** Runs one batch; returns how many requests it had. 0: nothing waits, or the answers have no room. */
  doWork(): number {
    const { requests, answers, acceptorBell, pipeline } = this.parts;
    if (!answers.flush()) return 0;
    this.count = 0;
    this.bytesIn = 0;
    const before = answers.bytesWritten;
    const depth = requests.waitingBytes;
    while (this.count < this.batchRequests && !answers.isBlocked) {
      const from = this.count;
      const step = Math.min(from + STEP_REQUESTS, this.batchRequests);
      while (this.count < step) if (requests.drain(this, Math.min(STEP_RECORDS, step - this.count)) === 0) break;
      if (this.count === from) break;
      pipeline.run(this.batch, from, this.count);
    }
    if (this.count > 0) {
      pipeline.commit();
      this.batches++;
      this.requests += this.count;
      this.batchSizes.record(this.count);
      this.ringDepths.record(depth);
      this.adjust(answers.bytesWritten - before);
    }
    if (requests.release()) acceptorBell.ring();
    answers.publish();
    if (this.waiting.length > 0) this.runWaiting();
    return this.count;
  }

  /**
   * Does `action` between two batches, once all that is in the ring now is carried out: at once when nothing is. Its answers
   * may still wait for room.
   */
  onceDrained(action: () => void): void {
    this.waiting.push({ position: this.parts.requests.published(), action });
    this.runWaiting();
  }

  /** Whether `doWork` would find something to do: the second look before sleeping. */
  hasWork(): boolean {
    return this.parts.answers.isBlocked ? this.parts.answers.flush() : this.parts.requests.hasWork();
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
    const principal = this.parts.principals.get(principalIdOf(caller));
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

  private runWaiting(): void {
    for (let first = this.waiting[0]; first !== undefined; first = this.waiting[0]) {
      if (!this.parts.requests.hasPassed(first.position)) return;
      this.waiting.shift();
      first.action();
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
