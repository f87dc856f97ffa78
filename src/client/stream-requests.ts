import { CallNumber } from "../codec/calls.ts";
import { ClientRequest } from "../codec/client-request.ts";
import { fetchBody, type MessageBody } from "../codec/stream-bodies.ts";
import type { FilterRequest, Header, StartRequest } from "../codec/stream-requests.ts";
import { checkCount, encodeText, encodeValue } from "./encode-input.ts";
import * as failures from "./failures.ts";
import type { FetchOptions, FilterInput, HeadersInput, MessageInput, StartInput } from "./stream-types.ts";

/** What callers of a stream give, as it goes on the wire. */

export function encodeMessage(message: MessageInput, field: string): MessageBody {
  return {
    key: encodeText(message.key ?? "", `${field}.key`),
    value: encodeValue(message.value, `${field}.value`),
    headers: encodeHeaders(message.headers ?? {}, `${field}.headers`),
    idempotencyKey: encodeText(message.idempotencyKey ?? "", `${field}.idempotencyKey`),
  };
}

function encodeHeaders(headers: HeadersInput, field: string): Header[] {
  const entries = Array.isArray(headers) ? headers : Object.entries(headers);
  return entries.map(([name, value]) => {
    const encoded = encodeValue(value, `${field}.${name}`);
    return [encodeText(name, field), typeof encoded === "string" ? encoded : Buffer.from(encoded).toString("latin1")];
  });
}

export function encodeStart(start: StartInput, field: string): StartRequest {
  if (start === "earliest" || start === "latest") return { at: start };
  if (typeof start === "object" && "position" in start) {
    return { at: "position", position: encodeText(start.position, `${field}.position`) };
  }
  if (typeof start === "object" && "after" in start) {
    return { at: "after", position: encodeText(start.after, `${field}.after`) };
  }
  if (typeof start === "object" && "time" in start) {
    return { at: "time", timeMs: checkCount(Number(start.time), `${field}.time`, 0) };
  }
  const forms = '"earliest", "latest", { position }, { after } or { time }';
  throw failures.invalid("START_INVALID", field, `${field} is none of ${forms}`);
}

function encodeFilter({ keyPrefix = "", headers = {} }: FilterInput): FilterRequest {
  return { keyPrefix: encodeText(keyPrefix, "filter.keyPrefix"), headers: encodeHeaders(headers, "filter.headers") };
}

/** @param namespace a byte string. */
export function fetchRequest(namespace: string, options: FetchOptions): ClientRequest {
  const request = new ClientRequest(CallNumber.STREAM_FETCH, namespace);
  request.body = fetchBody({
    group: encodeText(options.group ?? "", "group"),
    consumer: encodeText(options.consumer ?? "", "consumer"),
    subscription: encodeText(options.subscription ?? "", "subscription"),
    start: options.start === undefined ? null : encodeStart(options.start, "start"),
    maxMessages: checkCount(options.maxMessages, "maxMessages", 0),
    maxBytes: checkCount(options.maxBytes, "maxBytes", 0),
    waitMs: checkCount(options.waitMs, "waitMs", 0),
    filter: options.filter === undefined ? null : encodeFilter(options.filter),
    ackTimeoutMs: checkCount(options.ackTimeoutMs, "ackTimeoutMs", 0),
    credits: 0,
  });
  return request;
}
