import type { Connection } from "./kafkajs-parts.ts";
import { Api, rawRequest } from "./raw-request.ts";
import { WireReader } from "./wire-reader.ts";
import type { WireWriter } from "./wire-writer.ts";

/**
 * Produce, version 7: transactional_id null, acks, timeout, [topic [partition, size, batch]]. One batch for a partition.
 */
const VERSION = 7;

export interface ProducePart {
  readonly topic: string;
  readonly partition: number;
  /** Writes the batch at the end of what is there. */
  write(writer: WireWriter): void;
}

export interface ProducedPart {
  readonly topic: string;
  readonly partition: number;
  readonly error: number;
  readonly baseOffset: number;
}

/** Writes a request, and says where in it each batch begins and ends. */
export function writeProduce(
  writer: WireWriter,
  parts: readonly ProducePart[],
  options: { acks: -1 | 1; timeoutMs: number },
): { readonly start: number; readonly end: number }[] {
  writer.at = 0;
  writer.int16(-1).int16(options.acks).int32(options.timeoutMs).int32(parts.length);
  return parts.map((part) => {
    writer.string(part.topic).int32(1).int32(part.partition).int32(0);
    const start = writer.at;
    part.write(writer);
    writer.bytes.writeInt32BE(writer.at - start, start - 4);
    return { start, end: writer.at };
  });
}

export async function sendProduce(connection: Connection, bytes: Buffer): Promise<ProducedPart[]> {
  const request = rawRequest(Api.PRODUCE, VERSION, bytes, { hasThrottleTime: false });
  const reader = new WireReader(await connection.send(request));
  const parts: ProducedPart[] = [];
  reader.array(() => {
    const topic = reader.string();
    reader.array(() => {
      parts.push({ topic, partition: reader.int32(), error: reader.int16(), baseOffset: reader.int64() });
      reader.at += 16;
    });
  });
  return parts;
}
