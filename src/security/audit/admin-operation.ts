/** What administrators do that is on record, as `AuditEntry.operation` has it: under the numbers of calls. */
export const AdminOperation = { CAPTURE_START: 1, CAPTURE_STOP: 2, WORKERS_SET: 3, POOL_SET: 4 } as const;

export type AdminOperation = (typeof AdminOperation)[keyof typeof AdminOperation];

/** A number that an administrator is about to change: what it was, and what it is to be. */
export interface AdminChange {
  /** Whose number it is; null when it is the gateway's. */
  readonly backend: string | null;
  readonly from: number;
  readonly to: number;
}

const names: Readonly<Record<number, string>> = {
  [AdminOperation.CAPTURE_START]: "capture_start",
  [AdminOperation.CAPTURE_STOP]: "capture_stop",
  [AdminOperation.WORKERS_SET]: "workers_set",
  [AdminOperation.POOL_SET]: "pool_set",
};

/** Null when it is a call, and no doing of an administrator. */
export function adminOperationName(operation: number): string | null {
  return names[operation] ?? null;
}
