import type { KeyValueStore } from "../backends/contract.ts";
import type { NetworkedKeyValueStore } from "../backends/networked-contract.ts";
import type { StoreGuard } from "../resilience/store-guard.ts";

/** A store as a worker has it: what its batches go to, and how. */
export type ServedStore =
  /** Answers in the call, within the batch that asked. */
  | { readonly kind: "embedded"; readonly store: KeyValueStore }
  /** Answers later; its requests outlive their batch. */
  | { readonly kind: "networked"; readonly store: NetworkedKeyValueStore; readonly guard: StoreGuard };
