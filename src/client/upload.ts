import { createHash } from "node:crypto";
import { CallNumber } from "../codec/calls.ts";
import { ClientRequest } from "../codec/client-request.ts";
import type { BegunUpload, CommittedUpload } from "../codec/large-value-answers.ts";
import * as codec from "../codec/large-value-answers.ts";
import * as bodies from "../codec/large-value-bodies.ts";
import { chunked } from "../common/chunked.ts";
import { LARGE_CHUNK_BYTES, MAX_LARGE_VALUE_BYTES } from "../common/limits.ts";
import { type AnswerReader, MALFORMED } from "./call.ts";
import type { CallSender } from "./call-sender.ts";
import { encoders } from "./chunk-encodings.ts";
import * as failures from "./failures.ts";
import type { CallOptions } from "./key-value-types.ts";

export interface UploadTarget {
  /** Byte strings. */
  readonly namespace: string;
  readonly key: string;
  readonly ttlMs: number;
  /** −1 = none. */
  readonly ifVersion: number;
  /** Empty = as the namespace has it. */
  readonly encoding: string;
  /** 0 = not known. */
  readonly size: number;
}

/**
 * Sends the chunks of a value, a few at a time: no further one is taken from its source before there is room, so that
 * memory is bounded whatever the size. What fails is aborted.
 */
export class Upload {
  private readonly sender: CallSender;
  private readonly target: UploadTarget;
  private readonly options: CallOptions;

  constructor(sender: CallSender, target: UploadTarget, options: CallOptions) {
    this.sender = sender;
    this.target = target;
    this.options = options;
  }

  /** @param source in pieces of LARGE_CHUNK_BYTES, which most stores take as they are. */
  async send(source: AsyncIterable<Uint8Array>): Promise<CommittedUpload> {
    const begun = await this.begin();
    try {
      const chunks = begun.chunkBytes === LARGE_CHUNK_BYTES ? source : chunked(source, begun.chunkBytes);
      const digests = await this.sendChunks(begun, chunks);
      const hash = createHash("sha256");
      for (const digest of digests) hash.update(digest);
      return await this.commit(begun.uploadId, digests.length, hash.digest());
    } catch (error) {
      await this.abort(begun.uploadId);
      throw error;
    }
  }

  private begin(): Promise<BegunUpload> {
    const body = bodies.beginUploadBody(this.target);
    return this.perform(CallNumber.KV_BEGIN_UPLOAD, body, codec.readBegunUpload);
  }

  /** The digests of the chunks, in order. */
  private async sendChunks(begun: BegunUpload, chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
    const digests: Uint8Array[] = [];
    const underWay = new Set<Promise<void>>();
    const failed: unknown[] = [];
    let index = 0;
    for await (const chunk of chunks) {
      if ((index + 1) * begun.chunkBytes > MAX_LARGE_VALUE_BYTES) throw failures.valueTooLarge();
      digests.push(createHash("sha256").update(chunk).digest());
      const sent: Promise<void> = this.sendChunk(begun, index++, chunk)
        .catch((error: unknown) => void failed.push(error))
        .finally(() => underWay.delete(sent));
      underWay.add(sent);
      if (underWay.size >= Math.max(begun.window, 1)) await Promise.race(underWay);
      if (failed.length > 0) break;
    }
    await Promise.all(underWay);
    if (failed.length > 0) throw failed[0];
    return digests;
  }

  private async sendChunk({ uploadId, encoding }: BegunUpload, index: number, chunk: Uint8Array): Promise<void> {
    const encode = encoders.get(encoding);
    const body = bodies.uploadChunkBody({
      key: this.target.key,
      uploadId,
      index,
      encoding: encode === undefined ? "" : encoding,
      data: encode === undefined ? chunk : await encode(chunk),
    });
    await this.perform(CallNumber.KV_UPLOAD_CHUNK, body, codec.readUploadedChunk);
  }

  private commit(uploadId: string, chunks: number, digest: Uint8Array): Promise<CommittedUpload> {
    const body = bodies.commitUploadBody({ key: this.target.key, uploadId, chunks, digest });
    return this.perform(CallNumber.KV_COMMIT_UPLOAD, body, codec.readCommittedUpload, uploadId);
  }

  /** The gateway gives it up by itself when this fails. */
  private async abort(uploadId: string): Promise<void> {
    const body = bodies.abortUploadBody(this.target.key, uploadId);
    const { timeoutMs } = this.options;
    const call = this.request(CallNumber.KV_ABORT_UPLOAD, body);
    await this.sender.perform(call, reader(codec.readAbortedUpload), { timeoutMs }).catch(() => undefined);
  }

  private perform<T>(call: CallNumber, body: Buffer, read: Read<T>, idempotencyKey = ""): Promise<T> {
    const request = this.request(call, body);
    // A commit that comes again is answered like the first: the upload's id is its idempotency key.
    request.idempotencyKey = idempotencyKey;
    return this.sender.perform(request, reader(read), this.options) as Promise<T>;
  }

  private request(call: CallNumber, body: Buffer): ClientRequest {
    const request = new ClientRequest(call, this.target.namespace);
    request.body = body;
    return request;
  }
}

type Read<T> = (bytes: Buffer, from: number, to: number) => T | null;

/** What cannot be read is no answer to the call. */
export function reader<T>(read: Read<T>): AnswerReader {
  return (bytes, from, to) => read(bytes, from, to) ?? MALFORMED;
}
