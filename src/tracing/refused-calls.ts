import { soundTraceState } from "../codec/trace-state.ts";
import type { Clock } from "../common/clock.ts";
import type { Failure } from "../common/failure.ts";
import { tracedFailure } from "./traced-failure.ts";
import type { Tracer } from "./tracer.ts";

/** A call that no worker has seen. */
export interface RefusedCall {
  readonly door: string;
  /** 0 where the door has calls without numbers. */
  readonly requestId: number;
  /** 0 = not known. */
  readonly operation: number;
  /** Empty where none is named that is there. */
  readonly namespace: string;
  readonly failure: Failure;
  readonly arrivalUs: number;
  /** Its traceparent is `bytes[from, to)`; an empty range when it has none. */
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** As it came; empty when it has none. */
  readonly tracestate: () => string;
}

/** As headers have it; empty where they have none. */
export interface ContextText {
  readonly traceparent: string;
  readonly tracestate: string;
}

/** Spans of what the doors and the acceptor refuse by themselves: who may not come in, what is too much, what comes when the gateway goes. */
export class RefusedCalls {
  private readonly tracer: Tracer;
  private readonly clock: Clock;

  private readonly timer: NodeJS.Timeout;

  constructor(tracer: Tracer, clock: Clock) {
    this.tracer = tracer;
    this.clock = clock;
    this.timer = setInterval(() => tracer.flush(), FLUSH_INTERVAL_MS).unref();
  }

  /** @returns the failure as its caller is to be told. */
  note(call: RefusedCall): Failure {
    const { failure, arrivalUs } = call;
    const trace = this.tracer.sample(call.bytes, call.from, call.to, arrivalUs);
    if (trace === null) return failure;
    if (trace.parentId !== "") trace.carry(call.tracestate());
    const endUs = this.clock.monotonicUs();
    this.tracer.finish({
      trace,
      door: call.door,
      requestId: call.requestId,
      operation: call.operation,
      namespace: call.namespace,
      pattern: "keyvalue",
      store: null,
      code: failure.code,
      reason: failure.reason,
      arrivalUs,
      startedUs: endUs,
      endUs,
      hasSteps: false,
      items: -1,
      group: "",
      links: [],
      droppedLinks: 0,
    });
    return tracedFailure(failure, trace.traceId);
  }

  /** Of a call whose traceparent came as text. */
  noteText(
    call: Omit<RefusedCall, "bytes" | "from" | "to" | "arrivalUs" | "tracestate">,
    context: ContextText,
  ): Failure {
    const bytes = Buffer.from(context.traceparent, "latin1");
    const tracestate = (): string => soundTraceState(context.tracestate);
    return this.note({ ...call, arrivalUs: this.clock.monotonicUs(), bytes, from: 0, to: bytes.length, tracestate });
  }

  /** Hands over what is left. */
  close(): void {
    clearInterval(this.timer);
    this.tracer.flush();
  }
}

/** As workers do. */
const FLUSH_INTERVAL_MS = 100;
