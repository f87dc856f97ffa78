import { CATALOGUE, type MetricSpec } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { GuardReport } from "../metrics/worker-report.ts";
import type { WorkerFigures } from "./metrics-worker.ts";

/** What the workers' stores say of themselves, and their guards of them. */
export function writeStores(text: PrometheusText, workers: readonly WorkerFigures[]): void {
  const stores = workers.flatMap((worker) =>
    (worker.latest?.stores ?? []).map((store) => ({ ...store, worker: String(worker.index) })),
  );
  text.begin(CATALOGUE.storeUp);
  for (const { backend, worker, problem } of stores) text.sample(problem === "" ? 1 : 0, backend, worker);
  text.begin(CATALOGUE.storeBytes);
  for (const { backend, worker, bytes } of stores) text.sample(bytes, backend, worker);
  text.begin(CATALOGUE.storeItems);
  for (const { backend, worker, items } of stores) if (items >= 0) text.sample(items, backend, worker);
  text.begin(CATALOGUE.storeMaxBytes);
  for (const { backend, worker, maxBytes } of stores) if (maxBytes > 0) text.sample(maxBytes, backend, worker);
  writeGuards(text, stores);
}

function writeGuards(text: PrometheusText, stores: readonly GuardedStore[]): void {
  const guarded = stores.flatMap(({ backend, worker, guard }) => (guard === null ? [] : [{ backend, worker, guard }]));
  const each = (spec: MetricSpec, figure: (guard: GuardReport) => number): void => {
    text.begin(spec);
    for (const { backend, worker, guard } of guarded) text.sample(figure(guard), backend, worker);
  };
  each(CATALOGUE.storeBreaker, (guard) => (guard.isOpen ? 1 : 0));
  each(CATALOGUE.storeBreakerOpens, (guard) => guard.opens);
  each(CATALOGUE.storeRetries, (guard) => guard.retries);
  each(CATALOGUE.storeTimeouts, (guard) => guard.timeouts);
  each(CATALOGUE.storeHedges, (guard) => guard.hedges);
  text.begin(CATALOGUE.storeRefused);
  for (const { backend, worker, guard } of guarded) {
    text.sample(guard.refusedBusy, backend, worker, "busy");
    text.sample(guard.refusedOpen, backend, worker, "open");
  }
  each(CATALOGUE.storeCalls, (guard) => guard.calls);
  each(CATALOGUE.storeAttempts, (guard) => guard.attempts);
  each(CATALOGUE.storeConnections, (guard) => guard.connections);
}

interface GuardedStore {
  readonly backend: string;
  readonly worker: string;
  readonly guard: GuardReport | null;
}
