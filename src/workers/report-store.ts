import type { GuardReport, StoreReport } from "../metrics/worker-report.ts";
import type { BackendSpec } from "../namespaces/snapshot.ts";
import type { ServedNetworkedStore, ServedNetworkedStreamStore, ServedStore } from "../pipeline/served-store.ts";

/** What stores say of themselves, for the metrics: those of one backend, for namespaces of several patterns, together. */
export function reportStores(stores: readonly ServedStore[], backends: readonly BackendSpec[]): StoreReport[] {
  const reports = new Map<string, StoreReport>();
  for (const [i, served] of stores.entries()) {
    const report = reportStore(served, backends[i] as BackendSpec);
    const other = reports.get(report.backend);
    reports.set(report.backend, other === undefined ? report : together(other, report));
  }
  return [...reports.values()];
}

function reportStore(served: ServedStore, { name }: BackendSpec): StoreReport {
  if (served.kind === "networked" || served.kind === "networked-stream") {
    const { problem } = served.guard.snapshot();
    return { backend: name, items: -1, bytes: -1, maxBytes: 0, problem, guard: guardReport(served) };
  }
  let problem = "";
  try {
    served.store.checkHealth?.();
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  // A stream's messages are no items, and what bounds its bytes bounds those of other patterns too.
  const stats = served.kind === "embedded" ? served.store.stats() : { items: 0, maxBytes: 0, ...served.store.stats() };
  return { backend: name, ...stats, problem, guard: null };
}

function together(a: StoreReport, b: StoreReport): StoreReport {
  const sum = (of: number, and: number): number => (of < 0 || and < 0 ? -1 : of + and);
  return {
    backend: a.backend,
    items: sum(a.items, b.items),
    bytes: sum(a.bytes, b.bytes),
    maxBytes: Math.max(a.maxBytes, b.maxBytes),
    problem: a.problem || b.problem,
    guard: a.guard === null || b.guard === null ? (a.guard ?? b.guard) : guardsTogether(a.guard, b.guard),
  };
}

function guardsTogether(a: GuardReport, b: GuardReport): GuardReport {
  return {
    isOpen: a.isOpen || b.isOpen,
    opens: a.opens + b.opens,
    retries: a.retries + b.retries,
    timeouts: a.timeouts + b.timeouts,
    hedges: a.hedges + b.hedges,
    refusedBusy: a.refusedBusy + b.refusedBusy,
    refusedOpen: a.refusedOpen + b.refusedOpen,
    calls: a.calls + b.calls,
    attempts: a.attempts + b.attempts,
    connections: a.connections + b.connections,
  };
}

function guardReport({ store, guard }: ServedNetworkedStore | ServedNetworkedStreamStore): GuardReport {
  const { state, opens, retries, timeouts, hedges, refusedBusy, refusedOpen, calls, attempts } = guard.snapshot();
  const { connections } = store.stats();
  const counted = { opens, retries, timeouts, hedges, refusedBusy, refusedOpen, calls, attempts, connections };
  return { isOpen: state !== "closed", ...counted };
}
