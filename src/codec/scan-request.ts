import { readByteString } from "./byte-string.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/** A ScanRequest but for its namespace; texts as byte strings. */
export interface ScanRequest {
  prefix: string;
  start: string;
  end: string;
  pageSize: number;
  pageToken: string;
  keysOnly: boolean;
}

/** Null when the bytes are no protobuf message. */
export function readScanRequest(bytes: Buffer, start: number, end: number): ScanRequest | null {
  const request: ScanRequest = { prefix: "", start: "", end: "", pageSize: 0, pageToken: "", keysOnly: false };
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType === LEN) {
      const name = textFields[reader.field];
      if (name !== undefined) request[name] = readByteString(bytes, reader.from, reader.to);
    } else if (reader.wireType === VARINT) {
      if (reader.field === 5) request.pageSize = Math.min(reader.value, 0xffff_ffff);
      else if (reader.field === 7) request.keysOnly = reader.value !== 0;
    }
  }
  return reader.failed ? null : request;
}

const textFields: Record<number, "prefix" | "start" | "end" | "pageToken"> = {
  2: "prefix",
  3: "start",
  4: "end",
  6: "pageToken",
};
