import { Outcome } from "../../../backends/contract.ts";
import { type OpenedDownload, writeDownloadedChunk, writeOpenedDownload } from "../../../codec/large-value-answers.ts";
import { chunkKey, isIdOf } from "./chunk-keys.ts";
import type { LargeCall, LargeValueParts } from "./large-call.ts";
import * as failures from "./large-failures.ts";
import { decodeHead, isHead } from "./value-head.ts";

/** What there is under a key: a value that is small, or where the chunks of a large one are asked for. */
export async function openDownload({ call, items }: LargeCall): Promise<Buffer> {
  const item = await items.get(call.item.key);
  if (item.outcome !== Outcome.DONE) return writeOpenedDownload(nothing);
  const { value, version, expiresAtMs } = item;
  const found = { ...nothing, found: true, version, expiresAtMs };
  if (!isHead(value)) return writeOpenedDownload({ ...found, value, size: value.length });
  const head = decodeHead(value);
  if (head === null) throw failures.refuse(failures.valueBroken);
  const { id, size, chunkBytes, chunks, encoding, keptBytes } = head;
  const digest = Buffer.from(head.digest, "hex");
  return writeOpenedDownload({ ...found, downloadId: id, size, chunkBytes, chunks, encoding, digest, keptBytes });
}

/** One chunk: as it is kept when the caller can take that, else decoded. Needs no look at the head: its id says whose it is. */
export async function downloadChunk({ call, request, items }: LargeCall, { work }: LargeValueParts): Promise<Buffer> {
  const { id, index, acceptEncodings } = request;
  if (!isIdOf(id, call.item.key)) throw failures.refuse(failures.downloadUnknown);
  const item = await items.get(chunkKey(id, index));
  if (item.outcome !== Outcome.DONE) throw failures.refuse(failures.valueGone);
  const { value } = item;
  const kept = typeof value === "string" ? Buffer.from(value, "latin1") : value;
  const peeked = work.peek(kept);
  if (peeked === null) throw failures.refuse(failures.valueBroken);
  const { encoding, bytes } = peeked;
  if (encoding === "identity" || acceptEncodings.includes(encoding)) return writeDownloadedChunk(encoding, bytes);
  if (work.encodingNamed(encoding) === null) throw failures.refuse(failures.encodingUnavailable(encoding));
  const plain = await work.open(kept);
  if (plain === null) throw failures.refuse(failures.valueBroken);
  return writeDownloadedChunk("identity", plain);
}

const empty = new Uint8Array(0);
const nothing: OpenedDownload = {
  found: false,
  value: empty,
  version: 0,
  expiresAtMs: 0,
  downloadId: "",
  size: 0,
  chunkBytes: 0,
  chunks: 0,
  encoding: "",
  digest: empty,
  keptBytes: 0,
};
