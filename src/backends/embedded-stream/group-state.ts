import { MAX_PENDING_PER_GROUP } from "../../common/limits.ts";
import { Outcome } from "../contract.ts";
import { type Delivery, type GroupLag, SettleAction, type Settlement, type TakeBounds } from "../stream-contract.ts";
import { deliveryOf } from "./delivery.ts";
import { DueHeap } from "./due-heap.ts";
import type { EmbeddedStream } from "./embedded-stream.ts";
import { positionOf } from "./position.ts";
import { type GroupRecord, messageBytes, type PendingRecord, type StoredMessage } from "./storage.ts";

/** A message that the group has been given: leased while it has an owner, and else waiting for its delay. */
export class Pending implements PendingRecord {
  readonly sequence: number;
  attempt: number;
  dueMs: number;
  heapIndex = -1;
  /** Who has it; null = nobody. */
  owner: Consumers | null = null;
  consumer = "";

  constructor(sequence: number, attempt: number, dueMs: number) {
    this.sequence = sequence;
    this.attempt = attempt;
    this.dueMs = dueMs;
  }
}

/** The consumers of one who takes part in the group, by name, with what they have leased. */
export type Consumers = Map<string, Set<Pending>>;

/**
 * What a group of consumers has come to.
 *
 *     1 … first … cursor … next        messages: gone · given to a consumer · not yet
 *                 pending              of those given: not acknowledged, by when their lease or delay ends
 *
 * A change goes to the storage first, in one transaction, and to the memory when that has succeeded.
 */
export class GroupState {
  readonly record: GroupRecord;
  readonly pending = new Map<number, Pending>();
  readonly #stream: EmbeddedStream;
  readonly #due = new DueHeap<Pending>();

  constructor(stream: EmbeddedStream, record: GroupRecord, pending: readonly PendingRecord[]) {
    this.#stream = stream;
    this.record = record;
    for (const { sequence, attempt, dueMs } of pending) this.#put(new Pending(sequence, attempt, dueMs));
  }

  /** When the next lease or delay is over; infinity when there is none. */
  get nextDueMs(): number {
    return this.#due.peek()?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  /** Whether `take` would find something. */
  hasReady(nowMs: number): boolean {
    const isRoom = this.pending.size < MAX_PENDING_PER_GROUP;
    return this.nextDueMs <= nowMs || (isRoom && this.record.cursor < this.#stream.record.next);
  }

  take(owner: Consumers, consumer: string, bounds: TakeBounds, leaseMs: number, nowMs: number): Delivery[] {
    const { storage } = this.#stream;
    const untilMs = nowMs + leaseMs;
    const { again, lost, bytes } = this.#takeDue(bounds, nowMs);
    const fresh = this.#readFresh(bounds, again.length, bytes);
    if (again.length + lost.length + fresh.length === 0) return [];
    const last = fresh.at(-1);
    const cursor = last === undefined ? this.record.cursor : last.sequence + 1;
    try {
      // Lost with the power, it is delivered again: what is acknowledged waits for the disk, and this with it.
      storage.transact(false, () => {
        for (const { pending } of again) storage.putPending(this.record.id, next(pending, untilMs));
        for (const { sequence } of fresh) {
          storage.putPending(this.record.id, { sequence, attempt: 1, dueMs: untilMs });
        }
        for (const { sequence } of lost) storage.removePending(this.record.id, sequence);
        if (last !== undefined) storage.saveGroup({ ...this.record, cursor });
      });
    } catch (error) {
      for (const { pending } of again) this.#due.place(pending);
      for (const pending of lost) this.#due.place(pending);
      throw error;
    }
    this.record.cursor = cursor;
    for (const pending of lost) this.#forget(pending);
    const deliveries: Delivery[] = [];
    for (const { pending, message } of again) {
      this.#disown(pending);
      pending.attempt++;
      deliveries.push(this.#lease(pending, message, owner, consumer, untilMs));
    }
    for (const message of fresh) {
      const pending = new Pending(message.sequence, 1, untilMs);
      this.pending.set(message.sequence, pending);
      deliveries.push(this.#lease(pending, message, owner, consumer, untilMs));
    }
    return deliveries;
  }

  settle(settlements: readonly Settlement[], nowMs: number): void {
    const { storage } = this.#stream;
    const found = new Map<Pending, Settlement>();
    for (const settlement of settlements) {
      const pending = this.#findLeased(settlement.lease, nowMs);
      const isFirst = pending !== undefined && !isSettled(found.get(pending));
      settlement.outcome = isFirst ? Outcome.DONE : Outcome.ABSENT;
      if (isFirst) found.set(pending, settlement);
    }
    if (found.size === 0) return;
    const { deadCount, deadBytes } = this.#stream.record;
    try {
      // What is lost with the power is delivered again, as it is when an acknowledgement is lost on its way.
      storage.transact(false, () => {
        for (const [pending, settlement] of found) this.#store(pending, settlement, nowMs);
        if (this.#stream.record.deadCount !== deadCount) this.#stream.save();
      });
    } catch (error) {
      Object.assign(this.#stream.record, { deadCount, deadBytes });
      throw error;
    }
    for (const [pending, { action, delayMs }] of found) {
      if (action === SettleAction.ACK || action === SettleAction.BURY) this.#forget(pending);
      else {
        if (action === SettleAction.NACK) this.#disown(pending);
        pending.dueMs = nowMs + delayMs;
        this.#due.place(pending);
      }
    }
  }

  /** The leases of these consumers, or of one of them, end. */
  release(owner: Consumers, consumer: string | null, nowMs: number): void {
    const leases = consumer === null ? [...owner.values()] : [owner.get(consumer) ?? new Set<Pending>()];
    const released = leases.flatMap((set) => [...set]).filter((pending) => pending.dueMs > nowMs);
    if (released.length === 0) return;
    const { storage } = this.#stream;
    storage.transact(false, () => {
      for (const { sequence, attempt } of released) {
        storage.putPending(this.record.id, { sequence, attempt, dueMs: nowMs });
      }
    });
    for (const pending of released) {
      this.#disown(pending);
      pending.dueMs = nowMs;
      this.#due.place(pending);
    }
  }

  lag(): GroupLag {
    const { first, next } = this.#stream.record;
    const cursor = Math.max(this.record.cursor, first);
    const waiting = next - cursor;
    let pending = 0;
    let earliest = waiting > 0 ? cursor : Number.POSITIVE_INFINITY;
    for (const sequence of this.pending.keys()) {
      if (sequence < first) continue;
      pending++;
      if (sequence < earliest) earliest = sequence;
    }
    const position = Number.isFinite(earliest) ? positionOf(earliest) : "";
    const end = next > first ? positionOf(next - 1) : "";
    return { waiting, pending, partitions: [{ partition: 0, position, end, waiting }] };
  }

  seek(sequence: number): void {
    const { storage } = this.#stream;
    const record = { ...this.record, cursor: sequence, seeks: this.record.seeks + 1 };
    storage.transact(true, () => {
      storage.clearPending(record.id);
      storage.saveGroup(record);
    });
    Object.assign(this.record, record);
    for (const pending of this.pending.values()) this.#disown(pending);
    this.pending.clear();
    this.#due.clear();
  }

  /** Takes those whose lease or delay is over out of the heap; they stay in `pending`. */
  #takeDue(bounds: TakeBounds, nowMs: number): TakenDue {
    const taken: TakenDue = { again: [], lost: [], bytes: 0 };
    for (let pending = this.#due.peek(); pending !== undefined; pending = this.#due.peek()) {
      if (pending.dueMs > nowMs || taken.again.length >= bounds.maxItems) break;
      const message = this.#stream.find(pending.sequence);
      if (message === null) taken.lost.push(pending);
      else {
        const bytes = taken.bytes + messageBytes(message);
        if (taken.again.length > 0 && bytes > bounds.maxBytes) break;
        taken.bytes = bytes;
        taken.again.push({ pending, message });
      }
      this.#due.remove(pending);
    }
    return taken;
  }

  #readFresh(bounds: TakeBounds, takenItems: number, takenBytes: number): StoredMessage[] {
    const { record, storage } = this.#stream;
    const from = Math.max(this.record.cursor, record.first);
    const room = MAX_PENDING_PER_GROUP - this.pending.size;
    const maxItems = Math.min(bounds.maxItems - takenItems, room, record.next - from);
    const maxBytes = bounds.maxBytes - takenBytes;
    if (maxItems <= 0 || (takenItems > 0 && maxBytes <= 0)) return [];
    const found = storage.read(record.id, from, maxItems, maxBytes);
    return takenItems > 0 && found[0] !== undefined && messageBytes(found[0]) > maxBytes ? [] : found;
  }

  #lease(pending: Pending, message: StoredMessage, owner: Consumers, consumer: string, untilMs: number): Delivery {
    pending.dueMs = untilMs;
    pending.owner = owner;
    pending.consumer = consumer;
    const leases = owner.get(consumer);
    if (leases === undefined) owner.set(consumer, new Set([pending]));
    else leases.add(pending);
    this.#due.place(pending);
    const lease = `${this.record.id}.${this.record.seeks}.${pending.sequence}.${pending.attempt}`;
    return deliveryOf(message, pending.attempt, lease);
  }

  #findLeased(lease: string, nowMs: number): Pending | undefined {
    const [id, seeks, sequence, attempt, ...rest] = lease.split(".");
    if (rest.length > 0 || id !== String(this.record.id) || seeks !== String(this.record.seeks)) return undefined;
    const pending = this.pending.get(Number(sequence));
    return pending !== undefined &&
      pending.owner !== null &&
      String(pending.attempt) === attempt &&
      pending.dueMs > nowMs
      ? pending
      : undefined;
  }

  #store(pending: Pending, { action, delayMs, reason }: Settlement, nowMs: number): void {
    const { storage } = this.#stream;
    const { sequence, attempt } = pending;
    if (action === SettleAction.NACK || action === SettleAction.EXTEND) {
      storage.putPending(this.record.id, { sequence, attempt, dueMs: nowMs + delayMs });
      return;
    }
    storage.removePending(this.record.id, sequence);
    if (action === SettleAction.ACK) return;
    const message = this.#stream.find(sequence);
    if (message !== null) this.#stream.bury(this.record.name, message, attempt, reason, nowMs);
  }

  #put(pending: Pending): void {
    this.pending.set(pending.sequence, pending);
    this.#due.place(pending);
  }

  #forget(pending: Pending): void {
    this.#disown(pending);
    this.#due.remove(pending);
    this.pending.delete(pending.sequence);
  }

  #disown(pending: Pending): void {
    const leases = pending.owner?.get(pending.consumer);
    leases?.delete(pending);
    if (leases?.size === 0) pending.owner?.delete(pending.consumer);
    pending.owner = null;
    pending.consumer = "";
  }
}

interface TakenDue {
  readonly again: { readonly pending: Pending; readonly message: StoredMessage }[];
  /** Their messages are gone from the stream. */
  readonly lost: Pending[];
  bytes: number;
}

function next({ sequence, attempt }: Pending, dueMs: number): PendingRecord {
  return { sequence, attempt: attempt + 1, dueMs };
}

/** A lease that was made longer can still be settled in the same batch. */
function isSettled(settlement: Settlement | undefined): boolean {
  return settlement !== undefined && settlement.action !== SettleAction.EXTEND;
}
