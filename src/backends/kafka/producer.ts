import type { Brokers } from "./brokers.ts";
import { ErrorCode } from "./error-code.ts";
import { connectFailure, connectionsClosed, doubtOfCode, failureOfCode, toPrismError } from "./errors.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { type Batch, PartitionWriter, type ProducerIdentity } from "./partition-writer.ts";
import { type ProducedPart, sendProduce, writeProduce } from "./produce-request.ts";
import { writeBatch } from "./record-batch-writer.ts";
import { whenReady } from "./when-ready.ts";
import { WireWriter } from "./wire-writer.ts";

/** The broker gives up waiting for its replicas before we give up waiting for the broker. */
const BROKER_TIMEOUT_SHARE = 0.8;
/** Buffers that are kept for the next requests, and how large one may be for that. */
const KEPT_WRITERS = 4;
const KEPT_WRITER_BYTES = 8 * 1024 * 1024;

/** Nobody knows whether the batch will stay. */
const DOUBTFUL = new Set<number>([ErrorCode.REQUEST_TIMED_OUT, ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND]);
/**
 * The same, where all replicas are waited for: the broker may have appended it and then lost the partition, or its disk. With
 * one replica that is so when it shuts down.
 */
const DOUBTFUL_OF_ALL = new Set<number>([ErrorCode.NOT_LEADER, ErrorCode.STORAGE_ERROR]);
/** The broker has forgotten the producer, or what it sent last: begin as another one. */
const UNKNOWN_PRODUCER = new Set<number>([
  ErrorCode.OUT_OF_ORDER_SEQUENCE,
  ErrorCode.INVALID_PRODUCER_EPOCH,
  ErrorCode.UNKNOWN_PRODUCER,
]);
/** Another broker is asked next time. */
const MOVED = new Set<number>([
  ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  ErrorCode.LEADER_NOT_AVAILABLE,
  ErrorCode.NOT_LEADER,
  ErrorCode.STORAGE_ERROR,
]);

const nobody: ProducerIdentity = { producerId: -1, epoch: -1 };

/** Appends batches to partitions: what waits for partitions of one broker goes in one request. */
export class Producer {
  readonly #brokers: Brokers;
  readonly #settings: KafkaSettings;
  readonly #nowMs: () => number;
  readonly #partitions = new Map<string, PartitionWriter>();
  readonly #writers: WireWriter[] = [];
  #identity: Promise<ProducerIdentity> | null = null;
  #isScheduled = false;

  constructor(brokers: Brokers, settings: KafkaSettings, nowMs: () => number) {
    this.#brokers = brokers;
    this.#settings = settings;
    this.#nowMs = nowMs;
  }

  append(topic: string, partition: number, batch: Batch): void {
    this.#partition(topic, partition).queue.push(batch);
    this.#schedule();
  }

  hasDoubts(topic: string): boolean {
    return this.#doubtful(topic).length > 0;
  }

  /** Finds out what has become of batches whose answer was lost; rejects when that cannot be found out now. */
  async settleDoubts(topic: string): Promise<void> {
    await Promise.all(
      this.#doubtful(topic).map(
        (partition) =>
          new Promise<void>((resolve, reject) => {
            // An empty batch comes after the doubt, and is never sent.
            partition.queue.unshift({ records: [], packed: null, onAppended: () => resolve(), onFailed: reject });
            this.#schedule();
          }),
      ),
    );
  }

  /** Forgets a topic that is no more. */
  forget(topic: string): void {
    for (const [key, partition] of this.#partitions) {
      if (partition.topic !== topic) continue;
      this.#partitions.delete(key);
      for (const batch of partition.queue.splice(0)) batch.onFailed(connectionsClosed());
    }
  }

  /** What waits is rejected. */
  close(): void {
    for (const { queue } of this.#partitions.values()) {
      for (const batch of queue.splice(0)) batch.onFailed(connectionsClosed());
    }
    this.#partitions.clear();
  }

  #doubtful(topic: string): PartitionWriter[] {
    return [...this.#partitions.values()].filter((each) => each.topic === topic && each.doubt !== null);
  }

  #partition(topic: string, partition: number): PartitionWriter {
    const key = `${topic}/${partition}`;
    let found = this.#partitions.get(key);
    if (found === undefined) {
      found = new PartitionWriter(topic, partition);
      this.#partitions.set(key, found);
    }
    return found;
  }

  /** Sends what waits when the caller has said all that it has to say now. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      void this.#sendWaiting();
    });
  }

  async #sendWaiting(): Promise<void> {
    const byNode = new Map<number, PartitionWriter[]>();
    const ready = [...this.#partitions.values()].filter((partition) => partition.hasWork);
    for (const partition of ready) partition.isBusy = true;
    await Promise.all(
      ready.map(async (partition) => {
        this.#passEmpty(partition);
        try {
          const { nodeId } = await this.#brokers.leader(partition.topic, partition.partition, "main");
          const group = byNode.get(nodeId);
          if (group === undefined) byNode.set(nodeId, [partition]);
          else group.push(partition);
        } catch (error) {
          this.#failFirst(partition, connectFailure(error));
        }
      }),
    );
    for (const [nodeId, partitions] of byNode) void this.#send(nodeId, partitions);
  }

  async #send(nodeId: number, partitions: readonly PartitionWriter[]): Promise<void> {
    let identity = nobody;
    let sent: Sent | null = null;
    try {
      identity = await this.#identify();
      const { connectionPool } = await this.#brokers.node(nodeId, "main");
      const connection = await connectionPool.getConnection(0);
      sent = this.#write(partitions, identity);
      const answers = await sendProduce(connection, sent.writer);
      for (const answer of answers) this.#takeAnswer(sent, answer);
      this.#keep(sent.writer);
    } catch (error) {
      this.#brokers.report(toPrismError(error), "main", nodeId);
      if (sent === null) for (const each of partitions) this.#failFirst(each, connectFailure(error));
      else for (const each of partitions) this.#takeLoss(sent, each, toPrismError(error));
    }
    for (const partition of partitions) this.#next(partition);
  }

  #write(partitions: readonly PartitionWriter[], identity: ProducerIdentity): Sent {
    const writer = this.#writers.pop() ?? new WireWriter(64 * 1024);
    const nowMs = this.#nowMs();
    const parts = partitions.filter(({ doubt, queue }) => doubt !== null || queue.length > 0);
    const spans = writeProduce(
      writer,
      parts.map((partition) => ({
        topic: partition.topic,
        partition: partition.partition,
        write: (into) => {
          const { doubt } = partition;
          const [batch] = partition.queue;
          if (doubt !== null) into.raw(doubt.bytes);
          else if (batch !== undefined)
            writeBatch(into, batch.records, batch.packed, this.#markOf(partition, identity), nowMs);
        },
      })),
      {
        acks: this.#settings.acks === "all" ? -1 : 1,
        clientId: this.#settings.clientId,
        timeoutMs: Math.floor(this.#settings.requestTimeoutMs * BROKER_TIMEOUT_SHARE),
      },
    );
    return { writer, identity, open: new Map(parts.map((part, index) => [part, spans[index] as Span])) };
  }

  #markOf(partition: PartitionWriter, identity: ProducerIdentity) {
    return identity === nobody ? { ...nobody, sequence: -1 } : partition.mark(identity);
  }

  #takeAnswer(sent: Sent, { topic, partition: number, error, baseOffset }: ProducedPart): void {
    const partition = this.#partitions.get(`${topic}/${number}`);
    if (partition === undefined || !sent.open.has(partition)) return;
    if (MOVED.has(error)) this.#brokers.forget(topic);
    if (DOUBTFUL.has(error) || (DOUBTFUL_OF_ALL.has(error) && sent.identity !== nobody)) {
      this.#takeLoss(sent, partition, doubtOfCode(error));
      return;
    }
    sent.open.delete(partition);
    const { doubt } = partition;
    const batch = doubt === null ? partition.queue.shift() : doubt.batch;
    const isAppended = error === 0 || error === ErrorCode.DUPLICATE_SEQUENCE;
    partition.doubt = null;
    if (isAppended) {
      if (doubt === null && batch !== undefined) partition.advance(sent.identity, batch.records.length);
      batch?.onAppended(error === 0 ? baseOffset : -1);
      return;
    }
    if (UNKNOWN_PRODUCER.has(error)) this.#identity = null;
    // What has become of a doubt that even the broker does not know stands in the log.
    if (doubt !== null) batch?.onAppended(-1);
    else batch?.onFailed(failureOfCode(error) as Error);
  }

  /** The answer for this partition will not come. */
  #takeLoss(sent: Sent, partition: PartitionWriter, error: Error): void {
    const span = sent.open.get(partition);
    if (span === undefined) return;
    sent.open.delete(partition);
    if (partition.doubt !== null) {
      partition.queue.shift()?.onFailed(error);
      return;
    }
    const batch = partition.queue.shift();
    if (batch === undefined) return;
    if (sent.identity !== nobody) {
      partition.advance(sent.identity, batch.records.length);
      partition.doubt = { batch, bytes: Buffer.from(sent.writer.bytes.subarray(span.start, span.end)) };
    }
    batch.onFailed(error);
  }

  #failFirst(partition: PartitionWriter, error: Error): void {
    partition.queue.shift()?.onFailed(error);
    this.#next(partition);
  }

  #next(partition: PartitionWriter): void {
    partition.isBusy = false;
    if (partition.doubt === null) this.#passEmpty(partition);
    // A doubt alone waits for somebody who wants to know.
    if (partition.queue.length > 0) this.#schedule();
  }

  #passEmpty(partition: PartitionWriter): void {
    while (partition.doubt === null && partition.queue[0]?.records.length === 0) {
      partition.queue.shift()?.onAppended(-1);
    }
  }

  #identify(): Promise<ProducerIdentity> {
    if (this.#settings.acks !== "all") return Promise.resolve(nobody);
    this.#identity ??= this.#askIdentity();
    const asked = this.#identity;
    asked.catch(() => {
      if (this.#identity === asked) this.#identity = null;
    });
    return asked;
  }

  async #askIdentity(): Promise<ProducerIdentity> {
    const broker = await this.#brokers.any();
    const ask = () => broker.initProducerId({ transactionTimeout: 60_000 });
    const { producerId, producerEpoch } = await whenReady(ask, this.#settings.requestTimeoutMs);
    return { producerId: Number(producerId), epoch: producerEpoch };
  }

  #keep(writer: WireWriter): void {
    if (this.#writers.length < KEPT_WRITERS && writer.bytes.length <= KEPT_WRITER_BYTES) this.#writers.push(writer);
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A request that is under way. */
interface Sent {
  readonly writer: WireWriter;
  readonly identity: ProducerIdentity;
  /** The partitions in it whose answer is awaited, and where their batches stand. */
  readonly open: Map<PartitionWriter, Span>;
}
