import type { KeyValueStore } from "../backends/contract.ts";
import type { NetworkedKeyValueStore } from "../backends/networked-contract.ts";
import type { NetworkedStreamStore, StreamStore } from "../backends/stream-contract.ts";
import type { StoreGuard } from "../resilience/store-guard.ts";

/** A store as a worker has it: what its batches go to, and how. */
export type ServedStore = ServedKeyValueStore | ServedNetworkedStore | ServedStreamStore | ServedNetworkedStreamStore;

/** Answers in the call, within the batch that asked. */
export interface ServedKeyValueStore {
  readonly kind: "embedded";
  readonly store: KeyValueStore;
}

/** Answers later; its requests outlive their batch. */
export interface ServedNetworkedStore {
  readonly kind: "networked";
  readonly store: NetworkedKeyValueStore;
  readonly guard: StoreGuard;
}

/** Answers later: its requests may wait for messages. */
export interface ServedStreamStore {
  readonly kind: "stream";
  readonly store: StreamStore;
  /** It is embedded, and never away. */
  readonly guard: null;
}

/** As the one before, on the network. */
export interface ServedNetworkedStreamStore {
  readonly kind: "networked-stream";
  readonly store: NetworkedStreamStore;
  readonly guard: StoreGuard;
}
