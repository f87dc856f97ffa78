import type { RecordedDrop } from "../../backends/sqlite/control-store.ts";
import type { Snapshot } from "../../namespaces/snapshot.ts";
import type { StoreDrop } from "../../workers/worker-seed.ts";

/** What stores that outlive the process are to forget, until it is known that they have. */
export class PendingDrops {
  private readonly drops = new Set<RecordedDrop>();
  private readonly backends: () => Snapshot["backends"];

  /** @param backends of the snapshot in force. */
  constructor(backends: () => Snapshot["backends"]) {
    this.backends = backends;
  }

  add(drop: RecordedDrop): void {
    this.drops.add(drop);
  }

  settle(drop: RecordedDrop): void {
    this.drops.delete(drop);
  }

  /** Those of a name on a backend: until they are done, the name stands for what is to be forgotten. */
  of(backend: string, name: string): RecordedDrop[] {
    return [...this.drops].filter((drop) => drop.backend === backend && drop.name === name);
  }

  all(): RecordedDrop[] {
    return [...this.drops];
  }

  /** What a worker that starts now does first. */
  forWorker(worker: number): StoreDrop[] {
    return this.all().flatMap((drop) => {
      const placed = this.place(drop);
      return placed !== null && placed.worker === worker ? [placed.drop] : [];
    });
  }

  /** Where a drop is to be done; null when its backend is no longer there. */
  place({
    backend,
    pattern,
    storeId,
    name,
  }: RecordedDrop): { readonly worker: number; readonly drop: StoreDrop } | null {
    const spec = this.backends().find((each) => each.name === backend);
    return spec === undefined ? null : { worker: spec.keeper, drop: { backend: spec.index, pattern, storeId, name } };
  }
}
