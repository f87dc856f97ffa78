import { CallNumber } from "../../codec/calls.ts";
import * as answers from "../../codec/large-value-answers.ts";
import * as bodies from "../../codec/large-value-bodies.ts";
import { chunked } from "../../common/chunked.ts";
import { largeValueTooLarge } from "../../common/large-value-size.ts";
import { LARGE_CHUNK_BYTES, MAX_LARGE_VALUE_BYTES } from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { ChunkRoom } from "./chunk-room.ts";
import { digestMismatch } from "./refusals.ts";
import type { ValueCalls } from "./value-calls.ts";
import { ValueDigest } from "./value-digest.ts";

export interface UploadTarget {
  readonly ttlMs: number;
  /** −1 = none. */
  readonly ifVersion: number;
  /** How the value is to be kept; empty = as its namespace has it. */
  readonly encoding: string;
  /** Bytes; 0 = not known. */
  readonly size: number;
  /** Gives the {@link ValueDigest} that the value must have, empty = any; null where nobody looks at it. */
  readonly digest: (() => Uint8Array) | null;
}

/**
 * One value on its way from a socket to its store: some chunks are under way, and the next is filled. Its source is read no
 * further while there is no room, so that memory is bounded whatever the size. What does not succeed is aborted.
 */
export class ValueUpload {
  private readonly calls: ValueCalls;
  private readonly room: ChunkRoom;
  private readonly target: UploadTarget;
  /** Of the upload while it is open; else empty. */
  private uploadId = "";
  private readonly underWay = new Set<Promise<void>>();
  private failure: unknown = null;

  constructor(calls: ValueCalls, room: ChunkRoom, target: UploadTarget) {
    this.calls = calls;
    this.room = room;
    this.target = target;
  }

  /** Rejects with a PrismError, or with what the source throws; then nothing was written. */
  async send(source: AsyncIterable<Uint8Array>): Promise<answers.CommittedUpload> {
    const begun = await this.begin();
    this.uploadId = begun.uploadId;
    try {
      // Where chunks are no half mebibytes, their digests do not make up the one that clients know.
      const own = begun.chunkBytes === LARGE_CHUNK_BYTES || this.target.digest === null ? null : new ValueDigest();
      const chunks = await this.sendChunks(begun, own === null ? source : noted(source, own));
      const committed = await this.commit(chunks, own?.take() ?? null);
      this.uploadId = "";
      return committed;
    } catch (error) {
      this.abort();
      throw error;
    } finally {
      await Promise.all(this.underWay);
    }
  }

  /** Nobody waits for it any more: what there is of it goes. To be called also when it has begun no upload yet. */
  giveUp(): void {
    this.abort();
    this.calls.giveUp();
  }

  private begin(): Promise<answers.BegunUpload> {
    const { ttlMs, ifVersion, encoding, size } = this.target;
    const body = bodies.beginUploadBody({ key: this.calls.key, ttlMs, ifVersion, encoding, size });
    return this.calls.perform(CallNumber.KV_BEGIN_UPLOAD, body, answers.readBegunUpload);
  }

  /** How many there were. */
  private async sendChunks(begun: answers.BegunUpload, source: AsyncIterable<Uint8Array>): Promise<number> {
    let index = 0;
    await this.room.take(begun.chunkBytes);
    let hasRoom = true;
    try {
      for await (const chunk of chunked(source, begun.chunkBytes)) {
        if (index * begun.chunkBytes + chunk.length > MAX_LARGE_VALUE_BYTES)
          throw new PrismError(largeValueTooLarge("value"));
        const sent: Promise<void> = this.sendChunk(begun, index++, chunk).finally(() => this.underWay.delete(sent));
        hasRoom = false;
        this.underWay.add(sent);
        if (this.underWay.size >= Math.max(begun.window, 1)) await Promise.race(this.underWay);
        if (this.failure !== null) throw this.failure;
        await this.room.take(begun.chunkBytes);
        hasRoom = true;
      }
    } finally {
      if (hasRoom) this.room.release(begun.chunkBytes);
    }
    await Promise.all(this.underWay);
    if (this.failure !== null) throw this.failure;
    return index;
  }

  /** Never rejects; gives the room of the chunk back. */
  private async sendChunk(begun: answers.BegunUpload, index: number, data: Uint8Array): Promise<void> {
    const { key } = this.calls;
    const body = bodies.uploadChunkBody({ key, uploadId: begun.uploadId, index, encoding: "", data });
    try {
      await this.calls.perform(CallNumber.KV_UPLOAD_CHUNK, body, answers.readUploadedChunk);
    } catch (error) {
      this.failure ??= error;
    } finally {
      this.room.release(begun.chunkBytes);
    }
  }

  /** @param own the value's digest where it had to be made here; null = the gateway's is the same. */
  private async commit(chunks: number, own: Buffer | null): Promise<answers.CommittedUpload> {
    const { calls, uploadId, target } = this;
    const asked = target.digest?.() ?? none;
    if (own !== null && asked.length > 0 && !own.equals(asked)) throw new PrismError(digestMismatch);
    const digest = own === null ? asked : none;
    const body = bodies.commitUploadBody({ key: calls.key, uploadId, chunks, digest });
    const committed = await calls.perform(CallNumber.KV_COMMIT_UPLOAD, body, answers.readCommittedUpload);
    return own === null ? committed : { ...committed, digest: own };
  }

  /** Should it not arrive, the gateway gives the upload up by itself an hour after its begin. */
  private abort(): void {
    if (this.uploadId === "") return;
    this.calls.tell(CallNumber.KV_ABORT_UPLOAD, bodies.abortUploadBody(this.calls.key, this.uploadId));
    this.uploadId = "";
  }
}

async function* noted(source: AsyncIterable<Uint8Array>, digest: ValueDigest): AsyncGenerator<Uint8Array> {
  for await (const part of source) {
    digest.update(part);
    yield part;
  }
}

const none = new Uint8Array(0);
