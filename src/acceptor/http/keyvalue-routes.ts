import { AnswerFields } from "../../codec/answer-fields.ts";
import { CallNumber } from "../../codec/calls.ts";
import { ClientRequest } from "../../codec/client-request.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_TTL_MS, MAX_VALUE_BYTES } from "../../common/limits.ts";
import { encodeCallMessage } from "./call-message.ts";
import { entityTag, readTags } from "./entity-tags.ts";
import { readNumber } from "./header-value.ts";
import * as refusals from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";
import type { Route } from "./router.ts";
import { writeCondition } from "./write-condition.ts";

const ITEM = "/v1/namespaces/{namespace}/keyvalue/{key}";

/** One item under its own path, its value as the body. */
export const keyValueRoutes: readonly Route[] = [
  { method: "GET", path: ITEM, maxBodyBytes: 0, call: CallNumber.KV_GET, handle: get },
  { method: "PUT", path: ITEM, maxBodyBytes: MAX_VALUE_BYTES, call: CallNumber.KV_PUT, handle: put },
  { method: "DELETE", path: ITEM, maxBodyBytes: 0, call: CallNumber.KV_DELETE, handle: remove },
];

function get(request: HttpRequest): Failure | null {
  const call = itemCall(request, CallNumber.KV_GET);
  if (call instanceof Failure) return call;
  return request.call(call.call, encodeCallMessage(call), (bytes, start, end) => {
    const failure = answerGet(request, bytes, start, end);
    if (failure !== null) request.fail(failure);
  });
}

function answerGet(request: HttpRequest, bytes: Buffer, start: number, end: number): Failure | null {
  fields.readGet(bytes, start, end);
  if (!fields.flag) return keyNotFound;
  const { version, expiresAtMs } = fields;
  const { ifMatch, ifNoneMatch } = request.headers;
  if (ifMatch !== null && !fits(ifMatch, version, false)) return versionMismatch(version);
  const headers = ["ETag", entityTag(version), "Cache-Control", "no-cache"];
  if (expiresAtMs > 0) headers.push("Prism-Expires-At-Ms", String(expiresAtMs));
  if (ifNoneMatch !== null && fits(ifNoneMatch, version, true)) {
    request.answer(304, headers, null);
  } else {
    // Nobody knows what is in a value: it must never run as a page of this origin.
    headers.push("Content-Type", "application/octet-stream", "X-Content-Type-Options", "nosniff");
    request.answer(200, headers, bytes.subarray(fields.valueFrom, fields.valueTo));
  }
  return null;
}

/** Whether a condition lets this version pass; one that cannot be read fits nothing. */
function fits(condition: string, version: number, takesWeak: boolean): boolean {
  const tags = readTags(condition);
  if (tags === null || tags === "*") return tags === "*";
  return tags.some((tag) => tag.version === version && (takesWeak || !tag.isWeak));
}

function put(request: HttpRequest): Failure | null {
  const call = writeCall(request, CallNumber.KV_PUT);
  if (call instanceof Failure) return call;
  const { ttlMs } = request.headers;
  call.ttlMs = ttlMs === null ? 0 : readNumber(ttlMs, MAX_TTL_MS);
  if (call.ttlMs < 0) return refusals.badNumber("Prism-TTL-Ms", MAX_TTL_MS);
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

const keyNotFound = new Failure(Code.NOT_FOUND, "KEY_NOT_FOUND", "there is no item with this key; PUT writes one", {
  metadata: { field: "key" },
});

function versionMismatch(version: number): Failure {
  return new Failure(
    Code.FAILED_PRECONDITION,
    "VERSION_MISMATCH",
    `the item has version ${version}, which If-Match does not name`,
    { metadata: { field: "If-Match", current_version: String(version) } },
  );
}

const fields = new AnswerFields();
