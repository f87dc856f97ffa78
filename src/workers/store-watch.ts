import type { BackendSpec } from "../namespaces/snapshot.ts";
import { offerOfKeyValue, offerOfStream } from "../pipeline/live-offer.ts";
import type { ServedStore } from "../pipeline/served-store.ts";
import type { StoreState } from "./worker-seed.ts";

/**
 * Tells control how the worker's stores are, whenever that is something else than before; and asks those on the network
 * now and then what they guarantee, for an operator may change a server's settings while it runs.
 */
export class StoreWatch {
  private readonly stores: readonly ServedStore[];
  private readonly backends: readonly BackendSpec[];
  private readonly tell: (state: StoreState) => void;
  /** By store, what was told last. */
  private readonly told: string[] = [];

  constructor(stores: readonly ServedStore[], backends: readonly BackendSpec[], tell: (state: StoreState) => void) {
    this.stores = stores;
    this.backends = backends;
    this.tell = tell;
  }

  /** Tells what has changed. */
  look(): void {
    for (const [index, served] of this.stores.entries()) {
      const state = stateOf(served, this.backends[index] as BackendSpec);
      // Each probe that fails moves the next one: that alone is nothing to tell.
      const text = JSON.stringify({ ...state, probeInMs: 0 });
      if (this.told[index] === text) continue;
      this.told[index] = text;
      this.tell(state);
    }
  }

  /** Asks every store on the network, then looks. Never rejects. */
  async check(): Promise<void> {
    await Promise.all(this.stores.map((served) => (served.kind === "embedded" ? undefined : served.guard?.check())));
    this.look();
  }
}

function stateOf(served: ServedStore, { name }: BackendSpec): StoreState {
  const isKeyValue = served.kind === "embedded" || served.kind === "networked";
  const pattern = isKeyValue ? "keyvalue" : "stream";
  const offer = isKeyValue ? offerOfKeyValue(served.store.guarantees) : offerOfStream(served.store.guarantees);
  if (served.kind === "embedded" || served.kind === "stream") {
    return { backend: name, pattern, state: "up", problem: "", probeInMs: 0, isProbed: true, offer, findings: [] };
  }
  const { state, problem, probeInMs } = served.guard.snapshot();
  const { findings } = served.store;
  return {
    backend: name,
    pattern,
    state: state === "closed" ? "up" : state === "open" ? "down" : "on-trial",
    problem,
    probeInMs,
    isProbed: findings.length > 0,
    offer,
    findings,
  };
}
