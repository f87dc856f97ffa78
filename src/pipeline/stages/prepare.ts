import { toByteString } from "../../codec/byte-string.ts";
import type { Failure } from "../../common/failure.ts";
import { prepareKeyValue } from "../../patterns/keyvalue/prepare.ts";
import { StreamCall } from "../../patterns/stream/call.ts";
import { prepareStream } from "../../patterns/stream/prepare.ts";
import { ANONYMOUS } from "../../security/principal.ts";
import type { BoundNamespace, Request } from "../request.ts";

/** Reads the call and checks every field. */
export function prepare(request: Request, nowMs: number): Failure | null {
  const { call, principal } = request;
  const { pattern, terms } = request.namespace as BoundNamespace;
  if (pattern === "keyvalue" || terms === null) return prepareKeyValue(call, nowMs);
  // Not pooled: it is with its store for as long as it waits.
  const stream = new StreamCall();
  stream.operation = call.operation;
  stream.namespaceId = call.namespaceId;
  stream.terms = terms;
  stream.caller = principal.id === ANONYMOUS.id ? "" : toByteString(principal.name);
  stream.connection = request.connection;
  stream.requestId = request.id;
  stream.idempotencyKey = call.idempotencyKey;
  stream.source = call.source;
  stream.from = call.from;
  stream.to = call.to;
  request.stream = stream;
  return prepareStream(stream, nowMs);
}
