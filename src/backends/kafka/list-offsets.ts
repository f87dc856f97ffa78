import type { StreamStart } from "../stream-contract.ts";
import type { Brokers } from "./brokers.ts";
import { toPrismError } from "./errors.ts";
import { notAPosition, readPosition } from "./position.ts";
import { readOne } from "./scan.ts";
import { whenReady } from "./when-ready.ts";

/** What a broker takes for a time when it is asked for the first message, or for the place after the last one. */
const EARLIEST = "-2";
const LATEST = "-1";

/** For each partition, by number, the offset of the first message of that time or later. */
async function offsetsAt(brokers: Brokers, topic: string, partitions: number, timestamp: string): Promise<number[]> {
  return Promise.all(Array.from({ length: partitions }, (_, index) => offsetAt(brokers, topic, index, timestamp)));
}

/** A leader that was named this moment may not know of it yet; it does soon. */
const LEADER_MS = 2_000;

function offsetAt(brokers: Brokers, topic: string, partition: number, timestamp: string): Promise<number> {
  return whenReady(() => askOffset(brokers, topic, partition, timestamp), LEADER_MS);
}

async function askOffset(brokers: Brokers, topic: string, partition: number, timestamp: string): Promise<number> {
  const { nodeId, broker } = await brokers.leader(topic, partition, "main");
  try {
    const { responses } = await broker.listOffsets({
      replicaId: -1,
      isolationLevel: 0,
      topics: [{ topic, partitions: [{ partition, timestamp }] }],
    });
    return Number(responses[0]?.partitions[0]?.offset ?? -1);
  } catch (error) {
    brokers.forget(topic);
    const failure = toPrismError(error);
    brokers.report(failure, "main", nodeId);
    throw failure;
  }
}

/** The first message of a partition, and the place after its last one. */
export async function endsOf(
  brokers: Brokers,
  topic: string,
  partition: number,
): Promise<{ readonly start: number; readonly end: number }> {
  const [start, end] = await Promise.all([
    offsetAt(brokers, topic, partition, EARLIEST),
    offsetAt(brokers, topic, partition, LATEST),
  ]);
  return { start, end };
}

/** The place after the last message of each partition, by number. */
export async function latestOffsets(brokers: Brokers, topic: string): Promise<number[]> {
  return offsetsAt(brokers, topic, (await brokers.topic(topic)).partitions.length, LATEST);
}

/** Of each partition, by number, the first message that one who begins there is to get. */
export async function offsetsFrom(brokers: Brokers, topic: string, start: StreamStart): Promise<number[]> {
  const count = (await brokers.topic(topic)).partitions.length;
  switch (start.at) {
    case "earliest":
      return offsetsAt(brokers, topic, count, EARLIEST);
    case "latest":
      return offsetsAt(brokers, topic, count, LATEST);
    case "time":
      return offsetsSince(brokers, topic, count, start.timeMs);
    case "position":
      return offsetsFromPosition(brokers, topic, count, start.position, 0);
    case "after":
      return offsetsFromPosition(brokers, topic, count, start.position, 1);
  }
}

async function offsetsSince(brokers: Brokers, topic: string, count: number, timeMs: number): Promise<number[]> {
  const found = await offsetsAt(brokers, topic, count, String(Math.max(Math.floor(timeMs), 0)));
  // No message is that young.
  return Promise.all(found.map((offset, index) => (offset < 0 ? offsetAt(brokers, topic, index, LATEST) : offset)));
}

/** Partitions that the position does not name begin at the time of its message: that is where the stream was. */
async function offsetsFromPosition(
  brokers: Brokers,
  topic: string,
  count: number,
  position: string,
  skip: 0 | 1,
): Promise<number[]> {
  const [first, ...others] = readPosition(position);
  if ([first, ...others].some(({ partition }) => partition >= count)) throw notAPosition();
  const offsets: number[] = new Array(count).fill(-1);
  for (const { partition, offset } of others) offsets[partition] = offset;
  offsets[first.partition] = first.offset + skip;
  if (offsets.includes(-1)) {
    const message = await readOne(brokers, topic, first.partition, first.offset);
    const rest = await (message === null
      ? offsetsAt(brokers, topic, count, LATEST)
      : offsetsSince(brokers, topic, count, message.timeMs));
    for (let index = 0; index < count; index++) if (offsets[index] === -1) offsets[index] = rest[index] ?? 0;
  }
  return Promise.all(offsets.map((offset, partition) => within(brokers, topic, partition, offset)));
}

/** A message that is not there any more, or not yet. */
async function within(brokers: Brokers, topic: string, partition: number, offset: number): Promise<number> {
  const { start, end } = await endsOf(brokers, topic, partition);
  return Math.min(Math.max(offset, start), end);
}
