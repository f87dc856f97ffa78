import { Code } from "../../src/common/codes.ts";
import type { DoorCall } from "./door-caller.ts";

/** A call that fails, and how. */
export interface ErrorCase {
  readonly reason: string;
  readonly code: Code;
  /** What the metadata name as the field at fault; undefined when there is none. */
  readonly field?: string;
  readonly call: DoorCall;
}

const key = { namespace: "memory", key: "k" };
const long = (length: number): string => "x".repeat(length);
const many = <T>(count: number, item: T): T[] => new Array<T>(count).fill(item);
const base64 = (bytes: number): string => Buffer.alloc(bytes).toString("base64");

/** Every reason that a request alone brings about, on a gateway with an empty namespace `memory`. */
export const requestErrors: readonly ErrorCase[] = [
  {
    reason: "NAMESPACE_REQUIRED",
    code: Code.INVALID_ARGUMENT,
    field: "namespace",
    call: { method: "Get", message: { key: "k" } },
  },
  {
    reason: "NAMESPACE_NOT_FOUND",
    code: Code.NOT_FOUND,
    call: { method: "Get", message: { namespace: "memorx", key: "k" } },
  },
  invalid("KEY_REQUIRED", "key", { method: "Get", message: { namespace: "memory" } }),
  invalid("KEY_TOO_LARGE", "key", { method: "Exists", message: { ...key, key: long(1025) } }),
  invalid("KEY_TOO_LARGE", "prefix", { method: "Scan", message: { namespace: "memory", prefix: long(1025) } }),
  invalid("KEY_REQUIRED", "keys[1]", { method: "BatchGet", message: { namespace: "memory", keys: ["a", ""] } }),
  invalid("VALUE_TOO_LARGE", "value", { method: "Put", message: { ...key, value: base64(1024 * 1024 + 1) } }),
  invalid("TTL_OUT_OF_RANGE", "ttl_ms", { method: "Put", message: { ...key, ttlMs: "400000000000" } }),
  invalid("TTL_OUT_OF_RANGE", "items[0].ttl_ms", {
    method: "BatchPut",
    message: { namespace: "memory", items: [{ key: "a", ttlMs: "400000000000" }] },
  }),
  invalid("VERSION_OUT_OF_RANGE", "if_version", { method: "Put", message: { ...key, ifVersion: "9007199254740993" } }),
  {
    reason: "VERSION_MISMATCH",
    code: Code.FAILED_PRECONDITION,
    field: "if_version",
    call: { method: "Put", message: { ...key, ifVersion: "7" } },
  },
  {
    reason: "VERSION_MISMATCH",
    code: Code.FAILED_PRECONDITION,
    field: "if_version",
    call: { method: "Delete", message: { ...key, ifVersion: "7" } },
  },
  invalid("BATCH_EMPTY", "keys", { method: "BatchGet", message: { namespace: "memory" } }),
  invalid("BATCH_TOO_LARGE", "items", {
    method: "BatchDelete",
    message: { namespace: "memory", items: many(1001, { key: "k" }) },
  }),
  invalid("PAGE_TOO_LARGE", "page_size", { method: "Scan", message: { namespace: "memory", pageSize: 10_001 } }),
  invalid("PAGE_TOKEN_INVALID", "page_token", { method: "Scan", message: { namespace: "memory", pageToken: "x" } }),
  invalid("PAGE_TOKEN_MISMATCH", "page_token", {
    method: "Scan",
    message: { namespace: "memory", pageToken: Buffer.from("\x0112345678k").toString("base64url") },
  }),
  invalid("IDEMPOTENCY_KEY_TOO_LARGE", "idempotency_key", {
    method: "Put",
    message: key,
    idempotencyKey: long(129),
  }),
];

function invalid(reason: string, field: string, call: DoorCall): ErrorCase {
  return { reason, code: Code.INVALID_ARGUMENT, field, call };
}
