import type { Header } from "../../backends/stream-contract.ts";
import { operationName } from "../../codec/calls.ts";
import { readTraceState } from "../../codec/trace-state.ts";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import { MAX_MESSAGE_HEADERS } from "../../common/limits.ts";
import type { RequestSink } from "../../metrics/request-sink.ts";
import { DOOR_NAMES } from "../../security/caller.ts";
import type { FinishedRequest } from "../../tracing/finished-request.ts";
import type { RequestTrace } from "../../tracing/request-trace.ts";
import { MAX_SPAN_LINKS, type SpanLink } from "../../tracing/span.ts";
import { formatTraceparent, isTraceparent, Traceparent } from "../../tracing/traceparent.ts";
import type { Tracer } from "../../tracing/tracer.ts";
import type { FailedRequest } from "../failed-request.ts";
import type { Request } from "../request.ts";

/**
 * Decides which of the requests `[from, to)` are traced whose callers do not, before anything is said of them: what is refused is
 * traced too. Once for a step, and not for each. Those that would be, but are too many, are added to `tooMany`.
 */
export function beginTraces(
  requests: readonly Request[],
  { from, to }: { readonly from: number; readonly to: number },
  { tracer, nowUs, tooMany }: { readonly tracer: Tracer; readonly nowUs: number; readonly tooMany: Request[] },
): void {
  for (let at = from + tracer.passOver(to - from); at < to; at += 1 + tracer.passOver(to - at - 1)) {
    const request = requests[at] as Request;
    request.trace = tracer.begin(nowUs);
    if (request.trace === null) tooMany.push(request);
  }
}

/** Of a request that brings a context the caller decides, or the context. */
export function followTrace(request: Request, tracer: Tracer, nowUs: number, tooMany: readonly Request[]): void {
  const { bytes, traceFrom, traceTo } = request;
  const begun = tooMany.includes(request) ? undefined : request.trace;
  request.trace = tracer.follow(bytes, [traceFrom, traceTo], nowUs, begun);
  if (request.trace !== null) carryState(request, request.trace);
}

function carryState({ bytes, start, end }: Request, trace: RequestTrace): void {
  // Of a trace that begins here there is none.
  if (trace.parentId !== "") trace.carry(readTraceState(bytes, start, end));
}

/**
 * Gives each message of a traced publish the context that its subscribers are to refer to, as W3C has it for messages. One
 * that its publisher has put there stays.
 */
export function passTraceOn({ stream, trace }: Request): void {
  if (trace === null || stream === null || stream.task?.kind !== "publish") return;
  const own: Header[] = [["traceparent", formatTraceparent(trace.traceId, trace.storeSpanId, true)]];
  if (trace.traceState !== "") own.push(["tracestate", trace.traceState]);
  for (const message of stream.task.messages) {
    const { headers } = message;
    if (headers.length + own.length <= MAX_MESSAGE_HEADERS && !headers.some(isContext)) {
      message.headers = [...headers.filter(isNoState), ...own];
    }
  }
}

/** Notes of a traced request that was parked that its store is done. A fetch is with its store while it waits for messages. */
export function noteExecuted(request: Request, sentUs: number, executedUs: number, groupSize: number): void {
  const { trace, stream, startedUs, backendUs } = request;
  if (sentUs !== 0) trace?.executed(executedUs, backendUs, groupSize);
  else if (stream?.answer?.kind === "fetched") trace?.executed(executedUs, elapsedUs(startedUs, executedUs), 1);
}

/** What the log says of a request that was answered with INTERNAL. */
export function failedRequest({ id, namespace, operation, trace }: Request): FailedRequest {
  const failed = { id, namespace: namespace?.name ?? "", operation: operationName(operation) };
  return trace === null ? failed : { ...failed, traceId: trace.traceId };
}

export interface TraceParts {
  readonly metrics: RequestSink;
  readonly clock: Clock;
}

/** Has the spans of a request made that is traced and answered, and shows it as an example of its histograms. */
export function finishTrace(request: Request, tracer: Tracer, { metrics, clock }: TraceParts): void {
  const { namespace, failure, stream, call, trace, arrivalUs, startedUs, backendUs } = request;
  if (trace === null) return;
  // The object serves another request next.
  request.trace = null;
  const { traceId, spanId, endUs } = trace;
  const times = { totalUs: elapsedUs(arrivalUs, endUs), queueUs: elapsedUs(arrivalUs, startedUs), backendUs };
  const exemplar = { traceId, spanId, ...times, atMs: clock.wallMs() };
  metrics.exemplify?.(namespace?.index ?? -1, request.operation, request.code, exemplar);
  const isStream = namespace?.pattern === "stream";
  const links = isStream ? linksOf(request) : noLinks;
  const finished: FinishedRequest = {
    trace,
    door: DOOR_NAMES[request.door] ?? "",
    requestId: request.id,
    operation: request.operation,
    namespace: namespace?.name ?? "",
    pattern: isStream ? "stream" : "keyvalue",
    store: namespace === null ? null : tracer.storeOf(namespace.storeIndex),
    code: request.code,
    reason: failure?.reason ?? "",
    arrivalUs: request.arrivalUs,
    startedUs: request.startedUs,
    endUs,
    hasSteps: true,
    items: isStream ? messagesOf(request) : failure === null ? (call.batch?.length ?? -1) : -1,
    group: (isStream && stream?.task !== null && stream?.task !== undefined && groupOf(stream.task)) || "",
    links: links.slice(0, MAX_SPAN_LINKS),
    droppedLinks: Math.max(0, links.length - MAX_SPAN_LINKS),
  };
  tracer.finish(finished);
}

function messagesOf({ stream }: Request): number {
  const { task = null, answer = null } = stream ?? {};
  if (answer?.kind === "fetched") return answer.deliveries.length;
  if (task?.kind === "publish") return task.messages.length;
  return task?.kind === "settle" ? task.settlements.length : -1;
}

/** As the client wrote it, from the byte string that it is inside. */
function groupOf(task: { readonly kind: string } | { readonly group: string }): string {
  return "group" in task ? Buffer.from(task.group, "latin1").toString() : "";
}

/** The contexts of the publishers of what was delivered, each once. */
function linksOf({ stream }: Request): SpanLink[] {
  const { answer = null } = stream ?? {};
  if (answer?.kind !== "fetched") return noLinks;
  const links = new Map<string, SpanLink>();
  for (const { headers } of answer.deliveries) {
    const text = headers.find(isContext)?.[1] ?? "";
    const bytes = Buffer.from(text, "latin1");
    if (text === "" || !isTraceparent(bytes, 0, bytes.length)) continue;
    context.takeIds(bytes, 0);
    const { traceId, parentId } = context;
    links.set(`${traceId}${parentId}`, { traceId, spanId: parentId });
  }
  return [...links.values()];
}

/** `traceparent` as W3C names it, or as CloudEvents do in the bindings of protocols. */
function isContext([name]: Header): boolean {
  return CONTEXT_NAMES.has(name.toLowerCase());
}

/** What is left of another context belongs to no trace. */
function isNoState([name]: Header): boolean {
  return name.toLowerCase() !== "tracestate";
}

const CONTEXT_NAMES: ReadonlySet<string> = new Set(["traceparent", "ce-traceparent", "ce_traceparent"]);
const context = new Traceparent();
const noLinks: SpanLink[] = [];
