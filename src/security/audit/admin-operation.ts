/** What administrators do that is on record, as `AuditEntry.operation` has it: under the numbers of calls. */
export const AdminOperation = { CAPTURE_START: 1, CAPTURE_STOP: 2 } as const;

export type AdminOperation = (typeof AdminOperation)[keyof typeof AdminOperation];

const names: Readonly<Record<number, string>> = {
  [AdminOperation.CAPTURE_START]: "capture_start",
  [AdminOperation.CAPTURE_STOP]: "capture_stop",
};

/** Null when it is a call, and no doing of an administrator. */
export function adminOperationName(operation: number): string | null {
  return names[operation] ?? null;
}
