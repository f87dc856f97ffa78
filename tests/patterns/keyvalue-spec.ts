import { CallNumber } from "../../src/codec/calls.ts";

/** A KeyValue call as a test writes it down: the call's field in `prism.v1.Request`, and its message. */
export interface KeyValueSpec {
  readonly call: CallName;
  readonly namespace: string;
  /** Empty = none. */
  readonly idempotencyKey: string;
  readonly body: CallBody;
}

export interface CallBody {
  readonly key?: string;
  readonly keys?: readonly string[];
  readonly value?: Buffer;
  readonly ttl_ms?: number;
  readonly if_version?: number;
  readonly items?: readonly ItemSpec[];
  readonly delta?: number | string;
  readonly operations?: readonly OperationSpec[];
  readonly prefix?: string;
  readonly start?: string;
  readonly end?: string;
  readonly page_size?: number;
  readonly page_token?: string;
  readonly keys_only?: boolean;
}

export interface ItemSpec {
  readonly key: string;
  readonly value?: Buffer;
  readonly ttl_ms?: number;
  readonly if_version?: number;
}

/** One of these. */
export interface OperationSpec {
  readonly check?: { readonly key: string; readonly if_version?: number };
  readonly put?: ItemSpec;
  readonly delete?: ItemSpec;
  readonly increment?: { readonly key: string; readonly delta: number | string; readonly if_version?: number };
}

export const callNumbers = {
  kv_get: CallNumber.KV_GET,
  kv_put: CallNumber.KV_PUT,
  kv_delete: CallNumber.KV_DELETE,
  kv_scan: CallNumber.KV_SCAN,
  kv_batch_get: CallNumber.KV_BATCH_GET,
  kv_batch_put: CallNumber.KV_BATCH_PUT,
  kv_batch_delete: CallNumber.KV_BATCH_DELETE,
  kv_exists: CallNumber.KV_EXISTS,
  kv_increment: CallNumber.KV_INCREMENT,
  kv_transact: CallNumber.KV_TRANSACT,
} as const;

export type CallName = keyof typeof callNumbers;

/** The name of the call's message. */
export const requestNames: Record<CallName, string> = {
  kv_get: "GetRequest",
  kv_put: "PutRequest",
  kv_delete: "DeleteRequest",
  kv_scan: "ScanRequest",
  kv_batch_get: "BatchGetRequest",
  kv_batch_put: "BatchPutRequest",
  kv_batch_delete: "BatchDeleteRequest",
  kv_exists: "ExistsRequest",
  kv_increment: "IncrementRequest",
  kv_transact: "TransactRequest",
};

export const get = (key: string): KeyValueSpec => spec("kv_get", { key });
export const exists = (key: string): KeyValueSpec => spec("kv_exists", { key });
export const put = (key: string, value: string, more: Partial<CallBody> = {}): KeyValueSpec =>
  spec("kv_put", { key, value: Buffer.from(value), ...more });
export const remove = (key: string, more: Partial<CallBody> = {}): KeyValueSpec => spec("kv_delete", { key, ...more });
export const scan = (body: CallBody = {}): KeyValueSpec => spec("kv_scan", body);
export const batchGet = (...keys: string[]): KeyValueSpec => spec("kv_batch_get", { keys });
export const batchPut = (...items: ItemSpec[]): KeyValueSpec => spec("kv_batch_put", { items });
export const batchDelete = (...items: ItemSpec[]): KeyValueSpec => spec("kv_batch_delete", { items });

export const increment = (key: string, delta: number | string, more: Partial<CallBody> = {}): KeyValueSpec =>
  spec("kv_increment", { key, delta, ...more });
export const transact = (...operations: OperationSpec[]): KeyValueSpec => spec("kv_transact", { operations });

export function once(idempotencyKey: string, of: KeyValueSpec): KeyValueSpec {
  return { ...of, idempotencyKey };
}

function spec(call: CallName, body: CallBody): KeyValueSpec {
  return { call, namespace: "orders", idempotencyKey: "", body };
}
