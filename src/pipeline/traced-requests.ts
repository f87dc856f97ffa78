import type { RequestTrace } from "../tracing/request-trace.ts";
import type { Tracer } from "../tracing/tracer.ts";
import type { Request } from "./request.ts";
import { beginTraces, finishTrace, followTrace, type TraceParts } from "./stages/trace.ts";

/**
 * The requests of a worker that are traced. What is done for each request that is not is nothing: a step is asked once which of
 * its requests are, and those that are answered wait here until the others are.
 */
export class TracedRequests {
  private readonly tracer: Tracer;
  private readonly parts: TraceParts;
  private readonly answered: Request[] = [];

  constructor(tracer: Tracer, parts: TraceParts) {
    this.tracer = tracer;
    this.parts = parts;
  }

  /** Of the requests `[from, to)`, which have no trace. */
  begin(requests: readonly Request[], from: number, to: number, nowUs: number): void {
    beginTraces(requests, { from, to }, this.tracer, nowUs);
  }

  /** Of one that brings a context. */
  follow(request: Request, nowUs: number): void {
    followTrace(request, this.tracer, nowUs);
  }

  note(request: Request, trace: RequestTrace, endUs: number): void {
    trace.endUs = endUs;
    this.answered.push(request);
  }

  /** Has the spans made of those that are answered: before they serve other requests. */
  finish(): void {
    if (this.answered.length === 0) return;
    for (const request of this.answered) finishTrace(request, this.tracer, this.parts);
    this.answered.length = 0;
  }
}
