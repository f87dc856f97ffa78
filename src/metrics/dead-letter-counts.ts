/** Messages of one namespace that became dead letters in a worker, since its last report. */
export interface DeadLetterCount {
  /** Its place in the snapshot. */
  readonly namespaceIndex: number;
  readonly count: number;
}

/** Counts what becomes a dead letter. */
export class DeadLetterCounts {
  private readonly counts = new Map<number, number>();

  readonly add = (namespaceIndex: number, count: number): void => {
    this.counts.set(namespaceIndex, (this.counts.get(namespaceIndex) ?? 0) + count);
  };

  /** What was counted since the last call, then forgotten. */
  take(): DeadLetterCount[] {
    const taken = [...this.counts].map(([namespaceIndex, count]) => ({ namespaceIndex, count }));
    this.counts.clear();
    return taken;
  }
}

/** What became dead letters in all workers since the gateway started, by the names of namespaces. */
export class MergedDeadLetters {
  private readonly totals = new Map<string, number>();

  /** Adds what a worker took. `namespaces` are the names by place in the snapshot; what is of one that is gone is left out. */
  merge(taken: readonly DeadLetterCount[], namespaces: readonly (string | null)[]): void {
    for (const { namespaceIndex, count } of taken) {
      const namespace = namespaces[namespaceIndex] ?? null;
      if (namespace !== null) this.totals.set(namespace, (this.totals.get(namespace) ?? 0) + count);
    }
  }

  /** Forgets all other namespaces. */
  retain(namespaces: ReadonlySet<string>): void {
    for (const namespace of this.totals.keys()) if (!namespaces.has(namespace)) this.totals.delete(namespace);
  }

  all(): Iterable<readonly [namespace: string, count: number]> {
    return this.totals;
  }
}
