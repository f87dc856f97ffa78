import { Outcome, type ScannedItem } from "../../../backends/contract.ts";
import { REPLACED_CHUNKS_GRACE_MS, UPLOAD_LIFETIME_MS } from "../../../common/limits.ts";
import { AFTER_OWN_KEYS, idOfUpload, UPLOADS } from "./chunk-keys.ts";
import type { OwnItems } from "./own-items.ts";
import { decodeRecord, encodeRecord, type UploadRecord } from "./upload-record.ts";
import { removeChunks } from "./uploads.ts";
import { decodeHead, isHead } from "./value-head.ts";

/**
 * Looks at every upload of a namespace, and removes the chunks that nobody needs: of uploads that were never committed,
 * and of values that were replaced, deleted, or have expired. An upload is doomed first, on the condition that it is as it
 * was seen, so that no commit comes between; some minutes later, when whoever was reading it is done, it is removed. Harmless
 * when several do it at one time. Rejects with a PrismError when the store cannot now.
 *
 * @returns how many items it removed.
 */
export async function sweepUploads(items: OwnItems, wallMs: () => number): Promise<number> {
  let removed = 0;
  for await (const page of items.scan(UPLOADS, endOfUploads, RECORDS_PER_PAGE, false)) {
    for (const found of page) {
      const record = decodeRecord(found.value);
      if (record === null || (await isNeeded(idOfUpload(found.key), record, items, wallMs()))) continue;
      if (record.state !== "doomed") await doom(found, record, items, wallMs());
      else if (wallMs() >= record.sinceMs + REPLACED_CHUNKS_GRACE_MS) {
        removed += await removeChunks(idOfUpload(found.key), items);
        await items.deleteMany([found.key]);
        removed++;
      }
    }
  }
  return removed;
}

/** Whether the upload may still be used, or is its key's value. */
async function isNeeded(id: string, record: UploadRecord, items: OwnItems, nowMs: number): Promise<boolean> {
  if (record.state === "open") return nowMs < record.begunMs + UPLOAD_LIFETIME_MS;
  if (record.state === "doomed") return false;
  const current = await items.get(record.key);
  const isValue = current.outcome === Outcome.DONE && isHead(current.value) && decodeHead(current.value)?.id === id;
  return isValue || nowMs < record.sinceMs + COMMIT_GRACE_MS;
}

async function doom(found: ScannedItem, record: UploadRecord, items: OwnItems, nowMs: number): Promise<void> {
  const doomed: UploadRecord = { ...record, state: "doomed", sinceMs: nowMs };
  await items.put({ key: found.key, value: encodeRecord(doomed), ifVersion: found.version });
}

/** The receipts and chunks come before the uploads, so this is where all of the gateway's own keys end. */
const endOfUploads = AFTER_OWN_KEYS;
const RECORDS_PER_PAGE = 100;
/** A head that is being written stands there by then, or the write has failed. */
const COMMIT_GRACE_MS = 10 * 60 * 1000;
