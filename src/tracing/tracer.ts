import { type Clock, elapsedUs } from "../common/clock.ts";
import type { Prng } from "../common/prng.ts";
import type { FinishedRequest, StoreIdentity } from "./finished-request.ts";
import { spansOf } from "./request-spans.ts";
import { RequestTrace } from "./request-trace.ts";
import { Sampler } from "./sampler.ts";
import type { Span } from "./span.ts";
import type { SpanEncoding } from "./span-encoding.ts";
import { TraceIds } from "./trace-ids.ts";
import { Traceparent } from "./traceparent.ts";
import { WallTime } from "./wall-time.ts";

export interface TracerParts {
  readonly clock: Clock;
  readonly prng: Prng;
  /** Of requests that bring no decision, 0 to 1. */
  readonly ratio: number;
  /** Whether the caller's flag decides, where there is one, or the ratio. */
  readonly parent: "honour" | "ratio";
  /** Of this worker. */
  readonly maxSpansPerSecond: number;
  readonly encoding: SpanEncoding;
  /** By the worker's number of the store. */
  readonly storeOf: (storeIndex: number) => StoreIdentity | null;
  /** Takes what is to be sent, and what there is to count. */
  readonly send: (batch: SpanBatch) => void;
  readonly ids?: TraceIds;
}

/** What a worker hands over; counts are since the batch before. */
export interface SpanBatch {
  /** As `SpanEncoding.encode` wrote them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly spans: number;
  /** Requests with a traceparent that is none. */
  readonly invalid: number;
  /** Spans that were not made, because there were too many. */
  readonly overRate: number;
}

/**
 * Decides which requests of a worker are traced, and makes their spans once they are answered. Nothing is written while
 * requests run: spans are encoded by {@link flush}, from a timer, or when some have come together.
 */
export class Tracer {
  private readonly parts: TracerParts;
  private readonly sampler: Sampler;
  private readonly ids: TraceIds;
  private readonly time: WallTime;
  private finished: FinishedRequest[] = [];
  private invalid = 0;
  private overRate = 0;
  private tokens: number;
  private filledUs: number;

  constructor(parts: TracerParts) {
    this.parts = parts;
    this.sampler = new Sampler(parts.ratio, parts.prng);
    this.ids = parts.ids ?? new TraceIds();
    this.time = new WallTime(parts.clock);
    this.tokens = this.maxTokens;
    this.filledUs = parts.clock.monotonicUs();
  }

  /** The trace of a request whose traceparent is `bytes[from, to)`, or is not there; null when it is not traced. */
  sample(bytes: Buffer, from: number, to: number, nowUs: number): RequestTrace | null {
    const isChosen = this.sampler.takesNext();
    if (this.hasContext(bytes, from, to)) return this.go(bytes, from, nowUs);
    return isChosen ? this.begin(nowUs) : null;
  }

  /** How many of the next `count` requests are not traced, unless they bring a trace, before one is; `count` when none is. */
  passOver(count: number): number {
    return this.sampler.passOver(count);
  }

  /** The trace of a request that {@link passOver} has come upon; null when there are too many. */
  begin(nowUs: number): RequestTrace | null {
    if (!this.allows(nowUs)) return null;
    return this.trace(this.ids.traceId(this.sampler.threshold), "", this.sampler.traceState);
  }

  /**
   * The trace of a request that brings `bytes[from, to)` for a context. If that is none, the request has what was `begun` for it; null
   * = nothing was, and undefined: it would have been, but there were too many.
   */
  follow(
    bytes: Buffer,
    [from, to]: readonly [number, number],
    nowUs: number,
    begun: RequestTrace | null | undefined,
  ): RequestTrace | null {
    if (!this.hasContext(bytes, from, to)) return begun ?? null;
    if (begun === undefined) this.overRate -= SPANS_PER_REQUEST;
    else if (begun !== null) this.tokens = Math.min(this.tokens + SPANS_PER_REQUEST, this.maxTokens);
    return this.go(bytes, from, nowUs);
  }

  /** Takes a traced request that is answered. */
  finish(request: FinishedRequest): void {
    this.finished.push(request);
    if (this.finished.length >= REQUESTS_PER_FLUSH) this.flush();
  }

  storeOf(storeIndex: number): StoreIdentity | null {
    return this.parts.storeOf(storeIndex);
  }

  /** Makes the spans of what is answered and hands them over. To be called some times a second. */
  flush(): void {
    const { finished, invalid, overRate } = this;
    this.time.refresh();
    if (finished.length === 0 && invalid === 0 && overRate === 0) return;
    const spans: Span[] = [];
    for (const request of finished) spansOf(request, this.ids, this.time, spans);
    this.parts.send({ bytes: this.parts.encoding.encode(spans), spans: spans.length, invalid, overRate });
    this.finished = [];
    this.invalid = this.overRate = 0;
  }

  /** Reads the context of a request; false: it has none, or what it has is counted as none. */
  private hasContext(bytes: Buffer, from: number, to: number): boolean {
    if (from === to) return false;
    const isContext = context.read(bytes, from, to);
    if (!isContext) this.invalid++;
    return isContext;
  }

  /** Goes on with the context that was read, if that is to be. */
  private go(bytes: Buffer, from: number, nowUs: number): RequestTrace | null {
    const isHonoured = this.parts.parent === "honour";
    const isTaken = isHonoured ? context.isSampled : this.sampler.takes(Traceparent.randomBits(bytes, from));
    if (!isTaken || !this.allows(nowUs)) return null;
    context.takeIds(bytes, from);
    return this.trace(context.traceId, context.parentId, isHonoured ? "" : this.sampler.traceState);
  }

  private trace(traceId: string, parentId: string, traceState: string): RequestTrace {
    const { ids } = this;
    return new RequestTrace({ traceId, parentId, spanId: ids.spanId(), storeSpanId: ids.spanId() }, traceState);
  }

  /** Whether the spans of one more request are within the bound. A client that marks everything as sampled must not cost more. */
  private allows(nowUs: number): boolean {
    const passedUs = elapsedUs(this.filledUs, nowUs);
    const { maxTokens } = this;
    // Negative after half an hour without a trace, when the clock has wrapped.
    const isFull = passedUs < 0 || passedUs >= 1e6;
    this.tokens = isFull ? maxTokens : Math.min(this.tokens + (passedUs * maxTokens) / 1e6, maxTokens);
    this.filledUs = nowUs;
    if (this.tokens < SPANS_PER_REQUEST) {
      this.overRate += SPANS_PER_REQUEST;
      return false;
    }
    this.tokens -= SPANS_PER_REQUEST;
    return true;
  }

  private get maxTokens(): number {
    return Math.max(this.parts.maxSpansPerSecond, SPANS_PER_REQUEST);
  }
}

const context = new Traceparent();
/** As many as most requests have. */
export const SPANS_PER_REQUEST = 4;
/** Their spans take a fraction of a millisecond, which is how long other requests wait. */
const REQUESTS_PER_FLUSH = 64;
