/** What a door says when a call fails, in the words of the one error model. */
export interface DoorError {
  /** gRPC code. */
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly retryAfterMs: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A call as every door can make it. */
export interface DoorCall {
  /** Of KeyValueService, for example `BatchPut`. */
  readonly method: Method;
  /** The fields of its request message, by their names in the proto file's JSON form. */
  readonly message: Readonly<Record<string, unknown>>;
  readonly authorization?: string;
  readonly idempotencyKey?: string;
  readonly timeoutMs?: number;
}

/** A door as a client sees it. Every call goes over a connection of its own, so that credentials of one are not another's. */
export interface DoorCaller {
  readonly name: string;
  /** What the call was answered with; an error as {@link DoorError}. */
  call(call: DoorCall): Promise<DoorAnswer>;
}

export type DoorAnswer =
  | { readonly ok: true; readonly message: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: DoorError };

/** The methods of KeyValueService with one answer, and their fields in Request and Response. */
export const METHODS = {
  Get: { call: 16, field: "kvGet" },
  Put: { call: 17, field: "kvPut" },
  Delete: { call: 18, field: "kvDelete" },
  Scan: { call: 19, field: "kvScan" },
  BatchGet: { call: 20, field: "kvBatchGet" },
  BatchPut: { call: 21, field: "kvBatchPut" },
  BatchDelete: { call: 22, field: "kvBatchDelete" },
  Exists: { call: 23, field: "kvExists" },
} as const;

export type Method = keyof typeof METHODS;
