import type { Delivery, GroupLag, StreamGroup, StreamStart } from "../../backends/stream-contract.ts";
import { SettleAction } from "../../backends/stream-contract.ts";
import { MAX_SIFTED_MESSAGES, STREAM_SESSION_IDLE_MS } from "../../common/limits.ts";
import type { StreamCall } from "./call.ts";
import { streamGone } from "./failures.ts";
import type { Fetch } from "./fetch.ts";
import { nextTurn } from "./next-turn.ts";
import { SettleLine } from "./settle-line.ts";
import { settlement, sift } from "./sieve.ts";
import { bytesOf, isMissing, type StorePort } from "./store-port.ts";

export interface SubscribedGroupParts {
  readonly port: StorePort;
  readonly namespaceId: number;
  readonly name: string;
  readonly nowMs: () => number;
  readonly done: (call: StreamCall) => void;
  readonly onBuried: (namespaceId: number, count: number) => void;
  /** Hears of what went wrong beside any call. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * One group of a stream, as this worker takes part in it.
 *
 *     fetch ──▶ line ──▶ take ──▶ something: sifted, answered
 *                ▲         └────▶ nothing:   parked ── its wait is over ──▶ answered with nothing
 *                └──────── the store says that there may be something ──┘
 *
 * So nothing is taken from the store that no fetch has asked for.
 */
export class SubscribedGroup {
  readonly #parts: SubscribedGroupParts;
  readonly #settling: SettleLine;
  /** When each consumer was last heard of. */
  readonly #consumers = new Map<string, number>();
  #handle: Promise<StreamGroup> | null = null;
  /** To be tried, in order. */
  #line: Fetch[] = [];
  readonly #parked = new Set<Fetch>();
  /** Those that the store is being asked for. */
  readonly #taking = new Set<Fetch>();
  /** How often the store has said that there may be something. */
  #readies = 0;
  #leasedUntilMs = 0;
  #usedMs: number;
  #isClosed = false;

  constructor(parts: SubscribedGroupParts) {
    this.#parts = parts;
    this.#settling = new SettleLine(parts.port, parts.done, (count) => parts.onBuried(parts.namespaceId, count));
    this.#usedMs = parts.nowMs();
  }

  get consumers(): number {
    return this.#consumers.size;
  }

  hasConsumer(name: string): boolean {
    return this.#consumers.has(name);
  }

  fetch(fetch: Fetch): void {
    const nowMs = this.#touch();
    if (!fetch.task.isPassing) this.#consumers.set(fetch.task.consumer, nowMs);
    this.#line.push(fetch);
    this.#pump();
  }

  settle(call: StreamCall): void {
    this.#touch();
    this.#settling.add(call);
  }

  /** Sends the settlements that came together. */
  async flush(): Promise<void> {
    if (!this.#settling.isIdle) await this.#settling.send(() => this.#openKnown());
  }

  async leave(consumer: string): Promise<void> {
    this.#consumers.delete(consumer);
    for (const fetch of [...this.#parked, ...this.#line, ...this.#taking]) {
      if (fetch.task.consumer === consumer) fetch.abandon();
    }
    const handle = await this.#handle;
    if (handle !== null) await this.#parts.port.repeatable(() => handle.release(consumer));
  }

  async lag(): Promise<GroupLag | null> {
    this.#touch();
    const handle = await this.#openKnown();
    return handle === null ? null : this.#parts.port.read(() => handle.lag());
  }

  /** A group that is not there yet begins there. */
  async seek(to: StreamStart): Promise<void> {
    this.#touch();
    const handle = await this.#open(to);
    await this.#parts.port.repeatable(() => handle.seek(to));
  }

  /** Every fetch that waits is answered now, with nothing. */
  endWaits(): void {
    for (const fetch of [...this.#parked, ...this.#line, ...this.#taking]) fetch.end();
  }

  /** Whether there is nothing to keep of it. */
  get isUnused(): boolean {
    return this.#handle === null && !this.#isBusy && this.#consumers.size === 0;
  }

  /** Whether nobody has used it for long; what its consumers had is delivered again after that. */
  isForgotten(nowMs: number): boolean {
    for (const { task } of this.#parked) if (!task.isPassing) this.#consumers.set(task.consumer, nowMs);
    for (const [name, seenMs] of this.#consumers) {
      if (seenMs + STREAM_SESSION_IDLE_MS <= nowMs) this.#consumers.delete(name);
    }
    if (this.#isBusy || this.#consumers.size > 0) return false;
    return this.#usedMs + STREAM_SESSION_IDLE_MS <= nowMs && this.#leasedUntilMs <= nowMs;
  }

  /** Fetches that wait fail; leases end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const fetch of [...this.#parked, ...this.#line]) fetch.fail(streamGone);
    this.#parked.clear();
    this.#line = [];
    const handle = this.#handle;
    this.#handle = null;
    await handle?.then((group) => group.close()).catch(this.#parts.onProblem);
  }

  #pump(): void {
    while (this.#taking.size < MAX_TAKES && this.#line.length > 0) {
      const fetch = this.#line.shift() as Fetch;
      if (fetch.isAbandoned || (fetch.isOver && fetch.isTried)) fetch.answer([], "");
      else void this.#take(fetch);
    }
  }

  async #take(fetch: Fetch): Promise<void> {
    this.#taking.add(fetch);
    fetch.isTried = true;
    try {
      await this.#fill(fetch);
    } catch (error) {
      if (isMissing(error)) this.#handle = null;
      fetch.fail(this.#parts.port.failureOf(error));
    }
    this.#taking.delete(fetch);
    this.#pump();
  }

  /** Answers the fetch, or parks it. */
  async #fill(fetch: Fetch): Promise<void> {
    const { port, nowMs } = this.#parts;
    const { task } = fetch;
    const group = await this.#open(task.start ?? { at: "earliest" });
    for (let sifted = 0; ; ) {
      // Whoever is gone takes nothing more: that would count as an attempt.
      if (fetch.isAbandoned) return fetch.answer([], "");
      const readies = this.#readies;
      const deliveries = await port.take(task.bounds, () => group.take(task.consumer, task.bounds, task.leaseMs));
      if (this.#isClosed) {
        port.budget.leave(bytesOf(deliveries));
        return fetch.fail(streamGone);
      }
      if (deliveries.length === 0) {
        if (readies !== this.#readies) continue;
        return fetch.isOver ? fetch.answer([], "") : this.#park(fetch);
      }
      this.#leasedUntilMs = Math.max(this.#leasedUntilMs, nowMs() + task.leaseMs);
      const wanted = await this.#sift(group, deliveries, fetch);
      // What is not answered goes no further.
      port.budget.leave(bytesOf(deliveries) - bytesOf(wanted));
      if (wanted.length > 0) return fetch.answer(wanted, "");
      if (fetch.isOver) return fetch.answer([], "");
      sifted += deliveries.length;
      if (sifted < MAX_SIFTED_MESSAGES) continue;
      sifted = 0;
      await nextTurn();
    }
  }

  async #sift(group: StreamGroup, deliveries: readonly Delivery[], fetch: Fetch): Promise<readonly Delivery[]> {
    const { port, namespaceId, onBuried, onProblem } = this.#parts;
    if (fetch.isAbandoned) {
      const given = deliveries.map(({ lease }) => settlement(lease, SettleAction.NACK, ""));
      await port.write(() => group.settle(given)).catch(onProblem);
      return [];
    }
    const { wanted, unwanted, buried } = sift(deliveries, fetch.task, fetch.call.terms.maxAttempts);
    if (unwanted.length > 0) {
      // What could not be settled is delivered again when its lease is over, and settled then.
      await port.write(() => group.settle(unwanted)).catch(onProblem);
    }
    if (buried > 0) onBuried(namespaceId, buried);
    return wanted;
  }

  #park(fetch: Fetch): void {
    // There is nothing for those either that have waited before.
    for (const other of this.#line) if (other.isTried && !other.isOver) this.#wait(other);
    this.#line = this.#line.filter((other) => !this.#parked.has(other));
    this.#wait(fetch);
  }

  #wait(fetch: Fetch): void {
    this.#parked.add(fetch);
    fetch.park(this.#parts.nowMs(), () => {
      if (this.#parked.delete(fetch)) fetch.answer([], "");
    });
  }

  readonly #onReady = (): void => {
    this.#readies++;
    if (this.#parked.size === 0) return;
    for (const fetch of this.#parked) fetch.onOver = null;
    this.#line = [...this.#parked, ...this.#line];
    this.#parked.clear();
    this.#pump();
  };

  get #isBusy(): boolean {
    return this.#taking.size + this.#line.length + this.#parked.size > 0 || !this.#settling.isIdle;
  }

  #touch(): number {
    this.#usedMs = this.#parts.nowMs();
    return this.#usedMs;
  }

  #open(start: StreamStart): Promise<StreamGroup> {
    const { port, namespaceId, name } = this.#parts;
    if (this.#handle !== null) return this.#handle;
    const opening = port.repeatable(() => port.store.openGroup(namespaceId, name, start, this.#onReady));
    this.#handle = opening;
    opening.catch(() => {
      if (this.#handle === opening) this.#handle = null;
    });
    return opening;
  }

  /** The group when the store has it. */
  async #openKnown(): Promise<StreamGroup | null> {
    const { port, namespaceId, name } = this.#parts;
    if (this.#handle !== null) return this.#handle;
    const groups = await port.read(() => port.store.listGroups(namespaceId));
    return groups.includes(name) ? this.#open({ at: "earliest" }) : null;
  }
}

/** Fetches of one group that the store is asked for at one time; an embedded one answers before the next is asked. */
const MAX_TAKES = 4;
