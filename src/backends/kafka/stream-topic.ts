import type { StreamSpec } from "../stream-contract.ts";
import type { Brokers } from "./brokers.ts";
import { ErrorCode } from "./error-code.ts";
import { codeOf, toPrismError } from "./errors.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { latestOffsets } from "./list-offsets.ts";
import type { TopicLayout } from "./metadata.ts";
import { alterTopic, readTopicSettings } from "./topic-settings.ts";

const MIB = 1024 * 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Kafka removes whole segments of a log, so there are to be some within the bounds. */
const SEGMENTS = 4;
/** Kafka's own sizes: the least it allows, and what it takes when it is not told. */
const MIN_SEGMENT_BYTES = MIB;
const MAX_SEGMENT_BYTES = 1024 * MIB;
const MAX_SEGMENT_MS = 7 * DAY_MS;
/** A batch around messages that have `maxRequestBytes`. */
const BATCH_SLACK_BYTES = 64 * 1024;
/** A topic that was just made is known to all brokers soon; so is that one was removed. */
const SETTLE_MS = 10_000;
const LOOK_EVERY_MS = 25;

/** How the names of topics and groups are made: namespaces have no capitals and no slashes, so no two of them meet. */
export const topicName = (prefix: string, namespace: string): string => `${prefix}${namespace}`;
export const deadTopicName = (topic: string): string => `${topic}.DEAD`;
export const groupIdPrefix = (topic: string): string => `${topic}/`;

/** The topic of a stream; made, and put right, when it is first used. */
export class StreamTopic {
  readonly name: string;
  spec: StreamSpec;
  /** The largest batch that the topic takes. */
  maxBatchBytes: number;
  readonly #brokers: Brokers;
  readonly #settings: KafkaSettings;
  #ready: Promise<void> | null = null;
  #deadReady: Promise<void> | null = null;

  constructor(brokers: Brokers, settings: KafkaSettings, spec: StreamSpec) {
    this.name = topicName(settings.topicPrefix, spec.name);
    this.spec = spec;
    this.maxBatchBytes = settings.maxRequestBytes;
    this.#brokers = brokers;
    this.#settings = settings;
  }

  get deadName(): string {
    return deadTopicName(this.name);
  }

  /** The declaration has changed, or the topic is another one now. */
  reset(spec: StreamSpec = this.spec): void {
    this.spec = spec;
    this.#ready = null;
    this.#deadReady = null;
  }

  async layout(): Promise<TopicLayout> {
    await this.ready();
    try {
      return await this.#brokers.topic(this.name);
    } catch (error) {
      // Somebody has removed it: the next one who comes makes it again.
      if (codeOf(error) === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) this.#ready = null;
      throw error;
    }
  }

  ready(): Promise<void> {
    if (this.#ready === null) {
      const ready = this.#prepare();
      this.#ready = ready;
      ready.catch(() => {
        if (this.#ready === ready) this.#ready = null;
      });
    }
    return this.#ready;
  }

  /** The topic of the dead letters is there from now on. */
  deadReady(): Promise<void> {
    if (this.#deadReady === null) {
      const ready = this.#prepareDead();
      this.#deadReady = ready;
      ready.catch(() => {
        if (this.#deadReady === ready) this.#deadReady = null;
      });
    }
    return this.#deadReady;
  }

  async #prepare(): Promise<void> {
    const { createTopics } = this.#settings;
    const wanted = this.#wantedSettings();
    const layout = await this.#find(this.name);
    if (layout === null) {
      if (!createTopics) await this.#brokers.topic(this.name);
      await this.#make(this.name, this.spec.partitions, wanted);
    } else if (createTopics) {
      await this.#putRight(layout, wanted);
    }
    const settings = await readTopicSettings(this.#brokers, this.name, ["max.message.bytes"]);
    const limit = Number(settings.get("max.message.bytes") ?? this.#settings.maxRequestBytes);
    this.maxBatchBytes = Math.max(Math.min(this.#settings.maxRequestBytes, limit - BATCH_SLACK_BYTES), 1);
  }

  async #prepareDead(): Promise<void> {
    await this.ready();
    if ((await this.#find(this.deadName)) !== null) return;
    if (!this.#settings.createTopics) await this.#brokers.topic(this.deadName);
    await this.#make(this.deadName, 1, {
      ...this.#wantedSettings(),
      // A dead letter that was removed is written over by a mark; the marks and what they cover go in time.
      "cleanup.policy": "compact,delete",
      "retention.bytes": String(this.spec.maxBytes === 0 ? -1 : this.spec.maxBytes),
    });
  }

  #wantedSettings(): Record<string, string> {
    const { retentionMs, maxBytes, partitions, replicas } = this.spec;
    const partitionBytes = maxBytes === 0 ? 0 : Math.ceil(maxBytes / partitions);
    const segmentBytes = partitionBytes === 0 ? MAX_SEGMENT_BYTES : Math.ceil(partitionBytes / SEGMENTS);
    const segmentMs = retentionMs === 0 ? MAX_SEGMENT_MS : Math.ceil(retentionMs / SEGMENTS);
    const { minInSyncReplicas, maxRequestBytes } = this.#settings;
    return {
      "cleanup.policy": "delete",
      "retention.ms": String(retentionMs === 0 ? -1 : retentionMs),
      "retention.bytes": String(partitionBytes === 0 ? -1 : partitionBytes),
      "segment.bytes": String(
        Math.min(Math.max(segmentBytes, MIN_SEGMENT_BYTES, maxRequestBytes * 2), MAX_SEGMENT_BYTES),
      ),
      "segment.ms": String(Math.min(Math.max(segmentMs, MINUTE_MS), MAX_SEGMENT_MS)),
      "min.insync.replicas": String(minInSyncReplicas === 0 ? Math.max(replicas - 1, 1) : minInSyncReplicas),
      "max.message.bytes": String(maxRequestBytes + BATCH_SLACK_BYTES),
      "message.timestamp.type": "LogAppendTime",
    };
  }

  async #make(topic: string, partitions: number, settings: Readonly<Record<string, string>>): Promise<void> {
    const controller = await this.#brokers.controller();
    try {
      await controller.createTopics({
        topics: [
          {
            topic,
            numPartitions: partitions,
            replicationFactor: this.spec.replicas,
            configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
          },
        ],
        timeout: this.#settings.requestTimeoutMs,
      });
    } catch (error) {
      // Another gateway was faster.
      if (codeOf(error) !== ErrorCode.TOPIC_ALREADY_EXISTS) throw toPrismError(error);
    }
    // A leader is named before it takes requests.
    const isServed = async (): Promise<boolean> => {
      this.#brokers.forget(topic);
      return latestOffsets(this.#brokers, topic).then(
        () => true,
        () => false,
      );
    };
    await waitForTopic(isServed, (served) => served);
  }

  async #putRight(layout: TopicLayout, wanted: Readonly<Record<string, string>>): Promise<void> {
    const settings = await readTopicSettings(this.#brokers, this.name, Object.keys(wanted));
    const changes = Object.entries(wanted).filter(([name, value]) => settings.get(name) !== value);
    if (changes.length > 0) await alterTopic(this.#brokers, this.name, changes);
    const { partitions } = this.spec;
    if (layout.partitions.length >= partitions) return;
    const controller = await this.#brokers.controller();
    try {
      await controller.createPartitions({
        topicPartitions: [{ topic: this.name, count: partitions }],
        timeout: this.#settings.requestTimeoutMs,
      });
    } catch (error) {
      throw toPrismError(error);
    }
    await waitForTopic(
      () => this.#find(this.name),
      (now) => now !== null && now.partitions.length >= partitions,
    );
  }

  async #find(topic: string): Promise<TopicLayout | null> {
    this.#brokers.forget(topic);
    try {
      return await this.#brokers.topic(topic);
    } catch (error) {
      if (codeOf(error) === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) return null;
      throw error;
    }
  }
}

/** Looks until it is so, or for some seconds. */
export async function waitForTopic<T>(look: () => Promise<T>, isSo: (found: T) => boolean): Promise<void> {
  for (let waitedMs = 0; waitedMs < SETTLE_MS; waitedMs += LOOK_EVERY_MS) {
    if (isSo(await look())) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
