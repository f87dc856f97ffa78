import { fromByteString } from "../codec/byte-string.ts";
import { readError } from "../codec/read-error.ts";
import { readDelivery, readFetchAnswer } from "../codec/stream-messages.ts";
import { LEN, VARINT } from "../codec/wire.ts";
import { WireReader } from "../codec/wire-reader.ts";
import { PrismError } from "../common/prism-error.ts";
import { type AnswerReader, MALFORMED } from "./call.ts";
import { ReceivedMessage, type Settler } from "./received-message.ts";
import type {
  DeadLetter,
  DeadLetterPage,
  FetchResult,
  GroupInfo,
  GroupLag,
  PartitionLag,
  PublishResult,
  SettleResults,
} from "./stream-types.ts";

/** Readers of the Stream answers: the message `bytes[from, to)` → what the caller gets, or MALFORMED. */

type Read<T> = T | typeof MALFORMED;

/** The settler of a message, which may have none. */
export type SettlerOf = (group: string) => Settler;

export function readPublish(bytes: Buffer, from: number, to: number): Read<PublishResult | PrismError> {
  let position = "";
  let replayed = false;
  let error: PrismError | null = null;
  const isRead = walk(bytes, from, to, (reader) => {
    if (reader.field === 1) position = textIn(bytes, reader);
    else if (reader.field === 2) replayed = reader.value !== 0;
    else if (reader.field === 3) error = errorIn(bytes, reader);
  });
  return isRead ? (error ?? { position, replayed }) : MALFORMED;
}

/** BatchPublishResponse of so many messages. */
export function batchPublishReader(count: number): AnswerReader {
  return (bytes, from, to) => readResults(bytes, from, to, count, (start, end) => readPublish(bytes, start, end));
}

/** SettleResponse of so many leases. */
export function settleReader(count: number): (bytes: Buffer, from: number, to: number) => Read<SettleResults> {
  return (bytes, from, to) =>
    readResults(bytes, from, to, count, (start, end): Read<PrismError | null> => {
      let error: PrismError | null = null;
      const isRead = walk(bytes, start, end, (reader) => {
        if (reader.field === 1) error = errorIn(bytes, reader);
      });
      return isRead ? error : MALFORMED;
    });
}

export function fetchReader(settler: Settler): (bytes: Buffer, from: number, to: number) => Read<FetchResult> {
  return (bytes, from, to) => {
    const answer = readFetchAnswer(bytes, from, to);
    if (answer === null) return MALFORMED;
    const messages: ReceivedMessage[] = [];
    for (let i = 0; i < answer.ranges.length; i += 2) {
      const message = readMessage(bytes, answer.ranges[i] as number, answer.ranges[i + 1] as number, settler);
      if (message === null) return MALFORMED;
      messages.push(message);
    }
    return {
      messages,
      nextPosition: fromByteString(answer.nextPosition),
      consumer: fromByteString(answer.consumer),
    };
  };
}

export function readLag(bytes: Buffer, from: number, to: number): Read<GroupLag> {
  let [waiting, pending] = [0, 0];
  const partitions: PartitionLag[] = [];
  const isRead = walk(bytes, from, to, (reader) => {
    if (reader.field === 1) waiting = reader.value;
    else if (reader.field === 2) pending = reader.value;
    else if (reader.field === 3) partitions.push(readPartition(bytes, reader.from, reader.to));
  });
  return isRead ? { waiting, pending, partitions } : MALFORMED;
}

function readPartition(bytes: Buffer, from: number, to: number): PartitionLag {
  const lag = { partition: 0, position: "", end: "", waiting: 0 };
  walk(bytes, from, to, (reader) => {
    if (reader.field === 1) lag.partition = reader.value;
    else if (reader.field === 2) lag.position = textIn(bytes, reader);
    else if (reader.field === 3) lag.end = textIn(bytes, reader);
    else if (reader.field === 4) lag.waiting = reader.value;
  });
  return lag;
}

export function readGroups(bytes: Buffer, from: number, to: number): Read<GroupInfo[]> {
  const groups: GroupInfo[] = [];
  const isRead = walk(bytes, from, to, (reader) => {
    if (reader.field !== 1) return;
    const group = { name: "", consumers: 0 };
    walk(bytes, reader.from, reader.to, (inner) => {
      if (inner.field === 1) group.name = textIn(bytes, inner);
      else if (inner.field === 2) group.consumers = inner.value;
    });
    groups.push(group);
  });
  return isRead ? groups : MALFORMED;
}

export function deadLettersReader(settlerOf: SettlerOf): AnswerReader {
  return (bytes, from, to) => {
    const deadLetters: (DeadLetter | null)[] = [];
    let nextPageToken = "";
    const isRead = walk(bytes, from, to, (reader) => {
      if (reader.field === 1) deadLetters.push(readDeadLetter(bytes, reader.from, reader.to, settlerOf));
      else if (reader.field === 2) nextPageToken = textIn(bytes, reader);
    });
    if (!isRead || deadLetters.includes(null)) return MALFORMED;
    return { deadLetters: deadLetters as DeadLetter[], nextPageToken } satisfies DeadLetterPage;
  };
}

function readDeadLetter(bytes: Buffer, from: number, to: number, settlerOf: SettlerOf): DeadLetter | null {
  const letter = { id: "", group: "", reason: "", attempts: 0, diedMs: 0 };
  let message: ReceivedMessage | null = null;
  const isRead = walk(bytes, from, to, (reader) => {
    if (reader.field === 1) letter.id = textIn(bytes, reader);
    else if (reader.field === 2) letter.group = textIn(bytes, reader);
    else if (reader.field === 3) letter.reason = textIn(bytes, reader);
    else if (reader.field === 4) letter.attempts = reader.value;
    else if (reader.field === 5) letter.diedMs = reader.value;
    else if (reader.field === 6) message = readMessage(bytes, reader.from, reader.to, settlerOf(letter.group));
  });
  return isRead && message !== null ? { ...letter, message } : null;
}

/** Field 1 alone: a count, or whether there was something. */
export function readCount(bytes: Buffer, from: number, to: number): Read<number> {
  let count = 0;
  const isRead = walk(bytes, from, to, (reader) => {
    if (reader.field === 1) count = reader.value;
  });
  return isRead ? count : MALFORMED;
}

/** An answer that says nothing but that it is done. */
export function readNothing(): undefined {
  return undefined;
}

function readMessage(bytes: Buffer, from: number, to: number, settler: Settler): ReceivedMessage | null {
  const delivery = readDelivery(bytes, from, to);
  if (delivery === null) return null;
  const { position, key, valueFrom, valueTo, headers, publishedMs, attempt, lease } = delivery;
  return new ReceivedMessage(
    {
      position: fromByteString(position),
      key: fromByteString(key),
      // A copy: the bytes belong to the connection.
      value: Uint8Array.prototype.slice.call(bytes, valueFrom, valueTo),
      headers: headers.map(([name, value]) => [fromByteString(name), new Uint8Array(Buffer.from(value, "latin1"))]),
      publishedMs,
      attempt,
      lease: fromByteString(lease),
    },
    settler,
  );
}

/** The repeated field 1, which must have `count` elements. */
function readResults<T>(
  bytes: Buffer,
  from: number,
  to: number,
  count: number,
  read: (start: number, end: number) => Read<T>,
): Read<T[]> {
  const results: T[] = [];
  let isWhole = true;
  const isRead = walk(bytes, from, to, (reader) => {
    if (reader.field !== 1 || reader.wireType !== LEN) return;
    const result = read(reader.from, reader.to);
    if (result === MALFORMED) isWhole = false;
    else results.push(result);
  });
  return isRead && isWhole && results.length === count ? results : MALFORMED;
}

/** Hands each record to `see`, texts and messages by their range, numbers by their value; false when there is no message. */
function walk(bytes: Buffer, from: number, to: number, see: (reader: WireReader) => void): boolean {
  const reader = new WireReader();
  reader.reset(bytes, from, to);
  while (reader.next()) if (reader.wireType === LEN || reader.wireType === VARINT) see(reader);
  return !reader.failed;
}

function textIn(bytes: Buffer, reader: WireReader): string {
  return bytes.toString("utf8", reader.from, reader.to);
}

function errorIn(bytes: Buffer, reader: WireReader): PrismError | null {
  const failure = readError(bytes, reader.from, reader.to);
  return failure === null ? null : new PrismError(failure);
}
