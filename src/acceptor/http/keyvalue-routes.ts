import { AnswerFields } from "../../codec/answer-fields.ts";
import { CallNumber } from "../../codec/calls.ts";
import { ClientRequest } from "../../codec/client-request.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_TTL_MS, MAX_VALUE_BYTES } from "../../common/limits.ts";
import { encodeCallMessage } from "./call-message.ts";
import { entityTag } from "./entity-tags.ts";
import { readNumber } from "./header-value.ts";
import * as refusals from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";
import { answerBytes, keyNotFound, notModifiedHeaders, readHeaders } from "./item-answer.ts";
import { getLarge } from "./large-get.ts";
import { putLarge } from "./large-put.ts";
import type { Route } from "./router.ts";
import type { StreamedBody } from "./streamed-body.ts";
import { writeCondition } from "./write-condition.ts";

const ITEM = "/v1/namespaces/{namespace}/keyvalue/{key}";

/** One item under its own path, its value as the body. */
export const keyValueRoutes: readonly Route[] = [
  { method: "GET", path: ITEM, maxBodyBytes: 0, call: CallNumber.KV_GET, handle: get },
  {
    method: "PUT",
    path: ITEM,
    maxBodyBytes: MAX_VALUE_BYTES,
    call: CallNumber.KV_PUT,
    handle: put,
    stream: putStreamed,
  },
  { method: "DELETE", path: ITEM, maxBodyBytes: 0, call: CallNumber.KV_DELETE, handle: remove },
];

function get(request: HttpRequest): Failure | null {
  const call = itemCall(request, CallNumber.KV_GET);
  if (call instanceof Failure) return call;
  return request.call(
    call.call,
    encodeCallMessage(call),
    (bytes, start, end) => {
      const failure = answerGet(request, bytes, start, end);
      if (failure !== null) request.fail(failure);
    },
    getLarge,
  );
}

function answerGet(request: HttpRequest, bytes: Buffer, start: number, end: number): Failure | null {
  fields.readGet(bytes, start, end);
  if (!fields.flag) return keyNotFound;
  const { version, expiresAtMs } = fields;
  const headers = readHeaders(request.headers, { version, expiresAtMs });
  if (headers instanceof Failure) return headers;
  if (headers === null) request.answer(304, notModifiedHeaders({ version, expiresAtMs }), null);
  else answerBytes(request, headers, { version, value: bytes.subarray(fields.valueFrom, fields.valueTo) });
  return null;
}

function put(request: HttpRequest): Failure | null {
  const call = putCall(request);
  if (call instanceof Failure) return call;
  call.value = request.body;
  const isNew = call.ifVersion === 0;
  return request.call(call.call, encodeCallMessage(call), (bytes, start, end) => {
    fields.readWrite(bytes, start, end);
    const headers = ["ETag", entityTag(fields.version)];
    if (fields.replayed) headers.push("Prism-Replayed", "true");
    // Only a write that asks for it knows that there was no item before.
    if (isNew) request.answer(201, headers, "");
    else request.answer(204, headers, null);
  });
}

/** A body that says not how large it is, or is encoded, may be a small value all the same. */
function putStreamed(request: HttpRequest, body: StreamedBody): void {
  const call = putCall(request);
  if (call instanceof Failure) body.refuse(request, call);
  else putLarge(request, { body, call, putSmall: put });
}

function putCall(request: HttpRequest): ClientRequest | Failure {
  const call = writeCall(request, CallNumber.KV_PUT);
  if (call instanceof Failure) return call;
  const { ttlMs } = request.headers;
  call.ttlMs = ttlMs === null ? 0 : readNumber(ttlMs, MAX_TTL_MS);
  return call.ttlMs < 0 ? refusals.badNumber("Prism-TTL-Ms", MAX_TTL_MS) : call;
}

function remove(request: HttpRequest): Failure | null {
  const call = writeCall(request, CallNumber.KV_DELETE);
  if (call instanceof Failure) return call;
  return request.call(call.call, encodeCallMessage(call), (bytes, start, end) => {
    fields.readWrite(bytes, start, end);
    const headers = ["Prism-Deleted", String(fields.flag)];
    if (fields.replayed) headers.push("Prism-Replayed", "true");
    request.answer(204, headers, null);
  });
}

/** The call for the item that the path names. */
function itemCall(request: HttpRequest, number: CallNumber): ClientRequest | Failure {
  const [namespace, key] = request.params as [string, string];
  if (key === "") return refusals.keyRequired;
  const call = new ClientRequest(number, namespace);
  call.key = key;
  return call;
}

/** As {@link itemCall}, if the item has the version that the request's headers ask for. */
function writeCall(request: HttpRequest, number: CallNumber): ClientRequest | Failure {
  const call = itemCall(request, number);
  if (call instanceof Failure) return call;
  const ifVersion = writeCondition(request.headers, request.method);
  if (ifVersion instanceof Failure) return ifVersion;
  call.ifVersion = ifVersion;
  return call;
}

const fields = new AnswerFields();
