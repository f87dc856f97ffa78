import { Outcome } from "../contract.ts";
import {
  type Delivery,
  type GroupLag,
  SettleAction,
  type Settlement,
  type StreamGroup,
  type StreamStart,
  type TakeBounds,
} from "../stream-contract.ts";
import type { Brokers, Lane } from "./brokers.ts";
import { groupDelivery } from "./delivery.ts";
import { connectionsClosed, toPrismError } from "./errors.ts";
import type { Fetcher } from "./fetcher.ts";
import { committedOffsets, GroupMembership } from "./group-membership.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { latestOffsets, offsetsFrom } from "./list-offsets.ts";
import { OffsetCommits } from "./offset-commits.ts";
import { type Entry, type LedgerMemory, PartitionLedger } from "./partition-ledger.ts";
import { writePosition } from "./position.ts";
import { Progress } from "./progress.ts";

export interface GroupSurroundings {
  readonly brokers: Brokers;
  readonly fetcher: Fetcher;
  readonly settings: KafkaSettings;
  readonly nowMs: () => number;
  /** A number that no other group has that this program has opened: it stands in leases. */
  readonly number: string;
  readonly onReady: () => void;
  readonly onProblem: (error: unknown) => void;
  readonly bury: (entry: Entry, reason: string) => Promise<void>;
  readonly onClosed: () => void;
  /** What was known of each partition when the group was closed last; outlives this object. */
  readonly memories: Map<number, { readonly committed: number; readonly memory: LedgerMemory }>;
}

/** Longer ones would overflow in Node, and go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * This worker's part in a consumer group. Kafka knows of a group what is committed: of each partition the offset up to which
 * all is done. The rest is kept here: leases, delays, attempts, and what is done further on.
 */
export class KafkaGroup implements StreamGroup {
  readonly #topic: string;
  readonly #groupId: string;
  readonly #lane: Lane;
  readonly #with: GroupSurroundings;
  readonly #membership: GroupMembership;
  readonly #commits: OffsetCommits;
  readonly #ledgers = new Map<number, PartitionLedger>();
  /** Leased or delayed. */
  readonly #pending = new Set<Entry>();
  readonly #progress = new Progress();
  #ledgerCount = 0;
  #isAssigned = false;
  #wantsToHear = false;
  #alarm: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(topic: string, groupId: string, surroundings: GroupSurroundings) {
    this.#topic = topic;
    this.#groupId = groupId;
    this.#lane = `group ${groupId} ${surroundings.number}`;
    this.#with = surroundings;
    const { brokers, settings, nowMs, onProblem } = surroundings;
    this.#membership = new GroupMembership(
      brokers,
      settings,
      { id: groupId, topic, lane: this.#lane, nowMs },
      {
        onAssigned: (partitions) => this.#assign(partitions),
        onExpelled: () => this.#drop([...this.#ledgers.values()]),
        onProblem,
      },
    );
    this.#commits = new OffsetCommits(this.#membership, this.#ledgers);
    this.#membership.start();
  }

  async take(consumer: string, bounds: TakeBounds, leaseMs: number): Promise<readonly Delivery[]> {
    for (;;) {
      this.#check();
      this.#endDue();
      const deliveries = this.#takeReady(consumer, bounds, leaseMs);
      if (deliveries.length > 0) {
        this.#with.fetcher.wake();
        return deliveries;
      }
      this.#wantsToHear = true;
      this.#setAlarm();
      if (!this.#isAssigned) return [];
      const ledgers = [...this.#ledgers.values()].filter((ledger) => ledger.hasRoom());
      const failure = ledgers.find(({ cursor }) => cursor.failure !== null)?.cursor.failure;
      if (failure !== null && failure !== undefined) throw failure;
      if (!ledgers.some(({ cursor }) => cursor.isBehind)) return [];
      await this.#progress.next();
    }
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    this.#check();
    this.#endDue();
    const touched = new Set<PartitionLedger>();
    await Promise.all(settlements.map((settlement) => this.#settleOne(settlement, touched)));
    this.#setAlarm();
    this.#tell();
    this.#with.fetcher.wake();
    if (touched.size > 0) await this.#commits.commit();
  }

  async release(consumer: string): Promise<void> {
    this.#check();
    for (const entry of [...this.#pending]) {
      if (entry.state === "leased" && entry.consumer === consumer) this.#giveBack(entry);
    }
    this.#tell();
  }

  async lag(): Promise<GroupLag> {
    this.#check();
    const { brokers } = this.#with;
    const ends = await latestOffsets(brokers, this.#topic);
    const committed = await committedOffsets(brokers, this.#lane, this.#groupId, this.#topic, ends.length);
    const first = await offsetsFrom(brokers, this.#topic, { at: "earliest" });
    const partitions = ends.map((end, partition) => {
      const ledger = this.#ledgers.get(partition);
      const earliest = first[partition] ?? 0;
      const place = Math.max(ledger?.prefix ?? committed[partition] ?? 0, earliest);
      const waiting = ledger === undefined ? end - place : Math.max(end - ledger.cursor.offset, 0) + ledger.freshCount;
      return {
        partition,
        position: place < end ? writePosition({ partition, offset: place }) : "",
        end: end > earliest ? writePosition({ partition, offset: end - 1 }) : "",
        waiting,
      };
    });
    const waiting = partitions.reduce((sum, each) => sum + each.waiting, 0);
    return { waiting, pending: this.#pending.size + this.#againCount(), partitions };
  }

  async seek(to: StreamStart): Promise<void> {
    this.#check();
    const { brokers, fetcher } = this.#with;
    const offsets = await offsetsFrom(brokers, this.#topic, to);
    while (!this.#isAssigned && !this.#isClosed) await this.#membership.nextChange();
    this.#check();
    await this.#membership.commit(new Map(offsets.map((offset, partition) => [partition, offset])));
    const own = [...this.#ledgers.values()];
    this.#drop(own);
    this.#with.memories.clear();
    this.#isAssigned = true;
    for (const { partition } of own) this.#open(partition, offsets[partition] ?? 0);
    fetcher.wake();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#commits.close();
    for (const ledger of this.#ledgers.values()) {
      this.#with.memories.set(ledger.partition, { committed: ledger.committed, memory: ledger.remember() });
    }
    this.#drop([...this.#ledgers.values()]);
    if (this.#alarm !== null) clearTimeout(this.#alarm);
    await this.#membership.close();
    this.#with.onClosed();
  }

  #check(): void {
    if (this.#isClosed) throw connectionsClosed();
  }

  /** Of partitions that it had before, and that nobody else can have had, it keeps what it has. */
  async #assign(partitions: readonly number[]): Promise<void> {
    this.#drop([...this.#ledgers.values()].filter(({ partition }) => !partitions.includes(partition)));
    const { brokers } = this.#with;
    const count = (await brokers.topic(this.#topic)).partitions.length;
    const committed = await committedOffsets(brokers, this.#lane, this.#groupId, this.#topic, count);
    if (this.#isClosed) return;
    for (const partition of partitions) {
      const offset = committed[partition] ?? -1;
      const known = this.#ledgers.get(partition);
      // Another gateway may have moved the group.
      if (known !== undefined && offset === known.committed) continue;
      if (known !== undefined) this.#drop([known]);
      // Added to the topic since the group began: all that is in it is new.
      this.#open(partition, Math.max(offset, 0));
    }
    this.#isAssigned = true;
    this.#onProgress();
  }

  #open(partition: number, offset: number): void {
    const place = { topic: this.#topic, partition, offset, number: ++this.#ledgerCount };
    const { memories, settings } = this.#with;
    const known = memories.get(partition);
    memories.delete(partition);
    // Where the group has been moved since, that is of no use.
    const memory = known?.committed === offset ? known.memory : new Map<number, number>();
    const ledger = new PartitionLedger(place, settings, memory, () => this.#onProgress());
    this.#ledgers.set(partition, ledger);
    this.#with.fetcher.add(ledger.cursor);
  }

  /** Leases of these partitions end. */
  #drop(ledgers: readonly PartitionLedger[]): void {
    for (const ledger of ledgers) {
      if (this.#ledgers.get(ledger.partition) === ledger) this.#ledgers.delete(ledger.partition);
      this.#with.fetcher.remove(ledger.cursor);
      for (const entry of this.#pending) if (entry.ledger === ledger) this.#pending.delete(entry);
    }
    if (this.#ledgers.size === 0) this.#isAssigned = false;
    this.#progress.happened();
  }

  #takeReady(consumer: string, bounds: TakeBounds, leaseMs: number): Delivery[] {
    const deliveries: Delivery[] = [];
    const dueMs = this.#with.nowMs() + leaseMs;
    let bytes = 0;
    for (const ledger of this.#inTurn()) {
      while (deliveries.length < bounds.maxItems) {
        const entry = ledger.next(bounds, deliveries.length, bytes);
        if (entry === undefined) break;
        bytes += entry.record.size;
        entry.state = "leased";
        entry.attempt++;
        entry.consumer = consumer;
        entry.dueMs = dueMs;
        this.#pending.add(entry);
        deliveries.push(groupDelivery(entry.record, ledger.partition, entry.attempt, this.#leaseOf(entry)));
      }
    }
    return deliveries;
  }

  /** The ledgers, another one first each time. */
  #inTurn(): PartitionLedger[] {
    const ledgers = [...this.#ledgers.values()];
    const [first] = ledgers;
    if (first !== undefined && ledgers.length > 1) {
      this.#ledgers.delete(first.partition);
      this.#ledgers.set(first.partition, first);
    }
    return ledgers;
  }

  #leaseOf({ ledger, record, attempt }: Entry): string {
    return `${this.#with.number}.${ledger.number}.${ledger.partition}.${record.offset}.${attempt}`;
  }

  #entryOf(lease: string): Entry | undefined {
    const [number, ledgerNumber, partition, offset, attempt] = lease.split(".");
    const ledger = this.#ledgers.get(Number(partition));
    if (number !== this.#with.number || ledger === undefined || String(ledger.number) !== ledgerNumber)
      return undefined;
    const entry = ledger.entry(Number(offset));
    return entry !== undefined && String(entry.attempt) === attempt ? entry : undefined;
  }

  async #settleOne(settlement: Settlement, touched: Set<PartitionLedger>): Promise<void> {
    const entry = this.#entryOf(settlement.lease);
    const { action } = settlement;
    // Done, but not committed yet: whoever asks again is told the same.
    const isRepeated = entry?.state === "done" && (action === SettleAction.ACK || action === SettleAction.BURY);
    if (entry === undefined || (entry.state !== "leased" && !isRepeated)) {
      settlement.outcome = Outcome.ABSENT;
      return;
    }
    settlement.outcome = Outcome.DONE;
    touched.add(entry.ledger);
    if (isRepeated) return;
    if (action === SettleAction.EXTEND) entry.dueMs = this.#with.nowMs() + settlement.delayMs;
    else if (action === SettleAction.NACK) this.#delay(entry, settlement.delayMs);
    else if (action === SettleAction.ACK) this.#finish(entry);
    else {
      // In nobody's hands until it is known to be among the dead.
      this.#pending.delete(entry);
      entry.state = "delayed";
      try {
        await this.#with.bury(entry, settlement.reason);
        this.#finish(entry);
      } catch (error) {
        this.#giveBack(entry);
        settlement.outcome = Outcome.FAILED;
        settlement.failure = toPrismError(error).failure;
      }
    }
  }

  #finish(entry: Entry): void {
    this.#pending.delete(entry);
    entry.ledger.finish(entry);
  }

  #delay(entry: Entry, delayMs: number): void {
    entry.consumer = "";
    entry.state = "delayed";
    entry.dueMs = this.#with.nowMs() + delayMs;
    if (delayMs <= 0) this.#giveBack(entry);
  }

  #giveBack(entry: Entry): void {
    this.#pending.delete(entry);
    if (this.#ledgers.get(entry.ledger.partition) === entry.ledger) entry.ledger.giveBack(entry);
  }

  /** Leases and delays that are over. */
  #endDue(): void {
    const nowMs = this.#with.nowMs();
    for (const entry of this.#pending) if (entry.dueMs <= nowMs) this.#giveBack(entry);
  }

  #againCount(): number {
    let count = 0;
    for (const ledger of this.#ledgers.values()) count += ledger.againCount;
    return count;
  }

  #setAlarm(): void {
    if (this.#alarm !== null) clearTimeout(this.#alarm);
    this.#alarm = null;
    if (!this.#wantsToHear || this.#pending.size === 0 || this.#isClosed) return;
    let dueMs = Number.POSITIVE_INFINITY;
    for (const entry of this.#pending) dueMs = Math.min(dueMs, entry.dueMs);
    const waitMs = Math.min(Math.max(dueMs - this.#with.nowMs(), 1), LONGEST_TIMER_MS);
    this.#alarm = setTimeout(() => {
      this.#endDue();
      this.#tell();
      this.#setAlarm();
    }, waitMs);
    this.#alarm.unref();
  }

  #onProgress(): void {
    this.#progress.happened();
    this.#tell();
  }

  /** Whoever waits hears that there is something. */
  #tell(): void {
    if (!this.#wantsToHear || ![...this.#ledgers.values()].some((ledger) => ledger.hasReady)) return;
    this.#wantsToHear = false;
    this.#with.onReady();
  }
}
