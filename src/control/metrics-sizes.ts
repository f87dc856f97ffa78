import { CATALOGUE } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import { BYTES_SCALE, COUNT_SCALE, type SizeCounts, SizeHistogram } from "../metrics/size-histogram.ts";
import type { SizeReport, StoreSizeReport } from "../metrics/worker-report.ts";
import type { WorkerFigures } from "./metrics-worker.ts";

/** All that the threads of one worker have reported of their batches and queues. */
export class SizeHistory implements SizeReport {
  readonly batch = new SizeHistogram(COUNT_SCALE);
  readonly ring = new SizeHistogram(BYTES_SCALE);
  private readonly byStore = new Map<string, StoreSizeHistory>();

  get stores(): readonly StoreSizeReport[] {
    return [...this.byStore.values()];
  }

  accept({ batch, ring, stores }: SizeReport): void {
    this.batch.add(batch);
    this.ring.add(ring);
    for (const { backend, pattern, items, waiting } of stores) {
      const key = `${pattern} ${backend}`;
      let history = this.byStore.get(key);
      if (history === undefined) {
        const empty = { items: new SizeHistogram(COUNT_SCALE), waiting: new SizeHistogram(COUNT_SCALE) };
        history = { backend, pattern, ...empty };
        this.byStore.set(key, history);
      }
      history.items.add(items);
      history.waiting.add(waiting);
    }
  }
}

interface StoreSizeHistory extends StoreSizeReport {
  readonly items: SizeHistogram;
  readonly waiting: SizeHistogram;
}

/** How large the workers' batches and queues were. */
export function writeSizes(text: PrometheusText, workers: readonly WorkerFigures[]): void {
  text.begin(CATALOGUE.workerBatchSize);
  for (const { index, sizes } of workers) write(text, COUNT_SCALE.bounds, sizes.batch, String(index));
  text.begin(CATALOGUE.workerRingDepth);
  for (const { index, sizes } of workers) write(text, BYTES_SCALE.bounds, sizes.ring, String(index));
  text.begin(CATALOGUE.storeFlightItems);
  for (const { index, sizes } of workers) {
    for (const store of sizes.stores) writeOfStore(text, store, store.items, index);
  }
  text.begin(CATALOGUE.storeFlightWaiting);
  for (const { index, sizes } of workers) {
    for (const store of sizes.stores) if (hasAny(store.waiting)) writeOfStore(text, store, store.waiting, index);
  }
}

function writeOfStore(text: PrometheusText, store: StoreSizeReport, sizes: SizeCounts, worker: number): void {
  write(text, COUNT_SCALE.bounds, sizes, store.backend, store.pattern, String(worker));
}

function write(text: PrometheusText, bounds: readonly number[], sizes: SizeCounts, ...labels: string[]): void {
  text.histogram(bounds, sizes.counts, sizes.sum, ...labels);
}

function hasAny({ counts }: SizeCounts): boolean {
  return counts.some((count) => count > 0);
}
