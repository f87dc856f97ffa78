import type { GuardReport, StoreReport } from "../metrics/worker-report.ts";
import type { BackendSpec } from "../namespaces/snapshot.ts";
import type { ServedStore } from "../pipeline/served-store.ts";

/** What a store says of itself, for the metrics. */
export function reportStore(served: ServedStore, { name }: BackendSpec): StoreReport {
  if (served.kind === "networked") {
    const { problem } = served.guard.snapshot();
    return { backend: name, items: -1, bytes: -1, maxBytes: 0, problem, guard: guardReport(served) };
  }
  let problem = "";
  try {
    served.store.checkHealth();
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  return { backend: name, ...served.store.stats(), problem, guard: null };
}

function guardReport({ store, guard }: Extract<ServedStore, { kind: "networked" }>): GuardReport {
  const { state, opens, retries, timeouts, hedges, refusedBusy, refusedOpen, calls, attempts } = guard.snapshot();
  const { connections } = store.stats();
  const counted = { opens, retries, timeouts, hedges, refusedBusy, refusedOpen, calls, attempts, connections };
  return { isOpen: state !== "closed", ...counted };
}
