import { MAX_BATCH_ITEMS, MAX_DEAD_PAGE_BYTES } from "../../common/limits.ts";
import type { StreamCall } from "./call.ts";
import { groupNotFound } from "./failures.ts";
import type { Fetch } from "./fetch.ts";
import { createDeadToken } from "./page-token.ts";
import { PublishLine } from "./publish-line.ts";
import { ReaderSession } from "./reader-session.ts";
import type { StorePort } from "./store-port.ts";
import type { StreamAnswer } from "./stream-answer.ts";
import { SubscribedGroup } from "./subscribed-group.ts";
import type { FetchTask, ListDeadTask, StreamTask } from "./task.ts";

export interface StreamDeskParts {
  readonly port: StorePort;
  readonly namespaceId: number;
  readonly nowUs: () => number;
  readonly nowMs: () => number;
  readonly done: (call: StreamCall) => void;
  readonly onBuried: (namespaceId: number, count: number) => void;
  readonly onProblem: (error: unknown) => void;
}

/** What one stream has under way in this worker: publishes, groups, readers. */
export class StreamDesk {
  readonly #parts: StreamDeskParts;
  readonly #publishing: PublishLine;
  readonly #groups = new Map<string, SubscribedGroup>();
  /** Groups with settlements that are not sent yet. */
  readonly #settled = new Set<string>();
  /** By caller and subscription. */
  readonly #readers = new Map<string, ReaderSession>();
  /** Of fetches that belong to no subscription. */
  readonly #passing = new Set<ReaderSession>();

  constructor(parts: StreamDeskParts) {
    this.#parts = parts;
    this.#publishing = new PublishLine(parts.port, parts.nowUs, parts.done);
  }

  /** Subscribers whose place is kept. */
  get sessions(): number {
    let consumers = 0;
    for (const group of this.#groups.values()) consumers += group.consumers;
    return this.#readers.size + this.#passing.size + consumers;
  }

  get isIdle(): boolean {
    return this.#publishing.isIdle && this.#groups.size === 0 && this.#readers.size === 0 && this.#passing.size === 0;
  }

  /** Whether the subscriber of this fetch has been here. */
  knows(caller: string, { group, consumer, subscription }: FetchTask): boolean {
    if (group !== "") return this.#groups.get(group)?.hasConsumer(consumer) === true;
    return subscription !== "" && this.#readers.has(readerKey(caller, subscription));
  }

  fetch(fetch: Fetch): void {
    const { group, subscription } = fetch.task;
    if (group !== "") this.#groupOf(group).fetch(fetch);
    else if (subscription === "") this.#readOnce(fetch);
    else this.#readerOf(readerKey(fetch.call.caller, subscription)).fetch(fetch);
  }

  /** Takes any other call; what may go together goes with {@link flush}. */
  start(call: StreamCall): void {
    const task = call.task as StreamTask;
    if (task.kind === "publish") this.#publishing.add(call);
    else if (task.kind === "settle") {
      this.#groupOf(task.group).settle(call);
      this.#settled.add(task.group);
    } else void this.#finish(call, task);
  }

  flush(): void {
    this.#publishing.send();
    for (const name of this.#settled) void this.#settle(name);
    this.#settled.clear();
  }

  endWaits(): void {
    for (const one of this.#all()) one.endWaits();
  }

  sweep(nowMs: number): void {
    for (const [name, group] of this.#groups) {
      if (!group.isForgotten(nowMs)) continue;
      this.#groups.delete(name);
      void group.close();
    }
    for (const [key, reader] of this.#readers) {
      if (!reader.isForgotten(nowMs)) continue;
      this.#readers.delete(key);
      void reader.close();
    }
  }

  async close(): Promise<void> {
    const all = this.#all();
    this.#groups.clear();
    this.#readers.clear();
    await Promise.all(all.map((one) => one.close()));
  }

  async #finish(call: StreamCall, task: StreamTask): Promise<void> {
    call.sentUs = this.#parts.nowUs();
    try {
      call.answer = await this.#answer(call, task);
    } catch (error) {
      call.failure = this.#parts.port.failureOf(error);
    }
    this.#parts.done(call);
  }

  /** The answer; null when the call's failure says why there is none. */
  async #answer(call: StreamCall, task: StreamTask): Promise<StreamAnswer | null> {
    const { port, namespaceId } = this.#parts;
    const { store } = port;
    switch (task.kind) {
      case "leave":
        await this.#leave(call.caller, task);
        return { kind: "empty" };
      case "lag": {
        const lag = await this.#groupOf(task.group).lag();
        this.#dropUnused(task.group);
        if (lag === null) call.failure = groupNotFound;
        return lag === null ? null : { kind: "lag", lag };
      }
      case "seek":
        await this.#groupOf(task.group).seek(task.to);
        return { kind: "empty" };
      case "list-dead":
        return this.#listDead(task);
      case "replay-dead":
        return { kind: "count", count: await port.write(() => store.replayDead(namespaceId, task.ids)) };
      case "remove-dead":
        return { kind: "count", count: await port.repeatable(() => store.removeDead(namespaceId, task.ids)) };
      case "list-groups":
        return this.#listGroups();
      case "drop-group":
        return this.#dropGroup(task.group);
      default:
        return null;
    }
  }

  async #settle(name: string): Promise<void> {
    await this.#groups.get(name)?.flush();
    this.#dropUnused(name);
  }

  /** Names of groups that are not there are not kept. */
  #dropUnused(name: string): void {
    if (this.#groups.get(name)?.isUnused === true) this.#groups.delete(name);
  }

  async #leave(caller: string, task: Extract<StreamTask, { kind: "leave" }>): Promise<void> {
    if (task.group !== "") {
      await this.#groups.get(task.group)?.leave(task.consumer);
      return;
    }
    const key = readerKey(caller, task.subscription);
    const reader = this.#readers.get(key);
    if (reader === undefined) return;
    this.#readers.delete(key);
    await reader.leave();
  }

  async #listDead({ group, afterId, maxItems }: ListDeadTask): Promise<StreamAnswer> {
    const { port, namespaceId } = this.#parts;
    const bounds = { maxItems, maxBytes: MAX_DEAD_PAGE_BYTES };
    const deadLetters = await port.read(() => port.store.listDead(namespaceId, group, afterId, bounds));
    const last = deadLetters.at(-1);
    // A page may end early by its bytes, so only an empty one says that there is no more.
    const nextPageToken = last === undefined ? "" : createDeadToken(group, last.id);
    return { kind: "dead-letters", deadLetters, nextPageToken };
  }

  async #listGroups(): Promise<StreamAnswer> {
    const { port, namespaceId } = this.#parts;
    const names = await port.read(() => port.store.listGroups(namespaceId));
    return {
      kind: "groups",
      groups: names.map((name) => ({ name, consumers: this.#groups.get(name)?.consumers ?? 0 })),
    };
  }

  async #dropGroup(name: string): Promise<StreamAnswer> {
    const { port, namespaceId } = this.#parts;
    const { store } = port;
    const isThere = (await port.read(() => store.listGroups(namespaceId))).includes(name);
    const group = this.#groups.get(name);
    this.#groups.delete(name);
    await group?.close();
    await port.repeatable(() => store.dropGroup(namespaceId, name));
    const bounds = { maxItems: MAX_BATCH_ITEMS, maxBytes: MAX_DEAD_PAGE_BYTES };
    for (;;) {
      const letters = await port.read(() => store.listDead(namespaceId, name, "", bounds));
      if (letters.length === 0) break;
      const ids = letters.map(({ id }) => id);
      await port.repeatable(() => store.removeDead(namespaceId, ids));
    }
    return { kind: "count", count: isThere ? 1 : 0 };
  }

  #readOnce(fetch: Fetch): void {
    const { port, namespaceId, nowMs } = this.#parts;
    const session = new ReaderSession({ port, namespaceId, nowMs, onIdle: () => this.#endPassing(session) });
    this.#passing.add(session);
    session.fetch(fetch);
  }

  #endPassing(session: ReaderSession): void {
    this.#passing.delete(session);
    void session.close();
  }

  #readerOf(key: string): ReaderSession {
    let reader = this.#readers.get(key);
    if (reader === undefined) {
      const { port, namespaceId, nowMs } = this.#parts;
      reader = new ReaderSession({ port, namespaceId, nowMs, onIdle: null });
      this.#readers.set(key, reader);
    }
    return reader;
  }

  #groupOf(name: string): SubscribedGroup {
    let group = this.#groups.get(name);
    if (group === undefined) {
      const { port, namespaceId, nowMs, done, onBuried, onProblem } = this.#parts;
      group = new SubscribedGroup({ port, namespaceId, name, nowMs, done, onBuried, onProblem });
      this.#groups.set(name, group);
    }
    return group;
  }

  #all(): (SubscribedGroup | ReaderSession)[] {
    return [...this.#groups.values(), ...this.#readers.values(), ...this.#passing];
  }
}

/** A subscription is its caller's own; neither has a line break. */
function readerKey(caller: string, subscription: string): string {
  return `${caller}\n${subscription}`;
}
