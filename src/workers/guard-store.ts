import type { NetworkedStore, StoreSurroundings } from "../backends/networked-contract.ts";
import type { GuardSettings } from "../resilience/guard-settings.ts";
import { systemGuardTime } from "../resilience/guard-time.ts";
import { StoreGuard } from "../resilience/store-guard.ts";

export interface GuardSurroundings {
  readonly surroundings: Pick<StoreSurroundings, "random">;
  /** A store is away, on trial, or back. */
  readonly onStoreChange: () => void;
}

/** The guard of a store on the network. */
export function guardStore(
  backend: { readonly name: string; readonly settings: GuardSettings },
  store: NetworkedStore,
  { surroundings, onStoreChange }: GuardSurroundings,
): StoreGuard {
  return new StoreGuard({
    backend: backend.name,
    settings: backend.settings,
    time: systemGuardTime,
    random: surroundings.random,
    probe: (timeoutMs) => store.probe(timeoutMs),
    onChange: onStoreChange,
  });
}
