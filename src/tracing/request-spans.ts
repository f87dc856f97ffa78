import { CallNumber, operationName } from "../codec/calls.ts";

import { Code, codeName } from "../common/codes.ts";
import type { FinishedRequest, StoreIdentity } from "./finished-request.ts";
import { methodName } from "./method-name.ts";
import { type Attribute, Span, SpanKind } from "./span.ts";
import type { TraceIds } from "./trace-ids.ts";

/**
 * The spans of one request, the first being that of the gateway and the parent of the others. What lies between them was
 * measured anyway: no clock is read for a trace.
 *
 *   arrival ├────────────── server: prism.v1.KeyValueService/Get ──────────────┤ answered
 *           ├ prism.queue ┤├ prism.admit ┤├ client: get orders ┤├ prism.record ┤
 *                         started         sent to the store     executed
 *
 * A store runs many requests together; each that is traced has a span of its own for that, which says how many there were.
 */
export function spansOf(request: FinishedRequest, ids: TraceIds, wallUs: (monotonicUs: number) => number): Span[] {
  const { trace, arrivalUs, startedUs, endUs, store } = request;
  const step = (name: string, from: number, to: number): Span => {
    const own = { spanId: ids.spanId(), parentId: trace.spanId };
    return new Span(trace, own, { kind: SpanKind.INTERNAL, name }, { startUs: wallUs(from), endUs: wallUs(to) });
  };
  const spans = [
    serverSpan(request, { startUs: wallUs(arrivalUs), endUs: wallUs(endUs) }),
    step("prism.queue", arrivalUs, startedUs),
  ];
  if (!trace.wasExecuted) {
    spans.push(step("prism.admit", startedUs, endUs));
    return spans;
  }
  const { executedUs } = trace;
  const sentUs = (executedUs - trace.storeUs) | 0;
  spans.push(step("prism.admit", startedUs, sentUs));
  if (store !== null) spans.push(storeSpan(request, store, { startUs: wallUs(sentUs), endUs: wallUs(executedUs) }));
  if (endUs !== executedUs) spans.push(step("prism.record", executedUs, endUs));
  return spans;
}

interface Times {
  readonly startUs: number;
  readonly endUs: number;
}

/** Of RPC, whatever the door: https://opentelemetry.io/docs/specs/semconv/rpc/rpc-spans/ */
function serverSpan(request: FinishedRequest, times: Times): Span {
  const { trace, door, operation, namespace, code } = request;
  const name = methodName(operation);
  const span = new Span(trace, trace, { kind: SpanKind.SERVER, name }, times);
  const attributes: Attribute[] = [
    ["rpc.system.name", door === "grpc" ? "grpc" : "prism"],
    ["rpc.method", name],
    ["rpc.response.status_code", codeName(code as Code)],
    ["network.transport", "tcp"],
    ["prism.door", door],
    ["prism.operation", operationName(operation)],
    ["prism.request.id", request.requestId],
  ];
  if (namespace !== "") attributes.push(["prism.namespace", namespace]);
  if (request.reason !== "") attributes.push(["error.type", request.reason]);
  span.attributes = attributes;
  span.problem = problemOf(request);
  return span;
}

/** Of databases or of messaging: https://opentelemetry.io/docs/specs/semconv/database/ and …/messaging/ */
function storeSpan(request: FinishedRequest, store: StoreIdentity, times: Times): Span {
  const { namespace, operation, pattern, reason, trace } = request;
  const what = { kind: kindOf(request, store), name: `${operationName(operation)} ${namespace}` };
  const span = new Span(trace, { spanId: trace.storeSpanId, parentId: trace.spanId }, what, times);
  const attributes = pattern === "stream" ? messagingAttributes(request, store) : databaseAttributes(request, store);
  if (store.address !== "") attributes.push(["server.address", store.address]);
  if (store.port !== 0) attributes.push(["server.port", store.port]);
  attributes.push(["prism.backend", store.backend]);
  if (trace.groupSize > 1) attributes.push(["prism.store.requests", trace.groupSize]);
  if (reason !== "") attributes.push(["error.type", reason]);
  span.attributes = attributes;
  span.links = request.links;
  span.droppedLinks = request.droppedLinks;
  span.problem = problemOf(request);
  return span;
}

function kindOf({ pattern, operation }: FinishedRequest, store: StoreIdentity): SpanKind {
  if (pattern === "stream" && isPublish(operation)) return SpanKind.PRODUCER;
  return store.isEmbedded ? SpanKind.INTERNAL : SpanKind.CLIENT;
}

function databaseAttributes({ namespace, operation, items }: FinishedRequest, { system }: StoreIdentity): Attribute[] {
  const attributes: Attribute[] = [
    ["db.system.name", system],
    ["db.operation.name", operationName(operation)],
    ["db.collection.name", namespace],
  ];
  // One is no batch, say the conventions.
  if (items > 1) attributes.push(["db.operation.batch.size", items]);
  return attributes;
}

function messagingAttributes(request: FinishedRequest, { system }: StoreIdentity): Attribute[] {
  const { namespace, operation, items, group } = request;
  const attributes: Attribute[] = [
    ["messaging.system", system],
    ["messaging.operation.name", operationName(operation)],
    ["messaging.destination.name", namespace],
  ];
  const type = operationType(operation);
  if (type !== "") attributes.push(["messaging.operation.type", type]);
  if (items >= 0) attributes.push(["messaging.batch.message_count", items]);
  if (group !== "") attributes.push(["messaging.consumer.group.name", group]);
  return attributes;
}

function operationType(operation: number): string {
  if (isPublish(operation)) return "send";
  if (operation === CallNumber.STREAM_FETCH) return "receive";
  const settles = [CallNumber.STREAM_ACK, CallNumber.STREAM_NACK, CallNumber.STREAM_EXTEND] as readonly number[];
  return settles.includes(operation) ? "settle" : "";
}

function isPublish(operation: number): boolean {
  return operation === CallNumber.STREAM_PUBLISH || operation === CallNumber.STREAM_BATCH_PUBLISH;
}

/** What the caller did wrong, or could have expected, is no error of the server. As the conventions for gRPC have it. */
function problemOf({ code, reason }: FinishedRequest): string {
  return SERVER_ERRORS.has(code) ? reason : "";
}

const SERVER_ERRORS: ReadonlySet<number> = new Set([
  Code.UNKNOWN,
  Code.DEADLINE_EXCEEDED,
  Code.UNIMPLEMENTED,
  Code.INTERNAL,
  Code.UNAVAILABLE,
  Code.DATA_LOSS,
]);
