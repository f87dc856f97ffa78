import { CallNumber, operationName } from "../codec/calls.ts";

import { Code, codeName } from "../common/codes.ts";
import type { FinishedRequest, StoreIdentity } from "./finished-request.ts";
import { methodName } from "./method-name.ts";
import { type Attribute, Span, SpanKind } from "./span.ts";
import { SpanShape, SpanShapes } from "./span-shape.ts";
import type { TraceIds } from "./trace-ids.ts";
import type { WallTime } from "./wall-time.ts";

/**
 * Adds the spans of one request, the first being that of the gateway and the parent of the others. What lies between them was
 * measured anyway: no clock is read for a trace.
 *
 *   arrival ├────────────── server: prism.v1.KeyValueService/Get ──────────────┤ answered
 *           ├ prism.queue ┤├ prism.admit ┤├ client: get orders ┤├ prism.record ┤
 *                         started         sent to the store     executed
 *
 * A store runs many requests together; each that is traced has a span of its own for that, which says how many there were.
 */
export function spansOf(request: FinishedRequest, ids: TraceIds, time: WallTime, spans: Span[]): void {
  const { trace, arrivalUs, startedUs, endUs, store } = request;
  const step = (shape: SpanShape, from: number, to: number): void => {
    const own = { spanId: ids.spanId(), parentId: trace.spanId };
    spans.push(new Span(trace, own, shape, { startUs: time.at(from), endUs: time.at(to) }));
  };
  spans.push(serverSpan(request, { startUs: time.at(arrivalUs), endUs: time.at(endUs) }));
  if (!request.hasSteps) return;
  step(QUEUE, arrivalUs, startedUs);
  if (!trace.wasExecuted) {
    step(ADMIT, startedUs, endUs);
    return;
  }
  const { executedUs } = trace;
  const sentUs = (executedUs - trace.storeUs) | 0;
  step(ADMIT, startedUs, sentUs);
  if (store !== null) spans.push(storeSpan(request, store, { startUs: time.at(sentUs), endUs: time.at(executedUs) }));
  if (endUs !== executedUs) step(RECORD, executedUs, endUs);
}

const QUEUE = new SpanShape(SpanKind.INTERNAL, "prism.queue");
const ADMIT = new SpanShape(SpanKind.INTERNAL, "prism.admit");
const RECORD = new SpanShape(SpanKind.INTERNAL, "prism.record");
const serverShapes = new SpanShapes();
const storeShapes = new SpanShapes();

interface Times {
  readonly startUs: number;
  readonly endUs: number;
}

/** Of RPC, whatever the door: https://opentelemetry.io/docs/specs/semconv/rpc/rpc-spans/ */
function serverSpan(request: FinishedRequest, times: Times): Span {
  const { trace, door, operation, namespace, code, reason } = request;
  const key = `${operation} ${door} ${code} ${namespace} ${reason}`;
  const span = new Span(trace, trace, serverShapes.get(key) ?? serverShapes.add(key, serverShape(request)), times);
  span.attributes = [["prism.request.id", request.requestId]];
  span.problem = problemOf(request);
  return span;
}

function serverShape({ door, operation, namespace, code, reason }: FinishedRequest): SpanShape {
  const name = methodName(operation);
  const attributes: Attribute[] = [
    ["rpc.system.name", door === "grpc" ? "grpc" : "prism"],
    ["rpc.method", name],
    ["rpc.response.status_code", codeName(code as Code)],
    ["network.transport", "tcp"],
    ["prism.door", door],
    ["prism.operation", operationName(operation)],
  ];
  if (namespace !== "") attributes.push(["prism.namespace", namespace]);
  if (reason !== "") attributes.push(["error.type", reason]);
  return new SpanShape(SpanKind.SERVER, name, attributes);
}

/** Of databases or of messaging: https://opentelemetry.io/docs/specs/semconv/database/ and …/messaging/ */
function storeSpan(request: FinishedRequest, store: StoreIdentity, times: Times): Span {
  const { namespace, operation, reason, trace, group } = request;
  const key = `${operation} ${store.backend} ${namespace} ${group} ${reason}`;
  const shape = storeShapes.get(key) ?? storeShapes.add(key, storeShape(request, store));
  const span = new Span(trace, { spanId: trace.storeSpanId, parentId: trace.spanId }, shape, times);
  span.attributes = sizesOf(request);
  span.links = request.links;
  span.droppedLinks = request.droppedLinks;
  span.problem = problemOf(request);
  return span;
}

function storeShape(request: FinishedRequest, store: StoreIdentity): SpanShape {
  const { namespace, operation, pattern, reason } = request;
  const attributes = pattern === "stream" ? messagingAttributes(request, store) : databaseAttributes(request, store);
  if (store.address !== "") attributes.push(["server.address", store.address]);
  if (store.port !== 0) attributes.push(["server.port", store.port]);
  attributes.push(["prism.backend", store.backend]);
  if (reason !== "") attributes.push(["error.type", reason]);
  return new SpanShape(kindOf(request, store), `${operationName(operation)} ${namespace}`, attributes);
}

/** How many items the call had, and requests the store. */
function sizesOf({ pattern, items, trace }: FinishedRequest): Attribute[] {
  const attributes: Attribute[] = [];
  if (pattern === "stream" && items >= 0) attributes.push(["messaging.batch.message_count", items]);
  // One is no batch, say the conventions.
  if (pattern === "keyvalue" && items > 1) attributes.push(["db.operation.batch.size", items]);
  if (trace.groupSize > 1) attributes.push(["prism.store.requests", trace.groupSize]);
  return attributes;
}

function kindOf({ pattern, operation }: FinishedRequest, store: StoreIdentity): SpanKind {
  if (pattern === "stream" && isPublish(operation)) return SpanKind.PRODUCER;
  return store.isEmbedded ? SpanKind.INTERNAL : SpanKind.CLIENT;
}

function databaseAttributes({ namespace, operation }: FinishedRequest, { system }: StoreIdentity): Attribute[] {
  return [
    ["db.system.name", system],
    ["db.operation.name", operationName(operation)],
    ["db.collection.name", namespace],
  ];
}

function messagingAttributes(request: FinishedRequest, { system }: StoreIdentity): Attribute[] {
  const { namespace, operation, group } = request;
  const attributes: Attribute[] = [
    ["messaging.system", system],
    ["messaging.operation.name", operationName(operation)],
    ["messaging.destination.name", namespace],
  ];
  const type = operationType(operation);
  if (type !== "") attributes.push(["messaging.operation.type", type]);
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
