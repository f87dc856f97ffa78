import type { Delivery, StreamReader, StreamStart } from "../../backends/stream-contract.ts";
import { MAX_SIFTED_MESSAGES, STREAM_SESSION_IDLE_MS } from "../../common/limits.ts";
import { streamGone } from "./failures.ts";
import type { Fetch } from "./fetch.ts";
import { matches, replayGroupOf } from "./message-filter.ts";
import { nextTurn } from "./next-turn.ts";
import { bytesOf, isMissing, type StorePort } from "./store-port.ts";

export interface ReaderSessionParts {
  readonly port: StorePort;
  readonly namespaceId: number;
  readonly nowMs: () => number;
  /** Called when all its fetches are answered; null when it is kept for the next one. */
  readonly onIdle: (() => void) | null;
}

/**
 * A subscriber without a group: a place in the stream that its fetches move on, one after the other. A fetch that says
 * nothing of a start, or starts after the last message that it was given, goes on; any other start opens the stream anew.
 */
export class ReaderSession {
  readonly #parts: ReaderSessionParts;
  #reader: StreamReader | null = null;
  /** Of the last message that was looked at; empty when that is not known. */
  #place = "";
  #line: Fetch[] = [];
  #current: Fetch | null = null;
  #readies = 0;
  #wake: (() => void) | null = null;
  #usedMs: number;
  #isClosed = false;
  #isLeft = false;

  constructor(parts: ReaderSessionParts) {
    this.#parts = parts;
    this.#usedMs = parts.nowMs();
  }

  fetch(fetch: Fetch): void {
    this.#line.push(fetch);
    // Nobody is there to whom the order of the answers matters.
    fetch.onOver = () => {
      if (fetch.isAbandoned) this.#drop(fetch);
    };
    if (this.#current === null) void this.#run();
  }

  endWaits(): void {
    for (const fetch of this.#line) fetch.end();
    this.#current?.end();
  }

  isForgotten(nowMs: number): boolean {
    return this.#current === null && this.#usedMs + STREAM_SESSION_IDLE_MS <= nowMs;
  }

  /** Its subscriber is gone: fetches that wait are answered with nothing. */
  async leave(): Promise<void> {
    this.#isLeft = true;
    for (const fetch of this.#line) fetch.end();
    await this.close();
  }

  /** Fetches that wait fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#current?.end();
    this.#wake?.();
    if (this.#current === null) await this.#closeReader();
  }

  async #run(): Promise<void> {
    for (let fetch = this.#line.shift(); fetch !== undefined; fetch = this.#line.shift()) {
      this.#current = fetch;
      fetch.onOver = null;
      try {
        await this.#fill(fetch);
      } catch (error) {
        // Where it stands now is not known; the subscriber starts after what it has.
        await this.#closeReader();
        fetch.fail(isMissing(error) && this.#isClosed ? streamGone : this.#parts.port.failureOf(error));
      }
    }
    this.#current = null;
    this.#usedMs = this.#parts.nowMs();
    if (this.#isClosed) await this.#closeReader();
    else this.#parts.onIdle?.();
  }

  /** Answers a fetch whose turn has not come. */
  #drop(fetch: Fetch): void {
    this.#line = this.#line.filter((other) => other !== fetch);
    fetch.answer([], "");
  }

  /** Answers the fetch. */
  async #fill(fetch: Fetch): Promise<void> {
    const { port } = this.#parts;
    const reader = await this.#readerFor(fetch.task.start);
    for (let passed = 0; ; ) {
      if (this.#isClosed) return this.#isLeft ? fetch.answer([], this.#place) : fetch.fail(streamGone);
      // Whoever is gone takes nothing more: who comes again in the subscription's name would miss it.
      if (fetch.isAbandoned) return fetch.answer([], this.#place);
      const readies = this.#readies;
      const deliveries = await port.take(fetch.task.bounds, () => reader.take(fetch.task.bounds));
      if (deliveries.length === 0) {
        if (fetch.isOver) return fetch.answer([], this.#place);
        if (readies === this.#readies) await this.#wait(fetch);
        continue;
      }
      // Where a stream has partitions, a message's position says where it stands in one of them only.
      this.#place = reader.after?.() || (deliveries.at(-1) as Delivery).position;
      const wanted = deliveries.filter((delivery) => isWanted(delivery, fetch));
      // What is not answered goes no further.
      port.budget.leave(bytesOf(deliveries) - bytesOf(wanted));
      if (wanted.length > 0 || fetch.isOver) return fetch.answer(wanted, this.#place);
      passed += deliveries.length;
      if (passed < MAX_SIFTED_MESSAGES) continue;
      passed = 0;
      await nextTurn();
    }
  }

  /** Resolves when there may be something, and when the fetch no longer waits. */
  #wait(fetch: Fetch): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        fetch.onOver = null;
        resolve();
      };
      fetch.park(this.#parts.nowMs(), this.#wake);
    });
  }

  async #readerFor(start: StreamStart | null): Promise<StreamReader> {
    const { port, namespaceId } = this.#parts;
    if (this.#reader !== null && this.#goesOn(start)) return this.#reader;
    await this.#closeReader();
    const from = start ?? { at: "latest" };
    const reader = await port.repeatable(() => port.store.openReader(namespaceId, from, this.#onReady));
    this.#reader = reader;
    this.#place = from.at === "after" ? from.position : (reader.after?.() ?? "");
    return reader;
  }

  #goesOn(start: StreamStart | null): boolean {
    return start === null || (start.at === "after" && start.position === this.#place);
  }

  async #closeReader(): Promise<void> {
    const reader = this.#reader;
    this.#reader = null;
    this.#place = "";
    await reader?.close().catch(() => undefined);
  }

  readonly #onReady = (): void => {
    this.#readies++;
    this.#wake?.();
  };
}

/** A message that was a dead letter is for its group alone. */
function isWanted(delivery: Delivery, { task }: Fetch): boolean {
  return replayGroupOf(delivery) === null && (task.filter === null || matches(task.filter, delivery));
}
