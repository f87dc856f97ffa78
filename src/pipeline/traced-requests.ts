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
  /** Of the step under way: those that were to be traced, and are not, for there are too many. */
  private readonly tooMany: Request[] = [];

  constructor(tracer: Tracer, parts: TraceParts) {
    this.tracer = tracer;
    this.parts = parts;
  }

  /** Of the requests `[from, to)`, which have no trace. */
  begin(requests: readonly Request[], from: number, to: number, nowUs: number): void {
    const { tracer, tooMany } = this;
    tooMany.length = 0;
    beginTraces(requests, { from, to }, { tracer, nowUs, tooMany });
  }

  /** Of one that brings a context. */
  follow(request: Request, nowUs: number): void {
    followTrace(request, this.tracer, nowUs, this.tooMany);
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
