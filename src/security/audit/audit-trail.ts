import type { AuditEntry } from "./audit-entry.ts";

/** Where the pipeline records calls, in the order: `begin`, `append` for each, `flush` before their answers leave. */
export interface AuditTrail {
  /** Whether calls that must be recorded may not be done now, because they could not be. */
  readonly isRefusing: boolean;
  /** The time of what is recorded from now on. Tries again when the log could not be written. */
  begin(nowMs: number): void;
  /** Adds a record. The entry is the caller's again when this returns. */
  append(entry: AuditEntry): void;
  /** Writes what was added since the last time; false when calls among it must not be acknowledged, for some of it is not written. */
  flush(): boolean;
}
