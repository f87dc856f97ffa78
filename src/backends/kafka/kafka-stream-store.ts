import { assert } from "../../common/assert.ts";
import { Outcome } from "../contract.ts";
import type { Finding, NetworkedStats, StoreSurroundings } from "../networked-contract.ts";
import type {
  DeadLetter,
  NetworkedStreamStore,
  NewMessage,
  StreamGroup,
  StreamGuarantees,
  StreamReader,
  StreamSpec,
  StreamStart,
  TakeBounds,
} from "../stream-contract.ts";
import { Brokers } from "./brokers.ts";
import { DeadLetters } from "./dead-letters.ts";
import { ErrorCode } from "./error-code.ts";
import { codeOf, connectionsClosed, toPrismError } from "./errors.ts";
import { Fetcher } from "./fetcher.ts";
import { commitOffsets, committedOffsets } from "./group-membership.ts";
import { type GroupSurroundings, KafkaGroup } from "./kafka-group.ts";
import { KafkaReader } from "./kafka-reader.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { latestOffsets, offsetsFrom } from "./list-offsets.ts";
import { type Probed, probe } from "./probe.ts";
import { Producer } from "./producer.ts";
import { replayMessages } from "./replay-messages.ts";
import { deadTopicName, groupIdPrefix, StreamTopic, waitForTopic } from "./stream-topic.ts";
import { StreamWriter } from "./stream-writer.ts";
import { whenReady } from "./when-ready.ts";

/** Streams in Kafka. Connects when it is first used, and again when a connection was lost. */
export function createKafkaStreamStore(settings: KafkaSettings, surroundings: StoreSurroundings): NetworkedStreamStore {
  return new KafkaStreamStore(settings, surroundings);
}

interface Stream {
  readonly topic: StreamTopic;
  readonly writer: StreamWriter;
  readonly dead: DeadLetters;
}

class KafkaStreamStore implements NetworkedStreamStore {
  readonly #settings: KafkaSettings;
  readonly #with: StoreSurroundings;
  readonly #brokers: Brokers;
  readonly #fetcher: Fetcher;
  readonly #producer: Producer;
  /** By namespace number. */
  readonly #streams: Stream[] = [];
  readonly #groups = new Set<KafkaGroup>();
  /** By group: see {@link KafkaGroup}. Each has at most as many as the group's bound. */
  readonly #memories = new Map<string, GroupSurroundings["memories"]>();
  #groupCount = 0;
  #probed: Probed = { durability: "process-crash", findings: [] };
  #isClosed = false;

  constructor(settings: KafkaSettings, surroundings: StoreSurroundings) {
    this.#settings = settings;
    this.#with = surroundings;
    this.#brokers = new Brokers(settings, surroundings.nowMs, surroundings.onProblem);
    this.#fetcher = new Fetcher(this.#brokers, settings);
    this.#producer = new Producer(this.#brokers, settings, surroundings.nowMs);
  }

  get guarantees(): StreamGuarantees {
    return {
      durability: this.#probed.durability,
      ordering: "key",
      idempotency: "window",
      groups: true,
      attempts: "gateway",
      replay: true,
      retention: "time-and-bytes",
    };
  }

  get findings(): readonly Finding[] {
    return this.#probed.findings;
  }

  /** One: a batch has all that waits, and the next has what came meanwhile. */
  get appendLanes(): number {
    return 1;
  }

  openStream(spec: StreamSpec): number {
    const known = this.#streams.findIndex(({ topic }) => topic.spec.name === spec.name);
    if (known >= 0) {
      const { topic } = this.#streams[known] as Stream;
      if (JSON.stringify(topic.spec) !== JSON.stringify(spec)) topic.reset(spec);
      return known;
    }
    return this.#streams.push(this.#newStream(spec)) - 1;
  }

  async storeIdOf(namespaceId: number): Promise<number> {
    return (await this.#stream(namespaceId).topic.layout()).id;
  }

  async isEmpty(namespaceId: number): Promise<boolean> {
    const { topic, dead } = this.#stream(namespaceId);
    await topic.ready();
    const [starts, ends] = await Promise.all([
      offsetsFrom(this.#brokers, topic.name, { at: "earliest" }),
      latestOffsets(this.#brokers, topic.name),
    ]);
    return ends.every((end, partition) => end <= (starts[partition] ?? 0)) && (await dead.isEmpty());
  }

  async dropStream(storeId: number): Promise<void> {
    const { topicPrefix, requestTimeoutMs } = this.#settings;
    const isIt = (topic: { name: string; id: number }): boolean => topic.id === storeId;
    const { topics } = await this.#brokers.ask(null);
    const found = topics.find((topic) => isIt(topic) && topic.name.startsWith(topicPrefix));
    if (found === undefined) return;
    const doomed = [found.name, deadTopicName(found.name)].filter((name) =>
      topics.some((topic) => topic.name === name),
    );
    const groups = await this.#groupsOf(found.name);
    try {
      await (await this.#brokers.controller()).deleteTopics({ topics: doomed, timeout: requestTimeoutMs });
    } catch (error) {
      if (codeOf(error) !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) throw toPrismError(error);
    }
    for (const group of groups) await this.#deleteGroup(group).catch(this.#with.onProblem);
    for (const name of doomed) {
      this.#brokers.forget(name);
      this.#producer.forget(name);
    }
    const place = this.#streams.findIndex(({ topic }) => topic.name === found.name);
    const stream = this.#streams[place];
    // The name stands for a new stream from now on.
    if (stream !== undefined) this.#streams[place] = this.#newStream(stream.topic.spec);
    const look = async (): Promise<boolean> =>
      (await this.#brokers.ask(doomed)).topics.some((topic) => topic.error === 0);
    await waitForTopic(look, (isThere) => !isThere);
  }

  async appendMany(messages: readonly NewMessage[]): Promise<void> {
    const byStream = new Map<number, NewMessage[]>();
    for (const message of messages) {
      message.outcome = Outcome.PENDING;
      const others = byStream.get(message.namespaceId);
      if (others === undefined) byStream.set(message.namespaceId, [message]);
      else others.push(message);
    }
    const appends = [...byStream].map(([id, some]) => this.#stream(id).writer.append(some));
    const failed = (await Promise.allSettled(appends)).find((result) => result.status === "rejected");
    if (failed === undefined) return;
    const error = toPrismError(failed.reason);
    if (!messages.some(({ outcome }) => outcome === Outcome.DONE)) throw error;
    // Something is known of some, so each has an outcome of its own.
    for (const message of messages) {
      if (message.outcome !== Outcome.PENDING) continue;
      message.outcome = Outcome.FAILED;
      message.failure = error.failure;
    }
  }

  async openReader(namespaceId: number, start: StreamStart, onReady: () => void): Promise<StreamReader> {
    const { topic } = this.#stream(namespaceId);
    await topic.layout();
    const offsets = await offsetsFrom(this.#brokers, topic.name, start);
    const { readAheadBytes } = this.#settings;
    return new KafkaReader(this.#fetcher, topic.name, offsets, { readAheadBytes, onReady });
  }

  async openGroup(namespaceId: number, name: string, start: StreamStart, onReady: () => void): Promise<StreamGroup> {
    const { topic, dead } = this.#stream(namespaceId);
    await topic.layout();
    const groupId = groupIdPrefix(topic.name) + name;
    await this.#begin(groupId, topic.name, start);
    const random = Math.floor(this.#with.random() * 2 ** 32).toString(36);
    const group: KafkaGroup = new KafkaGroup(topic.name, groupId, {
      brokers: this.#brokers,
      fetcher: this.#fetcher,
      settings: this.#settings,
      nowMs: this.#with.nowMs,
      onProblem: this.#with.onProblem,
      number: `${random}-${++this.#groupCount}`,
      onReady,
      bury: (entry, reason) => dead.bury(name, entry, reason),
      onClosed: () => this.#groups.delete(group),
      memories: this.#memoriesOf(groupId),
    });
    this.#groups.add(group);
    return group;
  }

  async listGroups(namespaceId: number): Promise<readonly string[]> {
    const { topic } = this.#stream(namespaceId);
    await topic.layout();
    const prefix = groupIdPrefix(topic.name);
    return (await this.#groupsOf(topic.name)).map((groupId) => groupId.slice(prefix.length)).sort();
  }

  async dropGroup(namespaceId: number, group: string): Promise<void> {
    await this.#deleteGroup(groupIdPrefix(this.#stream(namespaceId).topic.name) + group);
  }

  async listDead(
    namespaceId: number,
    group: string,
    afterId: string,
    bounds: TakeBounds,
  ): Promise<readonly DeadLetter[]> {
    return this.#stream(namespaceId).dead.list(group, afterId, bounds);
  }

  async replayDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    const { dead, writer } = this.#stream(namespaceId);
    const letters = await dead.find(ids);
    if (letters.length === 0) return 0;
    const messages = replayMessages(letters);
    await writer.append(messages);
    await dead.remove(letters.filter((_, index) => messages[index]?.outcome === Outcome.DONE));
    return letters.length;
  }

  async removeDead(namespaceId: number, ids: readonly string[]): Promise<number> {
    const { dead } = this.#stream(namespaceId);
    const letters = await dead.find(ids);
    await dead.remove(letters);
    return letters.length;
  }

  /** Kafka keeps house by itself. */
  async sweep(): Promise<number> {
    return 0;
  }

  async probe(timeoutMs: number): Promise<void> {
    if (this.#isClosed) throw connectionsClosed();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(connectionsClosed()), timeoutMs);
    });
    try {
      const topics = this.#streams.map(({ topic }) => topic.name);
      this.#probed = await Promise.race([probe(this.#brokers, this.#settings, topics), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  stats(): NetworkedStats & { readonly bytes: number } {
    const { connections } = this.#brokers;
    return { connections, maxConnections: connections, bytes: -1 };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.allSettled([...this.#groups].map((group) => group.close()));
    this.#fetcher.close();
    this.#producer.close();
    this.#brokers.close();
  }

  #stream(namespaceId: number): Stream {
    const stream = this.#streams[namespaceId];
    assert(stream !== undefined, "a namespace of this store");
    return stream;
  }

  #memoriesOf(groupId: string): GroupSurroundings["memories"] {
    const memories: GroupSurroundings["memories"] = this.#memories.get(groupId) ?? new Map();
    this.#memories.set(groupId, memories);
    return memories;
  }

  #newStream(spec: StreamSpec): Stream {
    const topic = new StreamTopic(this.#brokers, this.#settings, spec);
    const writer = new StreamWriter(topic, {
      brokers: this.#brokers,
      producer: this.#producer,
      settings: this.#settings,
      nowMs: this.#with.nowMs,
      onAppended: (name, partition, end) => this.#fetcher.noteAppended(name, partition, end),
    });
    return { topic, writer, dead: new DeadLetters(this.#brokers, topic, writer) };
  }

  /** A group that has been nowhere begins there. */
  async #begin(groupId: string, topic: string, start: StreamStart): Promise<void> {
    const brokers = this.#brokers;
    const { requestTimeoutMs } = this.#settings;
    const count = (await brokers.topic(topic)).partitions.length;
    const committed = await whenReady(() => committedOffsets(brokers, "main", groupId, topic, count), requestTimeoutMs);
    if (committed.some((offset) => offset >= 0)) return;
    const offsets = new Map((await offsetsFrom(brokers, topic, start)).entries());
    const commit = { groupId, generation: -1, memberId: "", topic, offsets };
    try {
      await whenReady(() => commitOffsets(brokers, "main", commit), requestTimeoutMs);
    } catch (error) {
      // It has members, at another gateway, which has begun.
      if (codeOf(error) !== ErrorCode.UNKNOWN_MEMBER_ID) throw error;
    }
  }

  async #groupsOf(topic: string): Promise<string[]> {
    const prefix = groupIdPrefix(topic);
    const brokers = await this.#brokers.all();
    try {
      const lists = await Promise.all(brokers.map((broker) => broker.listGroups()));
      const ids = lists.flatMap(({ groups }) => groups.map(({ groupId }) => groupId));
      return [...new Set(ids)].filter((groupId) => groupId.startsWith(prefix));
    } catch (error) {
      throw toPrismError(error);
    }
  }

  async #deleteGroup(groupId: string): Promise<void> {
    this.#memories.delete(groupId);
    const { broker } = await this.#brokers.coordinator(groupId, "main");
    let error: unknown;
    try {
      error = (await broker.deleteGroups([groupId])).results[0]?.error;
    } catch (thrown) {
      error = thrown;
    }
    if (error !== undefined && codeOf(error) !== ErrorCode.GROUP_ID_NOT_FOUND) throw toPrismError(error);
  }
}
