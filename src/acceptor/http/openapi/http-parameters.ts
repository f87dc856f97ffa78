import { MAX_IDEMPOTENCY_KEY_BYTES, MAX_PAGE_ITEMS, MAX_TTL_MS } from "../../../common/limits.ts";
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
  keysOnly: { in: "query", description: "Leave the values out.", schema: { type: "boolean", default: false } },
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
  traceparent: { in: "header", description: "W3C Trace Context.", schema: text },
});
