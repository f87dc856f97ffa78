import type { Broker } from "./kafkajs-parts.ts";
import { Api, rawRequest } from "./raw-request.ts";
import { WireReader } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";

/**
 * Metadata, version 12: the one that tells the topic's own number, by which a topic is told from another that had its name.
 * Request: null or [topic_id UUID, name], allow_auto_topic_creation, include_topic_authorized_operations; compact and tagged.
 */

export interface PartitionLayout {
  /** −1 = none at the moment. */
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

export interface TopicLayout {
  readonly name: string;
  /** Error code; 0 = none. */
  readonly error: number;
  /** A number made of the topic's UUID. */
  readonly id: number;
  /** By number. */
  readonly partitions: readonly PartitionLayout[];
}

export interface ClusterLayout {
  readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[];
  readonly controller: number;
  readonly topics: readonly TopicLayout[];
}

const VERSION = 12;

/** Asks one broker; `topics` null = all of them. */
export async function askMetadata(broker: Broker, topics: readonly string[] | null): Promise<ClusterLayout> {
  const connection = await broker.connectionPool.getConnection(0);
  const request = rawRequest(Api.METADATA, VERSION, writeRequest(topics), { hasThrottleTime: false });
  return readAnswer(new WireReader(await connection.send(request)));
}

function writeRequest(topics: readonly string[] | null): Buffer {
  // The header's tagged fields come first, since kafkajs writes headers without them.
  const writer = new WireWriter().int8(0).uvarint(topics === null ? 0 : topics.length + 1);
  for (const topic of topics ?? []) writer.raw(NO_UUID).compactString(topic).int8(0);
  return writer.int8(0).int8(0).int8(0).written;
}

const NO_UUID = new Uint8Array(16);

function readAnswer(reader: WireReader): ClusterLayout {
  reader.skipTags();
  reader.int32();
  const brokers = reader.compactArray(() => {
    const broker = { nodeId: reader.int32(), host: reader.compactString(), port: reader.int32() };
    reader.compactString();
    reader.skipTags();
    return broker;
  });
  reader.compactString();
  return { brokers, controller: reader.int32(), topics: reader.compactArray(readTopic) };
}

function readTopic(reader: WireReader): TopicLayout {
  const error = reader.int16();
  const name = reader.compactString();
  const id = numberOf(reader.view(16));
  reader.int8();
  const partitions: PartitionLayout[] = [];
  reader.compactArray(() => {
    reader.int16();
    const partition = reader.int32();
    const leader = reader.int32();
    reader.int32();
    const node = (): number => reader.int32();
    const replicas = reader.compactArray(node);
    const inSync = reader.compactArray(node);
    reader.compactArray(node);
    reader.skipTags();
    partitions[partition] = { leader, replicas, inSync };
  });
  reader.int32();
  reader.skipTags();
  return { name, error, id, partitions };
}

/** 52 bits of a random UUID: enough to tell topics apart, and an exact number. The bits of its version are left out. */
function numberOf(uuid: Buffer): number {
  return uuid.readUInt32BE(0) * 2 ** 20 + (uuid.readUInt32BE(12) >>> 12) + 1;
}
