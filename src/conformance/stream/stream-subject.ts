import type { StreamSpec, StreamStore } from "../../backends/stream-contract.ts";

/** A stream backend under test: the data, and a way to them. */
export interface StreamSubject {
  /** A store on the data, as the worker that owns them has one: one at a time. Who opened it closes it. */
  open(worker: number): StreamStore;
  /**
   * Ends what keeps the data as a restart would, and begins anew with them; the store is closed by then. Absent where
   * nothing is kept beyond that, or where it cannot be restarted.
   */
  readonly restart?: () => Promise<void>;
  /** How long something may take to come; ten seconds when nothing is said. */
  readonly patienceMs?: number;
  /** The lease that checks wait for to end: as short as the store keeps to; 300 ms when nothing is said. */
  readonly shortLeaseMs?: number;
  /** Whether what is over the bounds of a stream goes within `patienceMs`, where it is swept; some servers look every few minutes. */
  readonly isRetentionPrompt?: boolean;
  /** How many random sequences of commands are compared with the model; 15 when nothing is said. */
  readonly modelRuns?: number;
  /** What streams are made with beside their name, where the store needs it. */
  readonly spec?: Partial<StreamSpec>;
}
