import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";
import { blobBytes, uintBytes, WireWriter } from "./wire-writer.ts";

/** The `next_page_token` of a ScanResponse `bytes[start, end)`, copied; empty on the last page. */
export function readNextPageToken(bytes: Uint8Array, start: number, end: number): Uint8Array {
  let token = none;
  reader.reset(bytes, skipItems(bytes, start, end), end);
  while (reader.next()) {
    // A Buffer's own `slice` would be a view of what is overwritten soon.
    if (reader.field === 2 && reader.wireType === LEN) token = new Uint8Array(bytes.subarray(reader.from, reader.to));
  }
  return token;
}

/**
 * Where the items end that a page begins with, or at least some of them: there may be thousands before the token. Beyond `end`, and then
 * there is nothing to read, when the page is cut short.
 */
function skipItems(bytes: Uint8Array, start: number, end: number): number {
  let pos = start;
  while (pos + 2 < end && bytes[pos] === ITEM_TAG) {
    const low = bytes[pos + 1] as number;
    const high = low < 0x80 ? 0 : (bytes[pos + 2] as number);
    const next = low < 0x80 ? pos + 2 + low : pos + 3 + (low & 0x7f) + high * 0x80;
    // What is longer is the reader's.
    if (high >= 0x80) return pos;
    pos = next;
  }
  return pos;
}

/** The `page_size` of a ScanRequest; 0 when it has none, or is no message. */
export function readPageSize(request: Uint8Array): number {
  let size = 0;
  reader.reset(request, 0, request.length);
  while (reader.next()) if (reader.field === PAGE_SIZE && reader.wireType === VARINT) size = reader.value;
  return reader.failed ? 0 : size;
}

/** A ScanRequest with another `page_size` and `page_token`: of a field that comes twice, the last one counts. */
export function withPage(request: Uint8Array, size: number, token: Uint8Array): Buffer {
  const more = uintBytes(PAGE_SIZE, size) + blobBytes(PAGE_TOKEN, token.length);
  writer.reset(Buffer.allocUnsafe(request.length + more), 0);
  writer.raw(request);
  writer.uint(PAGE_SIZE, size);
  writer.blob(PAGE_TOKEN, token);
  return writer.bytes;
}

/** Bytes of the token that goes on behind a key of so many. */
export function pageTokenBytes(keyBytes: number): number {
  return QUERY_CHARS + Math.ceil((keyBytes * 4) / 3);
}

/**
 * Writes the token that goes on behind the key `source[from, to)`, at `at` of `into`: `seen` is any token of the same query.
 * What a token says of its query is nine bytes, so that in base64url it ends where a character does, and the key follows.
 * Returns where it ends.
 */
export function writePageToken(
  into: Uint8Array,
  at: number,
  seen: Uint8Array,
  { source, from, to }: { source: Uint8Array; from: number; to: number },
): number {
  let pos = at;
  for (let i = 0; i < QUERY_CHARS; i++) into[pos++] = seen[i] as number;
  for (let i = from; i < to; i += 3) {
    const three = ((source[i] as number) << 16) | (byteOf(source, i + 1, to) << 8) | byteOf(source, i + 2, to);
    into[pos++] = alphabet[three >>> 18] as number;
    into[pos++] = alphabet[(three >>> 12) & 63] as number;
    if (i + 1 < to) into[pos++] = alphabet[(three >>> 6) & 63] as number;
    if (i + 2 < to) into[pos++] = alphabet[three & 63] as number;
  }
  return pos;
}

function byteOf(source: Uint8Array, at: number, end: number): number {
  return at < end ? (source[at] as number) : 0;
}

/** Of field 1 of a ScanResponse. */
const ITEM_TAG = 8 + LEN;
const PAGE_SIZE = 5;
const PAGE_TOKEN = 6;
/** Of version and hash of the query: see `createPageToken`. */
const QUERY_CHARS = 12;
const alphabet = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
const reader = new WireReader();
const writer = new WireWriter();
const none = new Uint8Array(0);
