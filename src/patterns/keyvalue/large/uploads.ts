import { createHash } from "node:crypto";
import { type KeyValueItem, Outcome } from "../../../backends/contract.ts";
import { writeAbortedUpload, writeBegunUpload, writeUploadedChunk } from "../../../codec/large-value-answers.ts";
import { largeValueTooLarge } from "../../../common/large-value-size.ts";
import {
  LARGE_VALUE_WINDOW,
  MAX_LARGE_VALUE_BYTES,
  MAX_REMEMBERED_UPLOADS,
  UPLOAD_LIFETIME_MS,
} from "../../../common/limits.ts";
import { chunkKey, chunkRange, createId, isIdOf, receiptKey, receiptRange, uploadKey } from "./chunk-keys.ts";
import { chunkBytesFor } from "./chunk-size.ts";
import type { Sealed } from "./chunk-work.ts";
import type { LargeCall, LargeValueParts } from "./large-call.ts";
import * as failures from "./large-failures.ts";
import type { OwnItems } from "./own-items.ts";
import {
  decodeReceipt,
  decodeRecord,
  encodeReceipt,
  encodeRecord,
  type Receipt,
  type UploadRecord,
} from "./upload-record.ts";

/**
 * Uploads up to their commit. All that is known of one stands in the store, so that its calls may come to any worker of
 * any gateway, and an upload goes on after a worker, or a gateway, was replaced.
 */
export class Uploads {
  private readonly parts: LargeValueParts;
  /** Of uploads that are open, so that a chunk is one call of the store. */
  private readonly known = new Map<string, UploadRecord>();

  constructor(parts: LargeValueParts) {
    this.parts = parts;
  }

  async begin(target: LargeCall): Promise<Buffer> {
    const { call, request, items, compression } = target;
    const { work, wallMs, secretBytes } = this.parts;
    const { key } = call.item;
    const encoding = work.encodingNamed(request.encoding);
    if (encoding === null) throw failures.refuse(failures.encodingUnknown("encoding"));
    if (request.size > MAX_LARGE_VALUE_BYTES) throw failures.refuse(largeValueTooLarge("size"));
    if (!(await meetsCondition(call.item, request.ifVersion, items))) return none;
    const id = createId(secretBytes(ID_BYTES), key);
    const nowMs = wallMs();
    const { ttlMs, ifVersion, size } = request;
    // Who chooses none leaves it to the namespace.
    const ifSmaller = request.encoding === "" && compression !== "identity";
    const kept = { encoding: ifSmaller ? compression : encoding, ifSmaller };
    const wanted = { key, ...kept, size, ttlMs, ifVersion, begunMs: nowMs, sinceMs: nowMs, baseVersion: 0 };
    const record = await keepRecord(id, wanted, target);
    this.remember(id, record);
    return writeBegunUpload({
      uploadId: id,
      chunkBytes: record.chunkBytes,
      encoding,
      window: LARGE_VALUE_WINDOW,
      expiresAtMs: nowMs + UPLOAD_LIFETIME_MS,
    });
  }

  async chunk({ call, request, items }: LargeCall): Promise<Buffer> {
    const { work } = this.parts;
    const { id, index } = request;
    const record = await this.openRecord(id, call.item.key, items);
    const { chunkBytes, ifSmaller } = record;
    if ((index + 1) * chunkBytes > MAX_LARGE_VALUE_BYTES) throw failures.refuse(failures.chunkOutOfRange(chunkBytes));
    const encoding = work.encodingNamed(request.encoding);
    const keepAs = work.encodingNamed(record.encoding);
    if (encoding === null || keepAs === null) throw failures.refuse(failures.encodingUnknown("encoding"));
    const bytes = call.source.subarray(request.dataFrom, request.dataTo);
    const sealed = await work.seal({ bytes, encoding, keepAs, ifSmaller, maxPlainBytes: chunkBytes });
    if (sealed === null || sealed.plainBytes === 0) throw failures.refuse(failures.chunkMalformed(chunkBytes));
    const receipt = receiptKey(id, index);
    try {
      await items.putBoth(
        { key: chunkKey(id, index), value: sealed.kept },
        { key: receipt, value: encodeReceipt(receiptOf(sealed)) },
      );
    } catch (error) {
      // The receipt may have been kept without the chunk.
      await items.deleteMany([receipt]).catch(() => undefined);
      throw error;
    }
    return writeUploadedChunk(sealed.digest);
  }

  /** What is there of it goes at once; the record stays until no late chunk can come. */
  async abort({ call, request, items }: LargeCall): Promise<Buffer> {
    const { id } = request;
    this.known.delete(id);
    const found = isIdOf(id, call.item.key) ? await items.get(uploadKey(id)) : null;
    const record = found?.outcome === Outcome.DONE ? decodeRecord(found.value) : null;
    if (found === null || record?.state !== "open") return writeAbortedUpload(false);
    const doomed: UploadRecord = { ...record, state: "doomed", sinceMs: this.parts.wallMs() };
    const put = await items.put({ key: uploadKey(id), value: encodeRecord(doomed), ifVersion: found.version });
    if (put.outcome !== Outcome.DONE) return writeAbortedUpload(false);
    await removeChunks(id, items);
    return writeAbortedUpload(true);
  }

  forget(id: string): void {
    this.known.delete(id);
  }

  private async openRecord(id: string, key: string, items: OwnItems): Promise<UploadRecord> {
    if (!isIdOf(id, key)) throw failures.refuse(failures.uploadUnknown);
    let record = this.known.get(id) ?? null;
    if (record === null) {
      const found = await items.get(uploadKey(id));
      record = found.outcome === Outcome.DONE ? decodeRecord(found.value) : null;
      if (record?.state !== "open") throw failures.refuse(failures.uploadUnknown);
      this.remember(id, record);
    }
    // Later than this its chunks are looked for and removed: none may come after that.
    if (this.parts.wallMs() >= record.begunMs + UPLOAD_LIFETIME_MS) throw failures.refuse(failures.uploadExpired);
    return record;
  }

  private remember(id: string, record: UploadRecord): void {
    if (this.known.size >= MAX_REMEMBERED_UPLOADS) {
      for (const oldest of this.known.keys()) {
        this.known.delete(oldest);
        break;
      }
    }
    this.known.set(id, record);
  }
}

/** Keeps the record of a new upload, with the size that its chunks have in this store. */
async function keepRecord(
  id: string,
  wanted: Omit<UploadRecord, "chunkBytes" | "state">,
  { items, maxItemBytes }: LargeCall,
): Promise<UploadRecord> {
  for (let version = 0; ; ) {
    const chunkBytes = chunkBytesFor(maxItemBytes());
    if (chunkBytes === 0) throw failures.refuse(failures.itemsTooSmall(maxItemBytes()));
    const record: UploadRecord = { ...wanted, chunkBytes, state: "open" };
    const put = await items.put({ key: uploadKey(id), value: encodeRecord(record), ifVersion: version });
    version = put.version;
    // A store on the network may not know how large its items are before it is reached, as it is now.
    if (chunkBytesFor(maxItemBytes()) === chunkBytes) return record;
  }
}

/** Whether the key has the version that is asked for; else `item` says what it has. */
export async function meetsCondition(item: KeyValueItem, ifVersion: number, items: OwnItems): Promise<boolean> {
  if (ifVersion < 0) return true;
  const current = await items.get(item.key, false);
  const version = current.outcome === Outcome.DONE ? current.version : 0;
  if (version === ifVersion) return true;
  item.ifVersion = ifVersion;
  item.outcome = Outcome.MISMATCH;
  item.version = version;
  return false;
}

function receiptOf({ kept, plainBytes, digest }: Sealed): Receipt {
  // The first byte says how the others are encoded.
  return { plainBytes, digest, keptBytes: kept.length - 1, encoding: kept[0] as number };
}

export interface UploadedChunks {
  readonly size: number;
  /** Bytes of the chunks as they are kept, one behind the other; 0 where they are not all kept the same way. */
  readonly keptBytes: number;
  /** How the first is kept, by the first byte of what is kept. */
  readonly encoding: number;
  readonly digest: Buffer;
}

/** What the receipts say of the value that the first `count` chunks make; throws when one is missing, or has the wrong size. */
export async function addUpChunks(
  id: string,
  { count, chunkBytes }: { readonly count: number; readonly chunkBytes: number },
  items: OwnItems,
): Promise<UploadedChunks> {
  const hash = createHash("sha256");
  let size = 0;
  let keptBytes = 0;
  let encoding = 0;
  let isMixed = false;
  let next = 0;
  for await (const page of items.scan(...receiptRange(id), RECEIPTS_PER_PAGE, false)) {
    for (const { key, value } of page) {
      if (key === receiptKey(id, count)) {
        throw failures.refuse(failures.uploadIncomplete(count, `came, though chunks is ${count}`));
      }
      if (key !== receiptKey(id, next)) throw failures.refuse(failures.uploadIncomplete(next, "did not come"));
      const receipt = decodeReceipt(value);
      if (receipt === null) throw failures.refuse(failures.valueBroken);
      if (next < count - 1 && receipt.plainBytes !== chunkBytes) {
        const has = `has ${receipt.plainBytes} bytes; all but the last have ${chunkBytes}`;
        throw failures.refuse(failures.uploadIncomplete(next, has));
      }
      hash.update(receipt.digest);
      size += receipt.plainBytes;
      keptBytes += receipt.keptBytes;
      if (next === 0) encoding = receipt.encoding;
      isMixed ||= receipt.encoding !== encoding || receipt.keptBytes === 0;
      next++;
    }
  }
  if (next < count) throw failures.refuse(failures.uploadIncomplete(next, "did not come"));
  return { size, keptBytes: isMixed ? 0 : keptBytes, encoding, digest: hash.digest() };
}

/** Removes the chunks of an upload and their receipts, whatever there is. Returns how many items those were. */
export async function removeChunks(id: string, items: OwnItems): Promise<number> {
  let removed = 0;
  for (const range of [receiptRange(id), chunkRange(id)]) {
    for await (const page of items.scan(...range, REMOVED_AT_ONCE, true)) {
      await items.deleteMany(page.map(({ key }) => key));
      removed += page.length;
    }
  }
  return removed;
}

const none = Buffer.alloc(0);
/** 128 bits. */
const ID_BYTES = 16;
const RECEIPTS_PER_PAGE = 1_000;
/** A chunk takes a store as long to remove as a thousand small items, in some: so many keep nobody waiting. */
const REMOVED_AT_ONCE = 16;
