import type { NetworkedStore, StoreSurroundings } from "../backends/networked-contract.ts";
import type { GuardSettings } from "../resilience/guard-settings.ts";
import { systemGuardTime } from "../resilience/guard-time.ts";
import { StoreGuard } from "../resilience/store-guard.ts";

/** The guard of a store on the network; asks it at once for a sign of life, so that a store that is away is known to be. */
export function guardStore(
  backend: { readonly name: string; readonly settings: GuardSettings },
  store: NetworkedStore,
  { random, onProblem }: StoreSurroundings,
): StoreGuard {
  const guard = new StoreGuard({
    backend: backend.name,
    settings: backend.settings,
    time: systemGuardTime,
    random,
    probe: (timeoutMs) => store.probe(timeoutMs),
    onChange: (state, problem) =>
      onProblem(`backend ${backend.name}: its circuit breaker is ${state}${problem === "" ? "" : `: ${problem}`}`),
  });
  void guard.check();
  return guard;
}
