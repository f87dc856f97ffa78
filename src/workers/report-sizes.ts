import type { StoreSizes } from "../metrics/store-sizes.ts";
import type { SizeReport } from "../metrics/worker-report.ts";
import type { ServedStores } from "./served-stores.ts";
import type { WorkerLoop } from "./worker-loop.ts";

/** How large a worker's batches and queues were since the last report. */
export function reportSizes(
  { batchSizes, ringDepths }: Pick<WorkerLoop, "batchSizes" | "ringDepths">,
  sizes: readonly StoreSizes[],
  { stores, backends }: Pick<ServedStores, "stores" | "backends">,
): SizeReport {
  return {
    batch: batchSizes.take(),
    ring: ringDepths.take(),
    stores: sizes.map((each, i) => ({
      backend: backends[i]?.name ?? "",
      pattern: stores[i]?.kind.endsWith("stream") ? "stream" : "keyvalue",
      ...each.take(),
    })),
  };
}
