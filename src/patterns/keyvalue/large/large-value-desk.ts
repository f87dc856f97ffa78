import { CallNumber } from "../../../codec/calls.ts";
import { assert } from "../../../common/assert.ts";
import { Code } from "../../../common/codes.ts";
import { LARGE_CHUNK_BYTES, MAX_CHUNKS_UNDER_WAY_BYTES } from "../../../common/limits.ts";
import { failureOf } from "../../../common/prism-error.ts";
import type { KeyValueCall } from "../call.ts";
import { storeFailed } from "../executor.ts";
import type { ChunkEncodingName } from "./chunk-work.ts";
import { commitUpload } from "./commit-upload.ts";
import { downloadChunk, openDownload } from "./downloads.ts";
import type { LargeCall, LargeValueParts } from "./large-call.ts";
import { chunksUnderWay } from "./large-failures.ts";
import { OwnItems, type RunCall } from "./own-items.ts";
import { Uploads } from "./uploads.ts";

export interface LargeValueDeskParts extends LargeValueParts {
  /** Microseconds on a clock that does not wrap. */
  readonly nowUs: () => number;
  /** Gets a call back, once: it has its reply, an item that says why not, or a failure. */
  readonly onDone: (calls: readonly KeyValueCall[]) => void;
  /** Hears the cause of what callers are told as INTERNAL. */
  readonly onInternal: (error: unknown) => void;
}

/** The store of a call's namespace. */
export interface CalledStore {
  readonly runCall: RunCall;
  /** Bytes that one item may have, as far as the store knows now. */
  readonly maxItemBytes: () => number;
  /** How values are compressed for which no encoding is chosen. */
  readonly compression: ChunkEncodingName;
}

/**
 * Carries out the calls about large values, each by itself: they wait for a store or for the processor, and their chunks
 * are ordinary items of the namespace's store, whichever that is. The bytes that are under way are bounded.
 */
export class LargeValueDesk {
  private readonly parts: LargeValueDeskParts;
  private readonly uploads: Uploads;
  /** Calls that were taken and not handed back. */
  pending = 0;
  /** Bytes of chunks under way. */
  bytesUnderWay = 0;
  /** Calls refused because of those, since the start. */
  refused = 0;

  constructor(parts: LargeValueDeskParts) {
    this.parts = parts;
    this.uploads = new Uploads(parts);
  }

  /** Takes a prepared call, whose bytes are its own. Never hands it back before this returns. */
  submit(call: KeyValueCall, store: CalledStore): void {
    this.pending++;
    call.sentUs = this.parts.nowUs();
    void this.carryOut(call, store);
  }

  private async carryOut(call: KeyValueCall, store: CalledStore): Promise<void> {
    // After the batch that it came with, whose writes may be of the same key.
    await Promise.resolve();
    const bytes = bytesOf(call);
    try {
      if (this.bytesUnderWay > 0 && this.bytesUnderWay + bytes > MAX_CHUNKS_UNDER_WAY_BYTES) {
        this.refused++;
        call.failure = chunksUnderWay;
      } else {
        this.bytesUnderWay += bytes;
        try {
          call.reply = await this.perform(call, store);
        } finally {
          this.bytesUnderWay -= bytes;
        }
      }
    } catch (error) {
      call.failure = failureOf(error, storeFailed);
      if (call.failure.code === Code.INTERNAL) this.parts.onInternal(error);
    }
    this.pending--;
    this.parts.onDone([call]);
  }

  private async perform(call: KeyValueCall, { runCall, maxItemBytes, compression }: CalledStore): Promise<Uint8Array> {
    const request = call.large;
    assert(request !== null, "a call about a large value was prepared as one");
    const items = new OwnItems(call.namespaceId, runCall, call.deadlineUs);
    const target: LargeCall = { call, request, items, maxItemBytes, compression };
    switch (call.operation) {
      case CallNumber.KV_BEGIN_UPLOAD:
        return this.uploads.begin(target);
      case CallNumber.KV_UPLOAD_CHUNK:
        return this.uploads.chunk(target);
      case CallNumber.KV_COMMIT_UPLOAD:
        this.uploads.forget(request.id);
        return commitUpload(target, this.parts);
      case CallNumber.KV_ABORT_UPLOAD:
        return this.uploads.abort(target);
      case CallNumber.KV_OPEN_DOWNLOAD:
        return openDownload(target);
      default:
        return downloadChunk(target, this.parts);
    }
  }
}

/** What a call has in memory, as far as it is known before. */
function bytesOf({ operation, from, to }: KeyValueCall): number {
  return operation === CallNumber.KV_DOWNLOAD_CHUNK ? LARGE_CHUNK_BYTES : to - from;
}
