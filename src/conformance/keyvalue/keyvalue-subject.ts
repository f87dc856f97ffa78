import type { NetworkedKeyValueStore } from "../../backends/networked-contract.ts";

/** A KeyValue backend under test: the data, and ways to them. */
export interface KeyValueSubject {
  /** A store on the data, as worker number `worker` of a gateway has one. Who opened it closes it. */
  open(worker: number): NetworkedKeyValueStore;
  /**
   * Ends what keeps the data as a restart would, and begins anew with them; every store is closed by then. Absent where
   * nothing is kept beyond that, or where it cannot be restarted.
   */
  readonly restart?: () => Promise<void>;
  /** How long one call may take; ten seconds when nothing is said. */
  readonly callTimeoutMs?: number;
  /** How many random sequences of commands are compared with the model; 40 when nothing is said. */
  readonly modelRuns?: number;
}
