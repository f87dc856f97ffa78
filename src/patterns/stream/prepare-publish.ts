import { createHash } from "node:crypto";
import { NewMessage } from "../../backends/stream-contract.ts";
import { isUtf8Range, readByteString } from "../../codec/byte-string.ts";
import { readBatchElements } from "../../codec/keyvalue-requests.ts";
import { MessageFields } from "../../codec/stream-messages.ts";
import type { Failure } from "../../common/failure.ts";
import {
  IDEMPOTENCY_RETENTION_MS,
  MAX_BATCH_ITEMS,
  MAX_HEADER_NAME_BYTES,
  MAX_IDEMPOTENCY_KEY_BYTES,
  MAX_KEY_BYTES,
  MAX_MESSAGE_HEADER_BYTES,
  MAX_MESSAGE_HEADERS,
  MAX_VALUE_BYTES,
} from "../../common/limits.ts";
import type { StreamCall } from "./call.ts";
import { invalid, isUtf8Text } from "./check-text.ts";
import { malformed } from "./malformed.ts";

/** Reads a publish, of one message or of a batch. A batch of which a message is wrong fails as a whole, before anything is done. */
export function preparePublish(call: StreamCall, isBatch: boolean, nowMs: number): Failure | null {
  const ranges = readBatchElements(call.source, call.from, call.to);
  if (ranges === null) return malformed;
  const count = isBatch ? ranges.length / 2 : Math.min(ranges.length / 2, 1);
  if (count === 0 && isBatch) {
    return invalid("BATCH_EMPTY", "messages", `messages is empty; send 1 to ${MAX_BATCH_ITEMS}`);
  }
  if (count === 0) return invalid("MESSAGE_REQUIRED", "message", "message is missing; send one, which may be empty");
  if (count > MAX_BATCH_ITEMS) {
    return invalid(
      "BATCH_TOO_LARGE",
      "messages",
      `messages has ${count} entries; send at most ${MAX_BATCH_ITEMS} in one call`,
    );
  }
  const messages: NewMessage[] = [];
  // Of a field that comes twice, the last one counts.
  const at = isBatch ? 0 : ranges.length / 2 - 1;
  for (let i = 0; i < count; i++) {
    const message = new NewMessage();
    const path = isBatch ? `messages[${i}].` : "message.";
    const failure = prepareMessage(
      message,
      call,
      ranges[2 * (at + i)] as number,
      ranges[2 * (at + i) + 1] as number,
      path,
    );
    if (failure !== null) return failure;
    setIdempotency(message, call, isBatch ? i : -1, nowMs);
    messages.push(message);
  }
  call.task = { kind: "publish", messages, isBatch };
  return null;
}

function prepareMessage(message: NewMessage, call: StreamCall, from: number, to: number, path: string): Failure | null {
  if (!fields.read(call.source, from, to)) return malformed;
  const { keyFrom, keyTo, valueFrom, valueTo, headers } = fields;
  message.namespaceId = call.namespaceId;
  const failure = checkKey(call.source, keyFrom, keyTo, `${path}key`) ?? checkHeaders(`${path}headers`);
  if (failure !== null) return failure;
  if (valueTo - valueFrom > MAX_VALUE_BYTES) {
    return invalid(
      "VALUE_TOO_LARGE",
      `${path}value`,
      `${path}value has ${valueTo - valueFrom} bytes; a value has at most ${MAX_VALUE_BYTES} bytes`,
    );
  }
  const keyBytes = fields.idempotencyTo - fields.idempotencyFrom;
  if (keyBytes > MAX_IDEMPOTENCY_KEY_BYTES) {
    return invalid(
      "IDEMPOTENCY_KEY_TOO_LARGE",
      `${path}idempotency_key`,
      `${path}idempotency_key is longer than ${MAX_IDEMPOTENCY_KEY_BYTES} bytes; a UUID is enough`,
    );
  }
  message.key = readByteString(call.source, keyFrom, keyTo);
  message.value = call.source.subarray(valueFrom, valueTo);
  message.headers = headers;
  return null;
}

function checkKey(source: Buffer, from: number, to: number, field: string): Failure | null {
  if (to - from > MAX_KEY_BYTES) {
    return invalid(
      "KEY_TOO_LARGE",
      field,
      `${field} has ${to - from} bytes; a key has 0 to ${MAX_KEY_BYTES} bytes of UTF-8`,
    );
  }
  if (isUtf8Range(source, from, to)) return null;
  return invalid("KEY_NOT_UTF8", field, `${field} is not valid UTF-8; encode binary keys, for example as base64url`);
}

function checkHeaders(field: string): Failure | null {
  const { headers, headerBytes } = fields;
  if (headers.length > MAX_MESSAGE_HEADERS || headerBytes > MAX_MESSAGE_HEADER_BYTES) {
    return invalid(
      "HEADERS_TOO_LARGE",
      field,
      `${field} are ${headers.length} of ${headerBytes} bytes; a message has at most ${MAX_MESSAGE_HEADERS} of ${MAX_MESSAGE_HEADER_BYTES} bytes together`,
    );
  }
  for (const [i, [name]] of headers.entries()) {
    const failure = checkHeaderName(name, `${field}[${i}].name`);
    if (failure !== null) return failure;
  }
  return null;
}

/** @param name a byte string. */
export function checkHeaderName(name: string, field: string): Failure | null {
  if (name.length === 0 || name.length > MAX_HEADER_NAME_BYTES || !isUtf8Text(name)) {
    return invalid(
      "HEADER_NAME_INVALID",
      field,
      `${field} has ${name.length} bytes; the name of a header has 1 to ${MAX_HEADER_NAME_BYTES} bytes of UTF-8`,
    );
  }
  if (!name.toLowerCase().startsWith(RESERVED)) return null;
  return invalid(
    "HEADER_RESERVED",
    field,
    `${field} begins with ${RESERVED}, which is Prism's own; choose another name`,
  );
}

/**
 * A message's own key counts, or else the call's: in a batch each message then has that key with its place behind it. So a
 * batch that comes again whole finds each of its messages.
 */
function setIdempotency(message: NewMessage, call: StreamCall, place: number, nowMs: number): void {
  const { idempotencyFrom: from, idempotencyTo: to } = fields;
  const own = readByteString(call.source, from, to);
  if (own !== "") message.idempotencyKey = call.caller === "" ? own : `${call.caller}\n${own}`;
  else if (call.idempotencyKey !== "") {
    message.idempotencyKey = place < 0 ? call.idempotencyKey : `${call.idempotencyKey}#${place}`;
  }
  if (message.idempotencyKey === "") return;
  message.fingerprint = fingerprintOf(message);
  message.rememberUntilMs = nowMs + IDEMPOTENCY_RETENTION_MS;
}

/** Key, headers and value, hashed; each with its length before it, so that no two messages run into the same bytes. */
function fingerprintOf({ key, headers, value }: NewMessage): Uint8Array {
  const hash = createHash("sha256").update(`${key.length}:${headers.length}:`).update(key, "latin1");
  for (const [name, text] of headers) hash.update(`${name.length}:${text.length}:`).update(name + text, "latin1");
  return hash.update(value).digest().subarray(0, 16);
}

const RESERVED = "prism-";
const fields = new MessageFields();
