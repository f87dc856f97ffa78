import { deadLetterNumber, numberedDeadLetterId, readDeadLetterIds, readDeadLetterPlace } from "../dead-letter-ids.ts";
import type { DeadLetter, Header, TakeBounds } from "../stream-contract.ts";
import type { Brokers } from "./brokers.ts";
import { readerDelivery } from "./delivery.ts";
import { endsOf } from "./list-offsets.ts";
import type { Entry } from "./partition-ledger.ts";
import { readPosition, writePosition } from "./position.ts";
import type { StoredRecord } from "./record-batch-reader.ts";
import type { OutgoingRecord } from "./record-batch-writer.ts";
import { scanPartition, scanStep } from "./scan.ts";
import type { StreamTopic } from "./stream-topic.ts";
import type { StreamWriter } from "./stream-writer.ts";

/** What is written around a message that died: these headers before its own. */
const GROUP = "prism-dead-group";
const REASON = "prism-dead-reason";
const ATTEMPTS = "prism-dead-attempts";
const POSITION = "prism-dead-position";
const PUBLISHED = "prism-dead-published-ms";
const KEY = "prism-dead-key";
const OWN_HEADERS = 6;

const nothing = new Uint8Array(0);

/**
 * The dead letters of a stream: a topic of one partition beside the stream's. A letter's key there is its group and where the
 * message stood, so that one that dies twice is there once; one that is removed has a later record without a value. Which
 * are there is kept in memory, read from the topic the first time: some 150 bytes for each.
 */
export class DeadLetters {
  readonly #brokers: Brokers;
  readonly #topic: StreamTopic;
  readonly #writer: StreamWriter;
  /** By key in the topic, the offset; in the order of the offsets. */
  readonly #offsets = new Map<string, number>();
  #readTo = 0;
  #reading: Promise<void> | null = null;

  constructor(brokers: Brokers, topic: StreamTopic, writer: StreamWriter) {
    this.#brokers = brokers;
    this.#topic = topic;
    this.#writer = writer;
  }

  /** Keeps a message that a group could not do. */
  async bury(group: string, { record, attempt, ledger }: Entry, reason: string): Promise<void> {
    await this.#topic.deadReady();
    const position = writePosition({ partition: ledger.partition, offset: record.offset });
    const headers: Header[] = [
      [GROUP, group],
      [REASON, Buffer.from(reason).toString("latin1")],
      [ATTEMPTS, String(attempt)],
      [POSITION, position],
      [PUBLISHED, String(record.timeMs)],
      [KEY, record.key],
      ...record.headers,
    ];
    await this.#append([outgoing(`${group}/${position}`, record.value ?? nothing, headers)]);
  }

  async isEmpty(): Promise<boolean> {
    if (!(await this.#exists())) return true;
    await this.#read();
    return this.#offsets.size === 0;
  }

  async list(group: string, afterId: string, bounds: TakeBounds): Promise<DeadLetter[]> {
    const after = readDeadLetterPlace(afterId, -1, deadLetterNumber);
    if (!(await this.#exists())) return [];
    await this.#read();
    const wanted = [...this.#offsets].filter(([key, offset]) => offset > after && isOf(key, group));
    const letters: DeadLetter[] = [];
    let bytes = 0;
    for await (const record of this.#records(wanted.map(([, offset]) => offset))) {
      if (letters.length > 0 && bytes + record.size > bounds.maxBytes) break;
      bytes += record.size;
      letters.push(letterOf(record));
      if (letters.length >= bounds.maxItems) break;
    }
    return letters;
  }

  /** Those of the ids that are there. */
  async find(ids: readonly string[]): Promise<DeadLetter[]> {
    const wanted = new Set(readDeadLetterIds(ids, deadLetterNumber));
    if (!(await this.#exists())) return [];
    await this.#read();
    const offsets = [...this.#offsets.values()].filter((offset) => wanted.has(offset));
    const letters: DeadLetter[] = [];
    for await (const record of this.#records(offsets)) letters.push(letterOf(record));
    return letters;
  }

  async remove(letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    await this.#append(letters.map(({ group, message }) => outgoing(`${group}/${message.position}`, null, [])));
    await this.#read();
  }

  async #append(records: readonly OutgoingRecord[]): Promise<void> {
    await this.#writer.appendRecords(this.#topic.deadName, 0, records);
  }

  async #exists(): Promise<boolean> {
    await this.#topic.ready();
    return (await this.#brokers.ask([this.#topic.deadName])).topics[0]?.error === 0;
  }

  /** Reads what was written since the last time. */
  async #read(): Promise<void> {
    const before = this.#reading;
    const next = (async () => {
      await before?.catch(() => {});
      const topic = this.#topic.deadName;
      const { start, end } = await endsOf(this.#brokers, topic, 0);
      for (const [key, offset] of this.#offsets) {
        if (offset >= start) break;
        this.#offsets.delete(key);
      }
      const from = Math.max(this.#readTo, start);
      await scanPartition(this.#brokers, { topic, partition: 0, from, to: end }, ({ key, value, offset }) => {
        this.#offsets.delete(key);
        if (value !== null) this.#offsets.set(key, offset);
        this.#readTo = offset + 1;
        return true;
      });
      this.#readTo = Math.max(this.#readTo, end);
    })();
    this.#reading = next;
    await next;
  }

  /** The records at these offsets, which are in order; of a step between them all are read, and the others passed over. */
  async *#records(offsets: readonly number[]): AsyncGenerator<StoredRecord> {
    let ready: readonly StoredRecord[] = [];
    let at = 0;
    let readTo = -1;
    for (const offset of offsets) {
      if (offset >= readTo) {
        const step = await scanStep(this.#brokers, this.#topic.deadName, 0, offset);
        ready = step.records;
        readTo = step.nextOffset;
        at = 0;
      }
      while (at < ready.length && (ready[at]?.offset ?? 0) < offset) at++;
      const record = ready[at];
      if (record?.offset === offset && record.value !== null) yield record;
    }
  }
}

function letterOf(record: StoredRecord): DeadLetter {
  const [group, reason, attempts, position, published, key] = record.headers.map(([, value]) => value);
  const [place] = readPosition(position ?? "");
  const message = {
    ...record,
    offset: place.offset,
    key: key ?? "",
    timeMs: Number(published),
    headers: record.headers.slice(OWN_HEADERS),
  };
  return {
    id: numberedDeadLetterId(record.offset),
    group: group ?? "",
    reason: Buffer.from(reason ?? "", "latin1").toString("utf8"),
    attempts: Number(attempts),
    diedMs: record.timeMs,
    message: { ...readerDelivery(message, place.partition), attempt: Number(attempts) },
  };
}

function outgoing(key: string, value: Uint8Array | null, headers: readonly Header[]): OutgoingRecord {
  return { key, value, headers, idempotencyKey: "", fingerprint: nothing, rememberUntilMs: 0 };
}

/** A key is the group, a slash, and a position, which has none when it is of a group. */
function isOf(key: string, group: string): boolean {
  return group === "" || key.slice(0, key.lastIndexOf("/")) === group;
}
