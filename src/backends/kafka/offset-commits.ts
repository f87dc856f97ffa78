import { isRebalance, rebalancing } from "./errors.ts";
import type { GroupMembership } from "./group-membership.ts";
import type { PartitionLedger } from "./partition-ledger.ts";

/** A commit is tried so often, when the group is changing hands meanwhile. */
const ATTEMPTS = 3;
/** How long a last commit may take. */
const LAST_COMMIT_MS = 1_000;

/** Commits what is done in a group's partitions; whoever asks while that is under way waits for the next one, together. */
export class OffsetCommits {
  readonly #membership: GroupMembership;
  readonly #ledgers: ReadonlyMap<number, PartitionLedger>;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #isClosed = false;

  /** Of the partitions that are in `ledgers` at the time. */
  constructor(membership: GroupMembership, ledgers: ReadonlyMap<number, PartitionLedger>) {
    this.#membership = membership;
    this.#ledgers = ledgers;
  }

  /** Resolves when all that is done by now is committed; rejects too when a partition has gone to another meanwhile. */
  async commit(): Promise<void> {
    const asked = this.#news().map((ledger) => ({ ledger, prefix: ledger.prefix }));
    if (asked.length === 0) return;
    await this.#inTurn();
    if (asked.some(({ ledger, prefix }) => ledger.committed < prefix)) throw rebalancing();
  }

  /** Commits once more, as far as that goes in a moment: what is not committed is delivered again. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_COMMIT_MS);
    });
    await Promise.race([this.commit().catch(() => undefined), late]);
    clearTimeout(timer);
    this.#isClosed = true;
  }

  #inTurn(): Promise<void> {
    if (this.#running === null) return this.#start();
    if (this.#next === null) {
      const start = (): Promise<void> => {
        this.#next = null;
        return this.#start();
      };
      this.#next = this.#running.then(start, start);
    }
    return this.#next;
  }

  async #start(): Promise<void> {
    const running = this.#commitNow();
    this.#running = running;
    try {
      await running;
    } finally {
      this.#running = null;
    }
  }

  #news(): PartitionLedger[] {
    return [...this.#ledgers.values()].filter((ledger) => ledger.prefix > ledger.committed);
  }

  async #commitNow(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const news = this.#news();
      if (news.length === 0) return;
      const offsets = new Map(news.map((ledger) => [ledger.partition, ledger.prefix]));
      try {
        await this.#membership.commit(offsets);
        for (const ledger of news) ledger.committed = offsets.get(ledger.partition) ?? ledger.committed;
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || this.#isClosed || !isRebalance(error)) throw error;
        await this.#membership.nextChange();
      }
    }
  }
}
