import { createHash } from "node:crypto";
import { CallNumber } from "../codec/calls.ts";
import { ClientRequest } from "../codec/client-request.ts";
import * as codec from "../codec/large-value-answers.ts";
import * as bodies from "../codec/large-value-bodies.ts";
import type { CallSender } from "./call-sender.ts";
import { decoders } from "./chunk-encodings.ts";
import { checkInteger } from "./client-options.ts";
import * as failures from "./failures.ts";
import type { CallOptions } from "./key-value-types.ts";
import { reader } from "./upload.ts";

/** Where a download's chunks come from. */
export interface DownloadSource {
  readonly sender: CallSender;
  /** Byte strings. */
  readonly namespace: string;
  readonly key: string;
  readonly options: CallOptions;
}

/**
 * A value of any size, read while it is iterated: a few chunks are asked for ahead, and no more before those are taken.
 * When all of it was read, its digest has been compared; one that differs is thrown at the end, `CHECKSUM_MISMATCH`.
 */
export class Download implements AsyncIterable<Uint8Array> {
  readonly version: number;
  /** Milliseconds since the Unix epoch; 0 = never. */
  readonly expiresAtMs: number;
  /** Bytes of the value. */
  readonly size: number;
  /** How it is kept: `identity`, `gzip` or `zstd`; what is read is decoded. Empty when it is kept in one piece. */
  readonly encoding: string;
  private readonly opened: codec.OpenedDownload;
  private readonly source: DownloadSource;

  constructor(opened: codec.OpenedDownload, source: DownloadSource) {
    this.version = opened.version;
    this.expiresAtMs = opened.expiresAtMs;
    this.size = opened.size;
    this.encoding = opened.encoding;
    this.opened = opened;
    this.source = source;
  }

  [Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    return this.read();
  }

  /** The bytes `[from, to)` of the value; of chunks that are not in the range none is asked for. */
  async *read(from = 0, to = this.size): AsyncGenerator<Uint8Array, void, undefined> {
    checkInteger(from, "from", 0, this.size);
    checkInteger(to, "to", from, this.size);
    const { value, downloadId, chunkBytes, digest } = this.opened;
    if (from === to) return;
    if (downloadId === "") {
      yield (value as Uint8Array).subarray(from, to);
      return;
    }
    const isWhole = from === 0 && to === this.size;
    const hash = createHash("sha256");
    let index = Math.floor(from / chunkBytes);
    for await (const chunk of this.chunks(index, Math.ceil(to / chunkBytes))) {
      if (isWhole) hash.update(createHash("sha256").update(chunk).digest());
      const at = index++ * chunkBytes;
      yield chunk.subarray(Math.max(from - at, 0), Math.min(to - at, chunk.length));
    }
    if (isWhole && !hash.digest().equals(digest)) throw failures.checksumMismatch();
  }

  /** The chunks `[from, to)`, in order. */
  private async *chunks(from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    const ahead: Promise<Uint8Array>[] = [];
    try {
      for (let next = from; next < to || ahead.length > 0; ) {
        while (next < to && ahead.length < WINDOW) ahead.push(quietly(this.chunk(next++)));
        yield await (ahead.shift() as Promise<Uint8Array>);
      }
    } finally {
      ahead.length = 0;
    }
  }

  private async chunk(index: number): Promise<Uint8Array> {
    const { sender, namespace, key, options } = this.source;
    const request = new ClientRequest(CallNumber.KV_DOWNLOAD_CHUNK, namespace);
    const { downloadId } = this.opened;
    request.body = bodies.downloadChunkBody({ key, downloadId, index, accept: [...decoders.keys()] });
    const answer = (await sender.perform(request, reader(takeChunk), options)) as codec.DownloadedChunk;
    const decode = decoders.get(answer.encoding === "" ? "identity" : answer.encoding);
    if (decode === undefined) throw failures.malformedAnswer();
    try {
      return await decode(answer.data);
    } catch {
      throw failures.checksumMismatch();
    }
  }
}

/** The bytes belong to the connection. */
function takeChunk(bytes: Buffer, from: number, to: number): codec.DownloadedChunk | null {
  const chunk = codec.readDownloadedChunk(bytes, from, to);
  return chunk === null ? null : { encoding: chunk.encoding, data: Uint8Array.from(chunk.data) };
}

/** A failure ahead is heard of when its turn comes, or never. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Chunks ahead: enough to keep a connection busy, and two megabytes. */
const WINDOW = 4;
