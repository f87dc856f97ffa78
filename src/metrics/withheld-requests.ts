/** Why a worker withholds what it could do: the values of the label `reason`. */
export const WITHHELD_REASONS = [
  "ACCESS_DENIED",
  "RATE_LIMITED",
  "BYTE_RATE_LIMITED",
  "TOO_MANY_IN_FLIGHT_FOR_PRINCIPAL",
  "TOO_MANY_LIMITED_PRINCIPALS",
] as const;

/** What a worker has withheld in one namespace for one reason, since its last report. */
export interface WithheldCount {
  /** Its place in the snapshot. */
  readonly namespaceIndex: number;
  readonly reason: string;
  readonly count: number;
}

/** Counts what a worker withholds. */
export class WithheldRequests {
  /** By namespace's place × reasons + reason's place. */
  private readonly counts = new Map<number, number>();

  /** Counts a request that was refused for `reason`, if that is one of {@link WITHHELD_REASONS}. */
  readonly count = (namespaceIndex: number, reason: string): void => {
    const place = (WITHHELD_REASONS as readonly string[]).indexOf(reason);
    if (place < 0) return;
    const key = namespaceIndex * WITHHELD_REASONS.length + place;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  };

  /** What was counted since the last call, then forgotten. */
  take(): WithheldCount[] {
    const taken = [...this.counts].map(([key, count]) => ({
      namespaceIndex: Math.floor(key / WITHHELD_REASONS.length),
      reason: WITHHELD_REASONS[key % WITHHELD_REASONS.length] as string,
      count,
    }));
    this.counts.clear();
    return taken;
  }
}

/** What all workers have withheld since the gateway started, by the names of namespaces. */
export class MergedWithheld {
  private readonly byLabels = new Map<string, { readonly namespace: string; readonly reason: string; count: number }>();

  /** Adds what a worker took. `namespaces` are the names by place in the snapshot; what is of one that is gone is left out. */
  merge(taken: readonly WithheldCount[], namespaces: readonly (string | null)[]): void {
    for (const { namespaceIndex, reason, count } of taken) {
      const namespace = namespaces[namespaceIndex] ?? null;
      if (namespace === null) continue;
      const key = `${reason}/${namespace}`;
      const merged = this.byLabels.get(key);
      if (merged === undefined) this.byLabels.set(key, { namespace, reason, count });
      else merged.count += count;
    }
  }

  /** Forgets all other namespaces. */
  retain(namespaces: ReadonlySet<string>): void {
    for (const [key, { namespace }] of this.byLabels) if (!namespaces.has(namespace)) this.byLabels.delete(key);
  }

  all(): Iterable<{ readonly namespace: string; readonly reason: string; readonly count: number }> {
    return this.byLabels.values();
  }
}
