import type { IncomingHttpHeaders } from "node:http";
import { lenField } from "../../../capture/rewrite-message.ts";
import { METHOD_PATHS } from "../../../client/grpc-methods.ts";
import { CallNumber } from "../../../codec/calls.ts";
import { decodeToJson } from "../../../codec/json/decode-to-json.ts";
import { encodeJson } from "../../../codec/json/encode-json.ts";
import { findMethod, type Method } from "../../../codec/json/services.ts";
import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { fieldsOf } from "../message-fields.ts";
import type { Answered, ReplayCall } from "./replay-lane.ts";
import { uintField, wholeMessage } from "./request-frame.ts";

/** A call as HTTP has it, and how its answer is read. */
export interface HttpExchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly read: (status: number, headers: IncomingHttpHeaders, body: Buffer) => Omit<Answered, "atMs">;
}

/** Why HTTP cannot carry a call; empty when it can. */
export function httpRefusal(call: number, message: Buffer): string {
  const method = methodOf(call);
  if (method === null || method.streams || method.takesStream) return "HTTP has no method for it";
  return decodeToJson(method.request, message, 0, message.length) === null ? "its message has no JSON" : "";
}

/** Items are read and written by their paths, as clients of HTTP do; every other call is its method with a message in JSON. */
export function httpExchange(call: ReplayCall): HttpExchange {
  return itemExchange(call) ?? methodExchange(call);
}

/** Null where the item's path cannot carry the call. */
function itemExchange({ call, namespace, message }: ReplayCall): HttpExchange | null {
  const { texts, numbers } = fieldsOf(message);
  const name = percentEncoded(texts.get(2) ?? none);
  // A browser would take the last two away; a head has no room for keys that are much longer.
  if (name === "" || name === "." || name === ".." || name.length > MAX_NAME_LENGTH) return null;
  const path = `/v1/namespaces/${encodeURIComponent(namespace)}/keyvalue/${name}`;
  const [ttlMs, ifPut, ifDelete] = [numbers.get(4) ?? 0, numbers.get(5), numbers.get(3)];
  if (call === CallNumber.KV_GET) return { method: "GET", path, headers: {}, body: none, read: readGet };
  if (call === CallNumber.KV_PUT) {
    const body = texts.get(3) ?? none;
    const headers = {
      "content-length": String(body.length),
      ...(ttlMs === 0 ? {} : { "prism-ttl-ms": String(ttlMs) }),
      ...(ifPut === 0 ? { "if-none-match": "*" } : conditionOf(ifPut)),
    };
    return { method: "PUT", path, headers, body, read: readPut };
  }
  if (call !== CallNumber.KV_DELETE || ifDelete === 0) return null;
  return { method: "DELETE", path, headers: conditionOf(ifDelete), body: none, read: readDelete };
}

function conditionOf(version: number | undefined): Record<string, string> {
  return version === undefined ? {} : { "if-match": `"${version}"` };
}

function readGet(status: number, headers: IncomingHttpHeaders, body: Buffer): Omit<Answered, "atMs"> {
  if (status === 200) return answered([uintField(1, 1), lenField(2, body), uintField(3, versionIn(headers))]);
  const failure = problemIn(status, body);
  return failure.reason === "KEY_NOT_FOUND" ? answered([]) : failure;
}

function readPut(status: number, headers: IncomingHttpHeaders, body: Buffer): Omit<Answered, "atMs"> {
  if (status !== 204 && status !== 201) return problemIn(status, body);
  return answered([uintField(1, versionIn(headers)), uintField(2, isTrue(headers["prism-replayed"]))]);
}

function readDelete(status: number, headers: IncomingHttpHeaders, body: Buffer): Omit<Answered, "atMs"> {
  if (status !== 204) return problemIn(status, body);
  return answered([uintField(1, isTrue(headers["prism-deleted"])), uintField(2, isTrue(headers["prism-replayed"]))]);
}

function methodExchange(call: ReplayCall): HttpExchange {
  const method = methodOf(call.call) as Method;
  const message = wholeMessage(call);
  const body = Buffer.from(decodeToJson(method.request, message, 0, message.length) ?? "{}");
  return {
    method: "POST",
    path: `/v1/${method.service}/${method.name}`,
    headers: { "content-type": "application/json", "content-length": String(body.length) },
    body,
    read: (status, _headers, answer) => {
      if (status !== 200) return problemIn(status, answer);
      const read = encodeJson(method.response, answer.toString("utf8"));
      return read instanceof Failure ? unreadable : answered([read]);
    },
  };
}

function methodOf(call: number): Method | null {
  const [, service, name] = /^\/prism\.v1\.(\w+)\/(\w+)$/.exec(METHOD_PATHS[call as CallNumber] ?? "") ?? [];
  const method = service === undefined || name === undefined ? null : findMethod(service, name);
  return method instanceof Failure ? null : method;
}

/** What Prism says of a failure; of what somebody else says, the status. */
function problemIn(status: number, body: Buffer): Omit<Answered, "atMs"> {
  try {
    const { code, reason } = JSON.parse(body.toString("utf8")) as { code?: unknown; reason?: unknown };
    if (typeof reason === "string" && Object.hasOwn(Code, String(code))) {
      return { code: Code[code as keyof typeof Code], reason, message: none };
    }
  } catch {
    // Not Prism's.
  }
  return { code: Code.UNKNOWN, reason: `HTTP_${status}`, message: none };
}

function answered(parts: readonly Buffer[]): Omit<Answered, "atMs"> {
  return { code: Code.OK, reason: "", message: Buffer.concat(parts) };
}

function versionIn({ etag }: IncomingHttpHeaders): number {
  return Number(/^"(\d{1,16})/.exec(etag ?? "")?.[1] ?? 0);
}

function isTrue(value: string | readonly string[] | undefined): number {
  return value === "true" ? 1 : 0;
}

/** Bytes as a segment of a path has them. */
function percentEncoded(bytes: Buffer): string {
  let text = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    text += UNRESERVED.test(character) ? character : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`;
  }
  return text;
}

/** Source: RFC 3986, 2.3. */
const UNRESERVED = /[A-Za-z0-9._~-]/;
const MAX_NAME_LENGTH = 1_024;
const none = Buffer.alloc(0);
const unreadable = { code: Code.UNKNOWN, reason: "UNREADABLE_ANSWER", message: none };
