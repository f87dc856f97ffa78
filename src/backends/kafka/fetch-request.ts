import type { Connection } from "./kafkajs-parts.ts";
import { Api, rawRequest } from "./raw-request.ts";
import { WireReader } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";

/**
 * Fetch, version 11, without sessions: replica −1, max_wait, min_bytes 1, max_bytes, isolation, session 0 epoch −1,
 * [topic [partition, leader epoch −1, offset, log start −1, max_bytes]], no forgotten topics, no rack.
 */
const VERSION = 11;

/** One answer may have so many bytes, beside one batch that is larger. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface FetchPart {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly maxBytes: number;
}

export interface FetchedPart {
  readonly topic: string;
  readonly partition: number;
  readonly error: number;
  /** The offset after the last message that consumers may see. */
  readonly end: number;
  readonly start: number;
  readonly batches: Buffer;
}

/** Fetches from these places; no partition may occur twice. Waits for a first message so long, if there is none. */
export async function fetchParts(
  connection: Connection,
  parts: readonly FetchPart[],
  waitMs: number,
  timeoutMs: number,
): Promise<FetchedPart[]> {
  const bytes = writeRequest(parts, waitMs);
  const request = rawRequest(Api.FETCH, VERSION, bytes, { hasThrottleTime: true, timeoutMs: waitMs + timeoutMs });
  return readAnswer(new WireReader(await connection.send(request)));
}

function writeRequest(parts: readonly FetchPart[], waitMs: number): Buffer {
  const writer = new WireWriter(64 + parts.length * 64);
  writer.int32(-1).int32(waitMs).int32(1).int32(MAX_ANSWER_BYTES).int8(0).int32(0).int32(-1).int32(parts.length);
  for (const { topic, partition, offset, maxBytes } of parts) {
    writer.string(topic).int32(1);
    writer.int32(partition).int32(-1).int64(offset).int64(-1).int32(maxBytes);
  }
  return writer.int32(0).string("").written;
}

function readAnswer(reader: WireReader): FetchedPart[] {
  reader.int32();
  const error = reader.int16();
  reader.int32();
  const parts: FetchedPart[] = [];
  reader.array(() => {
    const topic = reader.string();
    reader.array(() => parts.push(readPart(reader, topic, error)));
  });
  return parts;
}

function readPart(reader: WireReader, topic: string, requestError: number): FetchedPart {
  const partition = reader.int32();
  const error = reader.int16();
  const highWatermark = reader.int64();
  reader.int64();
  const start = reader.int64();
  // Aborted transactions: of producers other than Prism, which has none.
  for (let count = reader.int32(); count > 0; count--) reader.at += 16;
  reader.int32();
  const batches = reader.view(Math.max(reader.int32(), 0));
  return { topic, partition, error: error === 0 ? requestError : error, end: highWatermark, start, batches };
}
