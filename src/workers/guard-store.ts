import type { NetworkedStore, StoreSurroundings } from "../backends/networked-contract.ts";
import type { GuardSettings } from "../resilience/guard-settings.ts";
import { systemGuardTime } from "../resilience/guard-time.ts";
import { StoreGuard } from "../resilience/store-guard.ts";

/** The guard of a store on the network. */
export function guardStore(
  backend: { readonly name: string; readonly settings: GuardSettings },
  store: NetworkedStore,
  { random }: StoreSurroundings,
): StoreGuard {
  return new StoreGuard({
    backend: backend.name,
    settings: backend.settings,
    time: systemGuardTime,
    random,
    probe: (timeoutMs) => store.probe(timeoutMs),
  });
}
