import { addCounts, type CaptureCounts, noCounts } from "../../capture/capture-order.ts";

/** What has been recorded of a namespace since the gateway started. */
export interface CaptureFigures {
  readonly namespace: string;
  readonly isRecording: boolean;
  readonly counts: Readonly<CaptureCounts>;
}

/** Adds up the recordings of each namespace, one after the other: what is counted never falls. */
export class CaptureTotals {
  private readonly totals = new Map<string, CaptureCounts>();

  add(namespace: string, counts: CaptureCounts): void {
    addCounts(this.of(namespace), counts);
  }

  /** @param recorded namespaces that are being recorded. @param there all that there are; of others nothing is kept. */
  figures(recorded: ReadonlySet<string>, there: ReadonlySet<string>): CaptureFigures[] {
    for (const namespace of recorded) this.of(namespace);
    for (const namespace of this.totals.keys()) if (!there.has(namespace)) this.totals.delete(namespace);
    return [...this.totals].map(([namespace, counts]) => ({
      namespace,
      isRecording: recorded.has(namespace),
      counts,
    }));
  }

  private of(namespace: string): CaptureCounts {
    const known = this.totals.get(namespace);
    if (known !== undefined) return known;
    const counts = noCounts();
    this.totals.set(namespace, counts);
    return counts;
  }
}
