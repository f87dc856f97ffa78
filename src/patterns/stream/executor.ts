import type { StreamStore } from "../../backends/stream-contract.ts";
import {
  FETCH_MARGIN_MS,
  MAX_PARKED_FETCHES,
  MAX_STREAM_SESSIONS,
  MAX_WAITING_PUBLISH_BYTES,
} from "../../common/limits.ts";
import type { StoreSizes } from "../../metrics/store-sizes.ts";
import type { StreamCall } from "./call.ts";
import { deadlineAtStore, noGroups, noIdempotency, storeBusy, tooManyFetches, tooManySessions } from "./failures.ts";
import { Fetch } from "./fetch.ts";
import { FetchBudget } from "./fetch-budget.ts";
import { bytesOf, StorePort, type StreamGuard } from "./store-port.ts";
import { StreamDesk } from "./stream-desk.ts";
import type { AbandonTask, FetchTask, StreamTask } from "./task.ts";

export interface StreamExecutorParts {
  readonly store: StreamStore;
  /** Null for an embedded store. */
  readonly guard: StreamGuard | null;
  /** Microseconds on a clock that does not wrap. */
  readonly nowUs: () => number;
  readonly wallMs: () => number;
  /** Gets calls back, each once; it has an answer or a failure. Never within `submit`. */
  readonly onDone: (calls: readonly StreamCall[]) => void;
  /** Whether answers wait for room on their way to the clients. */
  readonly isCongested?: () => boolean;
  /** Where it is counted how large the appends are, for the metrics. */
  readonly sizes?: StoreSizes;
  /** Hears the cause of what callers are told as INTERNAL. */
  readonly onInternal: (error: unknown) => void;
  /** Hears of messages that became dead letters, for the metrics. */
  readonly onBuried: (namespaceId: number, count: number) => void;
}

/**
 * Runs Stream calls on one store. Publishes and settlements that came together go to the store together; fetches wait here
 * until there is something for them. What a namespace has under way is at its {@link StreamDesk}.
 */
export class StreamExecutor {
  readonly #parts: StreamExecutorParts;
  readonly #port: StorePort;
  readonly #desks = new Map<number, StreamDesk>();
  /** Calls that were taken and not handed back. */
  readonly #open = new Set<StreamCall>();
  /** Fetches by their request. */
  readonly #asked = new Map<string, Fetch>();
  /** Done, and handed back together at the end of this turn. */
  #done: StreamCall[] = [];
  #submitted: StreamCall[] = [];
  #publishBytes = 0;
  #fetches = 0;
  #nextDeadlineUs = Number.POSITIVE_INFINITY;
  #isDraining = false;

  constructor(parts: StreamExecutorParts) {
    this.#parts = parts;
    const budget = new FetchBudget(parts.isCongested ?? (() => false));
    this.#port = new StorePort(parts.store, parts.guard, budget, parts.onInternal, parts.sizes ?? null);
  }

  /** Calls that were taken and not handed back, but for fetches. */
  get pending(): number {
    return this.#open.size - this.#fetches;
  }

  /** Fetches that wait for messages, or are being served. */
  get fetches(): number {
    return this.#fetches;
  }

  /** Subscribers whose place is kept. */
  get sessions(): number {
    let sessions = 0;
    for (const desk of this.#desks.values()) sessions += desk.sessions;
    return sessions;
  }

  /** Takes a call that `prepareStream` has made ready; it goes at the next {@link dispatch}. */
  submit(call: StreamCall): void {
    call.isHandedBack = false;
    call.sentUs = 0;
    this.#open.add(call);
    this.#submitted.push(call);
    if (call.deadlineUs !== 0 && call.deadlineUs < this.#nextDeadlineUs) this.#nextDeadlineUs = call.deadlineUs;
    const task = call.task as StreamTask;
    if (task.kind === "publish") this.#publishBytes += call.to - call.from;
    else if (task.kind === "fetch") this.#fetches++;
  }

  /** Sends what may go. */
  dispatch(): void {
    const calls = this.#submitted;
    if (calls.length === 0) return;
    this.#submitted = [];
    const touched = new Set<StreamDesk>();
    for (const call of calls) {
      const failure = this.#objection(call);
      if (failure !== null) {
        call.failure = failure;
        this.#onDone(call);
        continue;
      }
      const desk = this.#deskOf(call.namespaceId);
      touched.add(desk);
      if ((call.task as StreamTask).kind === "fetch") {
        // What came before it is to be there when it looks.
        desk.flush();
        this.#startFetch(desk, call, call.task as FetchTask);
      } else if ((call.task as StreamTask).kind === "abandon") this.#abandon(call, call.task as AbandonTask);
      else desk.start(call);
    }
    for (const desk of touched) desk.flush();
  }

  /** Hands back what nobody waits for any more. To be called every few milliseconds while calls are pending. */
  tick(): void {
    const nowUs = this.#parts.nowUs();
    if (nowUs < this.#nextDeadlineUs) return;
    let earliest = Number.POSITIVE_INFINITY;
    for (const call of this.#open) {
      if (call.deadlineUs === 0) continue;
      if (call.deadlineUs > nowUs) earliest = Math.min(earliest, call.deadlineUs);
      else {
        call.failure = deadlineAtStore;
        this.#onDone(call);
      }
    }
    this.#nextDeadlineUs = earliest;
  }

  /** Forgets subscribers that have not been heard of for long. To be called every second or so. */
  sweep(): void {
    const nowMs = this.#parts.wallMs();
    for (const [namespaceId, desk] of this.#desks) {
      desk.sweep(nowMs);
      if (desk.isIdle) this.#desks.delete(namespaceId);
    }
  }

  /** Answers fetches that wait, with what there is; from now on none waits. */
  drain(): void {
    this.#isDraining = true;
    for (const desk of this.#desks.values()) desk.endWaits();
  }

  /** Fetches may wait again, after {@link drain}. */
  reopen(): void {
    this.#isDraining = false;
  }

  /** The namespace is no longer served: fetches that wait for it fail, and what its consumers have is given back. */
  async forget(namespaceId: number): Promise<void> {
    const desk = this.#desks.get(namespaceId);
    this.#desks.delete(namespaceId);
    await desk?.close();
  }

  /** Gives back what is open in the store; the store itself is its owner's. */
  async close(): Promise<void> {
    this.drain();
    await Promise.all([...this.#desks.keys()].map((namespaceId) => this.forget(namespaceId)));
  }

  /** Why the call is not taken; null when it is. */
  #objection(call: StreamCall): StreamCall["failure"] {
    const task = call.task as StreamTask;
    const { guarantees } = this.#parts.store;
    if (task.kind === "publish") {
      if (this.#publishBytes > MAX_WAITING_PUBLISH_BYTES && this.#publishBytes > call.to - call.from) return storeBusy;
      const isRefused =
        guarantees.idempotency === "none" && task.messages.some((message) => message.idempotencyKey !== "");
      return isRefused ? noIdempotency : null;
    }
    if ("group" in task && task.group !== "" && !guarantees.groups) return noGroups;
    if (task.kind !== "fetch") return null;
    if (this.#fetches > MAX_PARKED_FETCHES) return tooManyFetches;
    if (task.isPassing) return null;
    const isNew = !this.#deskOf(call.namespaceId).knows(call.caller, task);
    return isNew && this.sessions >= MAX_STREAM_SESSIONS ? tooManySessions : null;
  }

  #startFetch(desk: StreamDesk, call: StreamCall, task: FetchTask): void {
    const nowMs = this.#parts.wallMs();
    let waitMs = this.#isDraining ? 0 : task.waitMs;
    if (call.deadlineUs !== 0) {
      waitMs = Math.min(waitMs, (call.deadlineUs - this.#parts.nowUs()) / 1000 - FETCH_MARGIN_MS);
    }
    const fetch = new Fetch(call, task, nowMs + Math.max(waitMs, 0), this.#onFetched);
    this.#asked.set(requestKey(call.connection, call.requestId), fetch);
    desk.fetch(fetch);
  }

  /** The client of a fetch is gone: nothing is taken for it, and what is on its way goes back. */
  #abandon(call: StreamCall, { fetchId }: AbandonTask): void {
    this.#asked.get(requestKey(call.connection, fetchId))?.abandon();
    call.answer = { kind: "empty" };
    this.#onDone(call);
  }

  #deskOf(namespaceId: number): StreamDesk {
    let desk = this.#desks.get(namespaceId);
    if (desk === undefined) {
      const { nowUs, wallMs, onInternal, onBuried } = this.#parts;
      desk = new StreamDesk({
        port: this.#port,
        namespaceId,
        nowUs,
        nowMs: wallMs,
        done: this.#onDone,
        onBuried,
        onProblem: onInternal,
      });
      this.#desks.set(namespaceId, desk);
    }
    return desk;
  }

  readonly #onFetched = (fetch: Fetch): void => {
    const { call } = fetch;
    const key = requestKey(call.connection, call.requestId);
    // A client may give one id to several requests: the last one counts.
    if (this.#asked.get(key) === fetch) this.#asked.delete(key);
    this.#onDone(call);
  };

  readonly #onDone = (call: StreamCall): void => {
    if (call.isHandedBack) {
      // Its caller has given up, and what came for it goes no further.
      this.#leaveBudget(call);
      return;
    }
    call.isHandedBack = true;
    this.#open.delete(call);
    const task = call.task as StreamTask;
    if (task.kind === "publish") this.#publishBytes -= call.to - call.from;
    else if (task.kind === "fetch") this.#fetches--;
    if (this.#done.length === 0) queueMicrotask(this.#handBack);
    this.#done.push(call);
  };

  #leaveBudget({ answer }: StreamCall): void {
    if (answer?.kind === "fetched") this.#port.budget.leave(bytesOf(answer.deliveries));
  }

  readonly #handBack = (): void => {
    const done = this.#done;
    this.#done = [];
    this.#parts.onDone(done);
    for (const call of done) this.#leaveBudget(call);
  };
}

/** Ids are their connection's own. */
function requestKey(connection: number, id: number): string {
  return `${connection} ${id}`;
}
