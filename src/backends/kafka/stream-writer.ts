import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { PrismError } from "../../common/prism-error.ts";
import { Outcome } from "../contract.ts";
import type { NewMessage } from "../stream-contract.ts";
import type { Brokers } from "./brokers.ts";
import { ErrorCode } from "./error-code.ts";
import { codeOf, toPrismError } from "./errors.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { partitionOf } from "./murmur2.ts";
import { writePosition } from "./position.ts";
import type { Producer } from "./producer.ts";
import { type OutgoingRecord, recordSize, writeRecords } from "./record-batch-writer.ts";
import { RememberedKeys } from "./remembered-keys.ts";
import type { StreamTopic } from "./stream-topic.ts";
import { WireWriter } from "./wire-writer.ts";

const pack = promisify(gzip);

export interface WriterSurroundings {
  readonly brokers: Brokers;
  readonly producer: Producer;
  readonly settings: KafkaSettings;
  readonly nowMs: () => number;
  readonly onAppended: (topic: string, partition: number, end: number) => void;
}

/** Appends the messages of one stream. */
export class StreamWriter {
  readonly #topic: StreamTopic;
  readonly #with: WriterSurroundings;
  readonly #keys: RememberedKeys;
  /** Where messages without a key go: all that come together to one partition, the next ones to another. */
  #turn = 0;

  constructor(topic: StreamTopic, surroundings: WriterSurroundings) {
    this.#topic = topic;
    this.#with = surroundings;
    this.#keys = new RememberedKeys(surroundings.brokers, topic.name);
  }

  async append(messages: readonly NewMessage[]): Promise<void> {
    const { partitions } = await this.#topic.layout();
    const fresh = messages.some(({ idempotencyKey }) => idempotencyKey !== "")
      ? await this.#findReplays(messages)
      : { messages, ends: [] };
    let failure: PrismError | null = null;
    try {
      const byPartition = this.#partitioned(fresh.messages, partitions.length);
      const failures = await Promise.all([...byPartition].map(([each, some]) => this.#appendTo(each, some)));
      failure = failures.find((each) => each !== null) ?? null;
    } finally {
      for (const end of fresh.ends) end();
    }
    for (const message of messages) {
      // With the key of another one of these, which was appended now, or was not.
      if (message.outcome !== Outcome.PENDING || this.#isReplay(message)) continue;
      message.outcome = Outcome.FAILED;
      message.failure = failure?.failure ?? null;
    }
    if (failure !== null && !messages.some(({ outcome }) => outcome === Outcome.DONE)) throw failure;
  }

  /** Appends records to a partition of any topic; resolves with the offset of the first, or −1 where that is not known. */
  async appendRecords(topic: string, partition: number, records: readonly OutgoingRecord[]): Promise<number> {
    return this.#send(topic, partition, records, () => {});
  }

  /** The messages that are not known yet; the others have their outcome, or wait for one of these with their key. */
  async #findReplays(messages: readonly NewMessage[]): Promise<{ messages: NewMessage[]; ends: (() => void)[] }> {
    await this.#settle(messages.map(({ idempotencyKey }) => idempotencyKey).filter((key) => key !== ""));
    const fresh: NewMessage[] = [];
    const ends: (() => void)[] = [];
    const seen = new Set<string>();
    for (const message of messages) {
      const { idempotencyKey: key } = message;
      if (key === "") {
        fresh.push(message);
        continue;
      }
      if (seen.has(key)) {
        message.outcome = Outcome.PENDING;
        continue;
      }
      if (this.#isReplay(message)) continue;
      seen.add(key);
      ends.push(this.#keys.begin(key));
      fresh.push(message);
    }
    return { messages: fresh, ends };
  }

  /**
   * Resolves when it is known of each key whether it was appended: nobody is at it, and nothing that was lost sight of may
   * have been it. Whoever waited no longer may have left an attempt behind that is still under way, and lost later.
   */
  async #settle(keys: readonly string[]): Promise<void> {
    const { producer } = this.#with;
    const topic = this.#topic.name;
    do {
      await this.#keys.settled(keys);
      await producer.settleDoubts(topic);
      await this.#keys.load();
    } while (this.#keys.areUnderWay(keys) || producer.hasDoubts(topic));
  }

  #isReplay(message: NewMessage): boolean {
    const known = this.#keys.find(message.idempotencyKey, this.#with.nowMs());
    if (known === null) return false;
    if (known.fingerprint === Buffer.from(message.fingerprint).toString("latin1")) {
      message.outcome = Outcome.DONE;
      message.isReplay = true;
      message.position = known.position;
    } else {
      message.outcome = Outcome.FAILED;
      message.failure = reused;
    }
    return true;
  }

  #partitioned(messages: readonly NewMessage[], partitions: number): Map<number, NewMessage[]> {
    const keyless = this.#turn++ % partitions;
    const byPartition = new Map<number, NewMessage[]>();
    for (const message of messages) {
      const partition = message.key === "" ? keyless : partitionOf(message.key, partitions);
      const others = byPartition.get(partition);
      if (others === undefined) byPartition.set(partition, [message]);
      else others.push(message);
    }
    return byPartition;
  }

  /**
   * One batch after the other, as large as the topic takes. After one that failed the others are not tried, for the sake of
   * their order; returns why. A message that is too large by itself stands in nobody's way.
   */
  async #appendTo(partition: number, messages: readonly NewMessage[]): Promise<PrismError | null> {
    for (let from = 0; from < messages.length; ) {
      const some = messages.slice(from, this.#endOfBatch(messages, from));
      from += some.length;
      const failure = await this.#appendBatch(partition, some);
      if (failure === null) continue;
      if (codeOf(failure) === ErrorCode.MESSAGE_TOO_LARGE) {
        if (some.length > 1) for (const message of some) await this.#appendBatch(partition, [message]);
        continue;
      }
      for (const message of messages.slice(from)) fail(message, failure);
      return failure;
    }
    return null;
  }

  #endOfBatch(messages: readonly NewMessage[], from: number): number {
    let to = from;
    for (let bytes = 0; to < messages.length; to++) {
      bytes += recordSize(messages[to] as NewMessage);
      if (to > from && bytes > this.#topic.maxBatchBytes) break;
    }
    return to;
  }

  /** Its messages have their outcome then; returns why it was not done. */
  async #appendBatch(partition: number, messages: readonly NewMessage[]): Promise<PrismError | null> {
    const { name } = this.#topic;
    try {
      const offset = await this.#send(name, partition, messages, (base) => this.#remember(partition, messages, base));
      for (let index = 0; index < messages.length; index++) {
        const message = messages[index] as NewMessage;
        message.outcome = Outcome.DONE;
        message.isReplay = false;
        message.position = writePosition({ partition, offset: offset + index });
      }
      this.#with.onAppended(name, partition, offset + messages.length);
      return null;
    } catch (error) {
      const failure = toPrismError(error);
      for (const message of messages) fail(message, failure);
      return failure;
    }
  }

  /** Also called for messages that were thought lost, once they are found to have been appended. */
  #remember(partition: number, messages: readonly OutgoingRecord[], base: number): void {
    if (base < 0) {
      this.#keys.doubt();
      return;
    }
    for (let index = 0; index < messages.length; index++) {
      const { idempotencyKey, fingerprint, rememberUntilMs } = messages[index] as OutgoingRecord;
      if (idempotencyKey === "") continue;
      this.#keys.remember(idempotencyKey, {
        fingerprint: Buffer.from(fingerprint).toString("latin1"),
        position: writePosition({ partition, offset: base + index }),
        untilMs: rememberUntilMs,
      });
    }
  }

  async #send(
    topic: string,
    partition: number,
    records: readonly OutgoingRecord[],
    onAppended: (baseOffset: number) => void,
  ): Promise<number> {
    const packed = this.#with.settings.compression === "gzip" ? await packRecords(records) : null;
    return new Promise((resolve, reject) => {
      this.#with.producer.append(topic, partition, {
        records,
        packed,
        onAppended: (base) => {
          onAppended(base);
          resolve(base);
        },
        onFailed: reject,
      });
    });
  }
}

function fail(message: NewMessage, { failure }: PrismError): void {
  message.outcome = Outcome.FAILED;
  message.failure = failure;
}

async function packRecords(records: readonly OutgoingRecord[]): Promise<Uint8Array> {
  const writer = new WireWriter(64 * 1024);
  writeRecords(writer, records);
  return pack(writer.written);
}

const reused = new Failure(
  Code.INVALID_ARGUMENT,
  "IDEMPOTENCY_KEY_REUSED",
  "idempotency_key was used for a different message; give each message a key of its own",
  { metadata: { field: "idempotency_key" } },
);
