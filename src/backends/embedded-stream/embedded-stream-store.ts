import { assert } from "../../common/assert.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_GROUPS_PER_STREAM } from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import { deadLetterNumber, readDeadLetterIds, readDeadLetterPlace } from "../dead-letter-ids.ts";
import type { Finding } from "../networked-contract.ts";
import type {
  DeadLetter,
  NewMessage,
  StreamGroup,
  StreamGuarantees,
  StreamReader,
  StreamSpec,
  StreamStart,
  StreamStore,
  TakeBounds,
} from "../stream-contract.ts";
import { deadLetterOf } from "./dead-letter.ts";
import { EmbeddedGroup } from "./embedded-group.ts";
import { EmbeddedReader } from "./embedded-reader.ts";
import { EmbeddedStream } from "./embedded-stream.ts";
import { GroupState } from "./group-state.ts";
import { firstFrom } from "./position.ts";
import { type DeadRecord, messageBytes, type StreamRecord, type StreamStorage } from "./storage.ts";

/**
 * Streams in the process itself. What they mean is here and in the files beside it, once for memory and disk; a
 * {@link StreamStorage} only keeps it. Everything is done when the call returns, and the promise it returns is settled.
 */
export class EmbeddedStreamStore implements StreamStore {
  readonly guarantees: StreamGuarantees;
  readonly findings: readonly Finding[] = [];
  readonly appendLanes = 1;
  readonly #storage: StreamStorage;
  readonly #nowMs: () => number;
  readonly #specs: StreamSpec[] = [];
  readonly #namespaceIds = new Map<string, number>();
  /** By name; those that were used. */
  readonly #streams = new Map<string, EmbeddedStream>();

  constructor(storage: StreamStorage, nowMs: () => number) {
    this.#storage = storage;
    this.#nowMs = nowMs;
    this.guarantees = {
      durability: storage.durability,
      ordering: "stream",
      idempotency: "atomic",
      groups: true,
      attempts: storage.hasDurableAttempts ? "durable" : "gateway",
      replay: true,
      retention: "time-and-bytes",
    };
  }

  openStream(spec: StreamSpec): number {
    const id = this.#namespaceIds.get(spec.name) ?? this.#specs.length;
    this.#namespaceIds.set(spec.name, id);
    this.#specs[id] = spec;
    const stream = this.#streams.get(spec.name);
    if (stream !== undefined) stream.spec = spec;
    return id;
  }

  async storeIdOf(namespaceId: number): Promise<number> {
    return this.#use(namespaceId).record.id;
  }

  isUnused(namespaceId: number): boolean {
    return this.#find(namespaceId) === null;
  }

  async isEmpty(namespaceId: number): Promise<boolean> {
    const stream = this.#find(namespaceId);
    return stream === null || (stream.record.first === stream.record.next && stream.record.deadCount === 0);
  }

  /** Throws at once when it cannot be done. */
  dropStream(storeId: number): Promise<void> {
    this.#storage.transact(true, () => this.#storage.dropStream(storeId));
    for (const [name, stream] of this.#streams) {
      if (stream.record.id !== storeId) continue;
      this.#streams.delete(name);
      stream.isDropped = true;
      stream.groups.clear();
      stream.wake();
    }
    return Promise.resolve();
  }

  async appendMany(messages: readonly NewMessage[]): Promise<void> {
    const nowMs = this.#nowMs();
    const streams = new Set(messages.map(({ namespaceId }) => this.#use(namespaceId)));
    this.#change(streams, () => {
      for (const message of messages) this.#use(message.namespaceId).append(message, nowMs);
      // What was over the bound before stays for the sweep: one batch does not wait for the past.
      for (const stream of streams) stream.trim(nowMs, messages.length + TRIM_AHEAD_ITEMS);
    });
    for (const stream of streams) stream.wake();
  }

  async openReader(namespaceId: number, start: StreamStart, onReady: () => void): Promise<StreamReader> {
    const stream = this.#use(namespaceId);
    return new EmbeddedReader(stream, firstFrom(start, stream.record, this.#storage), onReady);
  }

  async openGroup(namespaceId: number, group: string, start: StreamStart, onReady: () => void): Promise<StreamGroup> {
    const stream = this.#use(namespaceId);
    const state = stream.groups.get(group) ?? this.#addGroup(stream, group, start);
    return new EmbeddedGroup(stream, state, this.#nowMs, onReady);
  }

  async listGroups(namespaceId: number): Promise<readonly string[]> {
    return [...(this.#find(namespaceId)?.groups.keys() ?? [])].sort();
  }

  async dropGroup(namespaceId: number, group: string): Promise<void> {
    const stream = this.#find(namespaceId);
    const state = stream?.groups.get(group);
    if (stream === null || state === undefined) return;
    this.#storage.transact(true, () => this.#storage.dropGroup(state.record.id));
    stream.groups.delete(group);
    stream.wake();
  }

  async listDead(
    namespaceId: number,
    group: string,
    afterId: string,
    { maxItems, maxBytes }: TakeBounds,
  ): Promise<readonly DeadLetter[]> {
    const stream = this.#find(namespaceId);
    if (stream === null) return [];
    const letters: DeadLetter[] = [];
    let bytes = 0;
    let after = readDeadLetterPlace(afterId, 0, deadLetterNumber);
    while (letters.length < maxItems) {
      // A few at a time: each may be as large as a message can be.
      const page = this.#storage.readDead(
        stream.record.id,
        group,
        after,
        Math.min(DEAD_PAGE, maxItems - letters.length),
      );
      for (const dead of page) {
        bytes += messageBytes(dead.message);
        if (letters.length > 0 && bytes > maxBytes) return letters;
        letters.push(deadLetterOf(dead));
        after = dead.id;
      }
      if (page.length < DEAD_PAGE) break;
    }
    return letters;
  }

  async replayDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    const nowMs = this.#nowMs();
    return this.#forDead(namespaceId, ids, (stream, letters) => {
      stream.revive(letters, nowMs);
      for (const dead of letters) stream.removeDead(dead);
    });
  }

  async removeDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    return this.#forDead(namespaceId, ids, (stream, letters) => {
      for (const dead of letters) stream.removeDead(dead);
    });
  }

  async sweep(nowMs: number, maxItems: number): Promise<number> {
    let left = maxItems;
    for (const stream of this.#streams.values()) {
      if (left <= 0) break;
      this.#change([stream], () => {
        left -= stream.trim(nowMs, left);
        left -= stream.trimDead(nowMs, left);
      });
    }
    if (left > 0) {
      this.#storage.transact(false, () => {
        left -= this.#storage.forget(nowMs, left);
        if (left > 0) left -= this.#storage.sweepDropped(left);
      });
    }
    return maxItems - left;
  }

  stats(): { readonly bytes: number } {
    return { bytes: this.#storage.bytes() };
  }

  /** Throws a {@link PrismError} when the store cannot serve now. */
  checkHealth(): void {
    this.#storage.checkHealth();
  }

  async close(): Promise<void> {
    this.#storage.close();
  }

  /** The stream, where there is one already. */
  #find(namespaceId: number): EmbeddedStream | null {
    const spec = this.#specs[namespaceId];
    assert(spec !== undefined, "the namespace is open in this store");
    const used = this.#streams.get(spec.name);
    if (used !== undefined) return used;
    const record = this.#storage.findStream(spec.name);
    return record === null ? null : this.#keep(record, spec);
  }

  #use(namespaceId: number): EmbeddedStream {
    const found = this.#find(namespaceId);
    if (found !== null) return found;
    const spec = this.#specs[namespaceId] as StreamSpec;
    let record: StreamRecord | null = null;
    this.#storage.transact(true, () => {
      record = this.#storage.addStream(spec.name);
    });
    return this.#keep(record as unknown as StreamRecord, spec);
  }

  #keep(record: StreamRecord, spec: StreamSpec): EmbeddedStream {
    const stream = new EmbeddedStream(this.#storage, record, spec);
    this.#streams.set(spec.name, stream);
    return stream;
  }

  #addGroup(stream: EmbeddedStream, name: string, start: StreamStart): GroupState {
    if (stream.groups.size >= MAX_GROUPS_PER_STREAM) throw new PrismError(tooManyGroups);
    const cursor = firstFrom(start, stream.record, this.#storage);
    let state: GroupState | null = null;
    this.#storage.transact(true, () => {
      state = new GroupState(stream, this.#storage.addGroup(stream.record.id, name, cursor), []);
    });
    stream.groups.set(name, state as unknown as GroupState);
    return state as unknown as GroupState;
  }

  #forDead(
    namespaceId: number,
    ids: readonly string[],
    act: (stream: EmbeddedStream, letters: readonly DeadRecord[]) => void,
  ): number {
    const numbers = readDeadLetterIds(ids, deadLetterNumber);
    const stream = this.#find(namespaceId);
    if (stream === null) return 0;
    const letters = numbers.flatMap((number) => this.#storage.findDead(stream.record.id, number) ?? []);
    if (letters.length === 0) return 0;
    this.#change([stream], () => act(stream, letters));
    stream.wake();
    return letters.length;
  }

  /** Runs `work` in a transaction, and writes what it did to these streams; when it cannot be done, they are as they were. */
  #change(streams: Iterable<EmbeddedStream>, work: () => void): void {
    const before = [...streams].map((stream) => ({ stream, record: { ...stream.record } }));
    try {
      this.#storage.transact(true, () => {
        work();
        for (const { stream, record } of before) if (isChanged(stream.record, record)) stream.save();
      });
    } catch (error) {
      for (const { stream, record } of before) Object.assign(stream.record, record);
      throw error;
    }
  }
}

/** A stream at its bound loses as much with a batch as the batch brings, and a little more when messages were smaller. */
const TRIM_AHEAD_ITEMS = 64;
const DEAD_PAGE = 16;

function isChanged(now: StreamRecord, before: StreamRecord): boolean {
  return (
    now.next !== before.next ||
    now.first !== before.first ||
    now.deadCount !== before.deadCount ||
    now.deadBytes !== before.deadBytes
  );
}

const tooManyGroups = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_GROUPS",
  `the stream has ${MAX_GROUPS_PER_STREAM} groups, which is the most: drop those that are no longer used`,
);
