import { type KeyValueItem, Outcome } from "../../../backends/contract.ts";
import { writeCommittedUpload } from "../../../codec/large-value-answers.ts";
import { sizeMismatch } from "../../../common/large-value-size.ts";
import { UPLOAD_LIFETIME_MS } from "../../../common/limits.ts";
import { isIdOf, uploadKey } from "./chunk-keys.ts";
import type { LargeCall, LargeValueParts } from "./large-call.ts";
import * as failures from "./large-failures.ts";
import { decodeRecord, encodeRecord, type UploadRecord } from "./upload-record.ts";
import { addUpChunks, meetsCondition } from "./uploads.ts";
import { decodeHead, encodeHead, isHead, type ValueHead } from "./value-head.ts";

/**
 * Makes an upload its key's value:
 *
 *   open ── every chunk has its receipt ──► committing (of the version that the key has) ── the head is written ──► done
 *
 * The head is put on the condition that the key still has that version, so that a commit whose answer was lost can be
 * repeated: either the head stands there, or the key has that version still, or another value came after.
 */
export async function commitUpload(target: LargeCall, parts: LargeValueParts): Promise<Buffer> {
  const { call, request, items } = target;
  const { id } = request;
  if (!isIdOf(id, call.item.key)) throw failures.refuse(failures.uploadUnknown);
  const found = await items.get(uploadKey(id));
  const record = found.outcome === Outcome.DONE ? decodeRecord(found.value) : null;
  if (record === null || record.state === "doomed") throw failures.refuse(failures.uploadUnknown);
  if (record.state === "committing") {
    const answer = await repeat(target, record);
    if (answer !== null) return answer;
  } else if (parts.wallMs() >= record.begunMs + UPLOAD_LIFETIME_MS) throw failures.refuse(failures.uploadExpired);
  const { chunkBytes } = record;
  const { size, keptBytes, encoding, digest } = await addUpChunks(id, { count: request.index, chunkBytes }, items);
  if (record.size > 0 && size !== record.size) throw failures.refuse(sizeMismatch(record.size, size));
  const asked = call.source.subarray(request.dataFrom, request.dataTo);
  if (asked.length > 0 && !digest.equals(asked)) throw failures.refuse(failures.checksumMismatch);
  const head: ValueHead = {
    id,
    size,
    chunks: request.index,
    chunkBytes,
    encoding: encodingOfAll(record, { keptBytes, first: parts.work.encodingOf(encoding) }),
    keptBytes,
    digest: digest.toString("hex"),
  };
  const version = await putHead(target, head, { record, version: found.version }, parts);
  return version === 0 ? none : writeCommittedUpload({ version, replayed: false, size, digest });
}

/** How the value is kept, of which `keptBytes` says whether all chunks are kept alike: else the namespace goes by the first. */
function encodingOfAll(
  { encoding, ifSmaller }: UploadRecord,
  { keptBytes, first }: { readonly keptBytes: number; readonly first: string | null },
): string {
  return keptBytes === 0 && !ifSmaller ? encoding : (first ?? encoding);
}

/** The commit was under way before: its answer, if it was done; null when it was not, and still can be. */
async function repeat({ call, request, items }: LargeCall, record: UploadRecord): Promise<Buffer | null> {
  const current = await items.get(call.item.key);
  const version = current.outcome === Outcome.DONE ? current.version : 0;
  const head = version > 0 && isHead(current.value) ? decodeHead(current.value) : null;
  if (head?.id === request.id) {
    const digest = Buffer.from(head.digest, "hex");
    return writeCommittedUpload({ version, replayed: true, size: head.size, digest });
  }
  if (version !== record.baseVersion) throw failures.refuse(failures.uploadUnknown);
  return null;
}

/** The new version; 0 when the condition does not hold, which `call.item` then says. */
async function putHead(
  { call, request, items }: LargeCall,
  head: ValueHead,
  from: { readonly record: UploadRecord; readonly version: number },
  { wallMs }: LargeValueParts,
): Promise<number> {
  const { record } = from;
  const key = uploadKey(request.id);
  let recordVersion = from.version;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (!(await meetsCondition(call.item, record.ifVersion, items))) return 0;
    const baseVersion = record.ifVersion >= 0 ? record.ifVersion : versionOf(await items.get(record.key, false));
    const committing: UploadRecord = { ...record, state: "committing", sinceMs: wallMs(), baseVersion };
    const noted = await items.put({ key, value: encodeRecord(committing), ifVersion: recordVersion });
    // Another commit of the same upload, or whoever gives up what takes too long.
    if (noted.outcome !== Outcome.DONE) break;
    recordVersion = noted.version;
    const expiresAtMs = record.ttlMs === 0 ? 0 : wallMs() + record.ttlMs;
    const put = await items.put({ key: record.key, value: encodeHead(head), ifVersion: baseVersion, expiresAtMs });
    if (put.outcome === Outcome.DONE) return put.version;
  }
  throw failures.refuse(failures.uploadContended);
}

function versionOf(item: KeyValueItem): number {
  return item.outcome === Outcome.DONE ? item.version : 0;
}

const none = Buffer.alloc(0);
/** Writers of one key that all come between are few. */
const MAX_ATTEMPTS = 8;
