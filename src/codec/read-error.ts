import { Code, isFailureCode } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/** Reads `prism.v1.Error`; null when the bytes are no protobuf message. A code that is no gRPC code becomes UNKNOWN. */
export function readError(bytes: Buffer, start: number, end: number): Failure | null {
  const reader = new WireReader();
  let code: Code = Code.UNKNOWN;
  let reason = "";
  let message = "";
  let retryAfterMs = 0;
  const metadata: [string, string][] = [];
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType === VARINT) {
      if (reader.field === 1) code = isFailureCode(reader.value) ? reader.value : Code.UNKNOWN;
      else if (reader.field === 4) retryAfterMs = Math.min(reader.value, 0xffff_ffff);
    } else if (reader.wireType === LEN) {
      if (reader.field === 2) reason = bytes.toString("utf8", reader.from, reader.to);
      else if (reader.field === 3) message = bytes.toString("utf8", reader.from, reader.to);
      else if (reader.field === 5) {
        const entry = readEntry(bytes, reader.from, reader.to);
        if (entry === null) return null;
        metadata.push(entry);
      }
    }
  }
  // `fromEntries` defines own properties, so that a name such as "__proto__" is only a name.
  return reader.failed
    ? null
    : new Failure(code, reason, message, { retryAfterMs, metadata: Object.fromEntries(metadata) });
}

/** One entry of a protobuf map: key 1, value 2. */
function readEntry(bytes: Buffer, start: number, end: number): [string, string] | null {
  const reader = new WireReader();
  const entry: [string, string] = ["", ""];
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType !== LEN) continue;
    if (reader.field === 1) entry[0] = bytes.toString("utf8", reader.from, reader.to);
    else if (reader.field === 2) entry[1] = bytes.toString("utf8", reader.from, reader.to);
  }
  return reader.failed ? null : entry;
}
