import type { Connection } from "./kafkajs-parts.ts";
import { Api } from "./raw-request.ts";
import { WireReader } from "./wire-reader.ts";
import type { WireWriter } from "./wire-writer.ts";

/**
 * Produce, version 7: transactional_id null, acks, timeout, [topic [partition, size, batch]]. One batch for a partition.
 */
const VERSION = 7;
/** After size, key and version. */
const CORRELATION_AT = 8;

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

/**
 * Writes a request with its header, size and correlation left open, and says where in it each batch begins and ends. It is
 * sent as it stands: kafkajs would copy it twice, into buffers that it fills with zeros first.
 */
export function writeProduce(
  writer: WireWriter,
  parts: readonly ProducePart[],
  options: { acks: -1 | 1; timeoutMs: number; clientId: string },
): { readonly start: number; readonly end: number }[] {
  writer.at = 0;
  writer.int32(0).int16(Api.PRODUCE).int16(VERSION).int32(0).string(options.clientId);
  writer.int16(-1).int16(options.acks).int32(options.timeoutMs).int32(parts.length);
  return parts.map((part) => {
    writer.string(part.topic).int32(1).int32(part.partition).int32(0);
    const start = writer.at;
    part.write(writer);
    writer.bytes.writeInt32BE(writer.at - start, start - 4);
    return { start, end: writer.at };
  });
}

/** Sends what the writer has, which is not to be touched before the answer is there. */
export async function sendProduce(connection: Connection, writer: WireWriter): Promise<ProducedPart[]> {
  await connection.authenticate();
  connection.failIfNotConnected();
  const correlationId = connection.nextCorrelationId();
  const bytes = writer.written;
  bytes.writeInt32BE(bytes.length - 4, 0);
  bytes.writeInt32BE(correlationId, CORRELATION_AT);
  const { payload } = await new Promise<{ payload: Buffer }>((resolve, reject) => {
    connection.requestQueue.push({
      entry: { apiKey: Api.PRODUCE, apiName: "Produce", apiVersion: VERSION, correlationId, resolve, reject },
      expectResponse: true,
      requestTimeout: null,
      sendRequest: () => connection.socket.write(bytes),
    });
  });
  const reader = new WireReader(payload);
  const parts: ProducedPart[] = [];
  reader.array(() => {
    const topic = reader.string();
    reader.array(() => {
      parts.push({ topic, partition: reader.int32(), error: reader.int16(), baseOffset: reader.int64() });
      reader.at += 16;
    });
  });
  connection.requestQueue.maybeThrottle(reader.int32());
  return parts;
}
