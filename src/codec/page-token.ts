import { LEN } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";
import { blobBytes, WireWriter } from "./wire-writer.ts";

/** The `next_page_token` of a ScanResponse `bytes[start, end)`, copied; empty on the last page. */
export function readNextPageToken(bytes: Uint8Array, start: number, end: number): Uint8Array {
  let token = none;
  reader.reset(bytes, start, end);
  while (reader.next()) {
    // A Buffer's own `slice` would be a view of what is overwritten soon.
    if (reader.field === 2 && reader.wireType === LEN) token = new Uint8Array(bytes.subarray(reader.from, reader.to));
  }
  return token;
}

/** A ScanRequest with another `page_token`: of a field that comes twice, the last one counts. */
export function withPageToken(request: Uint8Array, token: Uint8Array): Buffer {
  writer.reset(Buffer.allocUnsafe(request.length + blobBytes(PAGE_TOKEN, token.length)), 0);
  writer.raw(request);
  writer.blob(PAGE_TOKEN, token);
  return writer.bytes;
}

const PAGE_TOKEN = 6;
const reader = new WireReader();
const writer = new WireWriter();
const none = new Uint8Array(0);
