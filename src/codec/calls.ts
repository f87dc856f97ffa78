/** Field numbers of `prism.v1.Request.call` and `Response.result`. A call and its answer have the same number. */
export const CallNumber = {
  KV_GET: 16,
  KV_PUT: 17,
  KV_DELETE: 18,
  KV_SCAN: 19,
  KV_BATCH_GET: 20,
  KV_BATCH_PUT: 21,
  KV_BATCH_DELETE: 22,
  KV_EXISTS: 23,
} as const;

export type CallNumber = (typeof CallNumber)[keyof typeof CallNumber];

export const FIRST_CALL = 16;
export const LAST_CALL = 23;

/** The operation's name in metrics, logs and messages, by call number − {@link FIRST_CALL}. */
export const OPERATIONS = ["get", "put", "delete", "scan", "batch_get", "batch_put", "batch_delete", "exists"] as const;

export function operationName(call: number): string {
  return OPERATIONS[call - FIRST_CALL] ?? "unknown";
}

/** Whether a call changes data. */
export function isWrite(call: number): boolean {
  return (
    call === CallNumber.KV_PUT ||
    call === CallNumber.KV_DELETE ||
    call === CallNumber.KV_BATCH_PUT ||
    call === CallNumber.KV_BATCH_DELETE
  );
}
