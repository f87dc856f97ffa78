import { Code, codeName, isFailureCode } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/**
 * Reads a `google.rpc.Status`, as `grpc-status-details-bin` carries it: reason and metadata from its ErrorInfo, the hint
 * from its RetryInfo. A status without an ErrorInfo has the name of its code for a reason. Null when it is no such message.
 * Source: https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export function readRpcStatus(bytes: Buffer): Failure | null {
  const reader = new WireReader();
  const details = new Details();
  let code: Code = Code.UNKNOWN;
  let message = "";
  reader.reset(bytes, 0, bytes.length);
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === VARINT && isFailureCode(reader.value)) code = reader.value;
    else if (reader.wireType !== LEN) continue;
    else if (reader.field === 2) message = bytes.toString("utf8", reader.from, reader.to);
    else if (reader.field === 3 && !details.read(bytes, reader.from, reader.to)) return null;
  }
  if (reader.failed) return null;
  return new Failure(code, details.reason || codeName(code), message, {
    retryAfterMs: details.retryAfterMs,
    // `fromEntries` defines own properties, so that a name such as "__proto__" is only a name.
    metadata: Object.fromEntries(details.metadata),
  });
}

/** What is found in the details, which are of any types: those that are unknown are passed over. */
class Details {
  reason = "";
  retryAfterMs = 0;
  readonly metadata: [string, string][] = [];

  /** Reads an `Any`: a type's URL in field 1, its message in field 2. */
  read(bytes: Buffer, start: number, end: number): boolean {
    let type = "";
    let [from, to] = [0, 0];
    const isRead = eachField(bytes, start, end, (reader) => {
      if (reader.wireType !== LEN) return;
      if (reader.field === 1) type = bytes.toString("utf8", reader.from, reader.to);
      else if (reader.field === 2) [from, to] = [reader.from, reader.to];
    });
    if (type.endsWith("/google.rpc.ErrorInfo")) return isRead && this.readErrorInfo(bytes, from, to);
    if (type.endsWith("/google.rpc.RetryInfo")) return isRead && this.readRetryInfo(bytes, from, to);
    return isRead;
  }

  private readErrorInfo(bytes: Buffer, start: number, end: number): boolean {
    return eachField(bytes, start, end, (reader) => {
      if (reader.wireType !== LEN) return;
      if (reader.field === 1) this.reason = bytes.toString("utf8", reader.from, reader.to);
      else if (reader.field === 3) this.metadata.push(readEntry(bytes, reader.from, reader.to));
    });
  }

  /** A Duration: seconds in field 1, nanoseconds in field 2. */
  private readRetryInfo(bytes: Buffer, start: number, end: number): boolean {
    let ms = 0;
    const isRead = eachField(bytes, start, end, (reader) => {
      if (reader.field !== 1 || reader.wireType !== LEN) return;
      eachField(bytes, reader.from, reader.to, (duration) => {
        if (duration.wireType !== VARINT) return;
        if (duration.field === 1) ms += duration.value * 1_000;
        else if (duration.field === 2) ms += Math.ceil(duration.value / 1_000_000);
      });
    });
    // As far as the same failure could say over TCP.
    this.retryAfterMs = Math.min(ms, 0xffff_ffff);
    return isRead;
  }
}

function readEntry(bytes: Buffer, start: number, end: number): [string, string] {
  const entry: [string, string] = ["", ""];
  eachField(bytes, start, end, (reader) => {
    if (reader.wireType !== LEN) return;
    if (reader.field === 1) entry[0] = bytes.toString("utf8", reader.from, reader.to);
    else if (reader.field === 2) entry[1] = bytes.toString("utf8", reader.from, reader.to);
  });
  return entry;
}

function eachField(bytes: Buffer, start: number, end: number, onField: (reader: WireReader) => void): boolean {
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) onField(reader);
  return !reader.failed;
}
