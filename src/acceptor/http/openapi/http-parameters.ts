import {
  MAX_ACK_TIMEOUT_MS,
  MAX_ANSWER_BYTES,
  MAX_FETCH_MESSAGES,
  MAX_FETCH_WAIT_MS,
  MAX_IDEMPOTENCY_KEY_BYTES,
  MAX_PAGE_ITEMS,
  MAX_TTL_MS,
} from "../../../common/limits.ts";
import type { OpenApiObject } from "./operation.ts";
import { named } from "./parameter.ts";

const text: OpenApiObject = { type: "string" };
const key: OpenApiObject = { type: "string", minLength: 1 };

/** Every parameter of every operation of the HTTP door. */
export const httpParameters = named({
  namespace: { in: "path", description: "Name of the namespace.", schema: key },
  key: {
    in: "path",
    description: "Key of the item, 1 to 1024 bytes of UTF-8. A slash in it is written %2F.",
    schema: key,
  },
  prefix: { in: "query", description: "Only keys that begin with this.", schema: text },
  start: { in: "query", description: "Only keys at or after this one.", schema: text },
  end: { in: "query", description: "Only keys before this one.", schema: text },
  pageSize: {
    in: "query",
    description: "Items on a page; 0 = 100. A page may hold fewer, and end early by bytes.",
    schema: { type: "integer", minimum: 0, maximum: MAX_PAGE_ITEMS, default: 0 },
  },
  pageToken: { in: "query", description: "nextPageToken of the page before, with the same query.", schema: text },
  group: { in: "query", description: "The group that shares the messages; absent = read alone.", schema: text },
  groupName: { in: "path", name: "group", description: "Name of the group.", schema: key },
  consumer: { in: "query", description: "Who of the group fetches; absent = the gateway makes one up.", schema: text },
  subscription: {
    in: "query",
    description: "Chosen by whoever fetches again and again, so that the gateway keeps the place open in between.",
    schema: text,
  },
  streamStart: {
    in: "query",
    name: "start",
    description: "earliest, latest, after:POSITION, position:POSITION, or time: and milliseconds since 1970.",
    schema: { type: "string", pattern: "^(earliest|latest|(after|position|time):.+)$" },
  },
  maxMessages: {
    in: "query",
    description: "Messages of one answer; 0 = 100.",
    schema: { type: "integer", minimum: 0, maximum: MAX_FETCH_MESSAGES, default: 0 },
  },
  maxBytes: {
    in: "query",
    description: "Bytes of one answer's messages; 0 = 1 MiB. One message comes, however large.",
    schema: { type: "integer", minimum: 0, maximum: MAX_ANSWER_BYTES, default: 0 },
  },
  waitMs: {
    in: "query",
    description: "How long to wait while there is no message.",
    schema: { type: "integer", minimum: 0, maximum: MAX_FETCH_WAIT_MS, default: 0 },
  },
  keyPrefix: { in: "query", description: "Only messages whose key begins with this.", schema: text },
  ackTimeoutMs: {
    in: "query",
    description: "How long a message is leased; 0 = as the namespace declares.",
    schema: { type: "integer", minimum: 0, maximum: MAX_ACK_TIMEOUT_MS, default: 0 },
  },
  deadPageSize: {
    in: "query",
    name: "pageSize",
    description: "Dead letters on a page; 0 = 100.",
    schema: { type: "integer", minimum: 0, maximum: MAX_FETCH_MESSAGES, default: 0 },
  },
  "Prism-Key": { in: "header", description: "The message's key, percent-encoded beyond ASCII.", schema: text },
  "ce-type": {
    in: "header",
    description:
      "This and every other ce- header: an attribute of CloudEvents, kept with the message. Prism-Header-NAME is kept as name.",
    schema: text,
  },
  keysOnly: { in: "query", description: "Leave the values out.", schema: { type: "boolean", default: false } },
  "Accept-Encoding": {
    in: "header",
    description: "`zstd`: a large value that is kept so is sent as it is kept.",
    schema: text,
  },
  "Content-Encoding": {
    in: "header",
    description: "How the body is encoded: it is decoded, and a large value is kept so. `zstd` from Node.js 22.15 on.",
    schema: { enum: ["gzip", "zstd", "identity"] },
  },
  Range: {
    in: "header",
    description: "One part of the value, in bytes without any encoding: `bytes=0-99`, `bytes=100-`, `bytes=-100`.",
    schema: { type: "string", pattern: "^bytes=" },
  },
  "If-Range": {
    in: "header",
    description: "The part only if the item still has this ETag, else all of it.",
    schema: text,
  },
  "If-Match": {
    in: "header",
    description: "Only if the item has this version: one ETag, as it was read or written.",
    schema: { type: "string", pattern: '^"[0-9]+"$' },
  },
  "If-None-Match": {
    in: "header",
    description: "PUT: * writes only if there is no item. GET: 304 if the item has one of these ETags.",
    schema: text,
  },
  "Idempotency-Key": {
    in: "header",
    description: "A write that repeats one gets the first one's answer, and is not done again.",
    schema: { type: "string", minLength: 1, maxLength: MAX_IDEMPOTENCY_KEY_BYTES },
  },
  "Prism-TTL-Ms": {
    in: "header",
    description: "The item is gone after so many milliseconds; 0 = never.",
    schema: { type: "integer", minimum: 0, maximum: MAX_TTL_MS, default: 0 },
  },
  "Prism-Timeout-Ms": {
    in: "header",
    description:
      "Milliseconds that the caller waits; what has waited longer before its turn is not done. 0 = no bound.",
    schema: { type: "integer", minimum: 0, maximum: 0xffff_ffff, default: 0 },
  },
  traceparent: {
    in: "header",
    description: "W3C Trace Context; `tracestate` may come beside it, and goes on into spans and published messages.",
    schema: text,
  },
});
