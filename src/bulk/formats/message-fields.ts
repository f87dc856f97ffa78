import { isUtf8 } from "node:buffer";
import { MAX_IDEMPOTENCY_KEY_BYTES } from "../../common/limits.ts";
import type { MessageFields, MessageHeader, RowFault } from "../row-block.ts";
import {
  decodeValue,
  fault,
  type ReadRow,
  readTime,
  textBytes,
  timeField,
  unknownField,
  valueFields,
} from "./field-values.ts";
import type { RowShape } from "./row-shape.ts";

/** The rows of messages. */
export const messageShape: RowShape<MessageFields> = {
  fields: [
    ["position", "text"],
    ["key", "text"],
    ["value", "value"],
    ["encoding", "encoding"],
    ["headers", "json"],
    ["publishedAt", "time"],
    ["idempotencyKey", "text"],
  ],
  record: messageRecord,
  read: readMessage,
};

/** A header as rows have it: bytes that are no text in base64, which the third word says. */
export function messageHeader(name: string, value: Uint8Array): MessageHeader {
  const bytes = textBytes(value);
  return isUtf8(value) ? [name, bytes.toString("utf8")] : [name, bytes.toString("base64"), "base64"];
}

function messageRecord(fields: MessageFields, value: Uint8Array, isText: boolean): Readonly<Record<string, unknown>> {
  const { position, key, headers, publishedMs, idempotencyKey } = fields;
  return {
    position,
    key,
    ...valueFields(value, isText),
    headers,
    publishedAt: timeField(publishedMs),
    ...(idempotencyKey === "" ? {} : { idempotencyKey }),
  };
}

function readMessage(record: Readonly<Record<string, unknown>>): ReadRow<MessageFields> | RowFault {
  const unknown = unknownField(record, messageShape);
  if (unknown !== null) return unknown;
  const texts: Record<string, string> = {};
  for (const name of ["position", "key", "idempotencyKey"]) {
    const text = record[name] ?? "";
    if (typeof text !== "string" || !text.isWellFormed()) return fault(name, "is no text");
    texts[name] = text;
  }
  const { position = "", key = "", idempotencyKey = "" } = texts;
  if (Buffer.byteLength(idempotencyKey) > MAX_IDEMPOTENCY_KEY_BYTES) {
    return fault("idempotencyKey", `has more than ${MAX_IDEMPOTENCY_KEY_BYTES} bytes`);
  }
  const value = decodeValue(record.value, record.encoding);
  if (!(value instanceof Uint8Array)) return value;
  const headers = readHeaders(record.headers);
  if (!Array.isArray(headers)) return headers as RowFault;
  const publishedMs = readTime(record.publishedAt, "publishedAt");
  if (typeof publishedMs === "object") return publishedMs;
  return { fields: { position, key, headers, publishedMs, idempotencyKey }, value };
}

function readHeaders(headers: unknown): MessageHeader[] | RowFault {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== "object") return fault("headers", HEADER_FORM);
  const entries: unknown[] = Array.isArray(headers) ? headers : Object.entries(headers);
  const read: MessageHeader[] = [];
  for (const entry of entries) {
    const [name, value, encoding] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof name !== "string" || !name.isWellFormed()) return fault("headers", HEADER_FORM);
    const bytes = decodeValue(value, encoding, "headers");
    if (!(bytes instanceof Uint8Array)) return bytes;
    read.push(encoding === "base64" ? [name, value as string, encoding] : [name, value as string]);
  }
  return read;
}

const HEADER_FORM = 'are no pairs of a name and a text; give [name, text], or [name, base64, "base64"] for other bytes';
