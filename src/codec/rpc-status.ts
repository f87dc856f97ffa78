import type { Failure } from "../common/failure.ts";
import { lenBytes, textBytes, uintBytes, WireWriter } from "./wire-writer.ts";

/**
 * A failure as `google.rpc.Status`, which is what `grpc-status-details-bin` carries: always an ErrorInfo, a RetryInfo
 * when there is a hint, a BadRequest when the failure names the field at fault.
 *
 * Source: https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto and error_details.proto
 *
 *   Status      int32 code = 1; string message = 2; repeated Any details = 3
 *   Any         string type_url = 1; bytes value = 2
 *   ErrorInfo   string reason = 1; string domain = 2; map<string, string> metadata = 3
 *   RetryInfo   Duration retry_delay = 1 (int64 seconds = 1; int32 nanos = 2)
 *   BadRequest  repeated FieldViolation field_violations = 1 (string field = 1; string description = 2)
 */
export function encodeRpcStatus(failure: Failure): Buffer {
  const details = [errorInfo(failure)];
  if (failure.retryAfterMs > 0) details.push(retryInfo(failure.retryAfterMs));
  const field = failure.metadata.field;
  if (field !== undefined) details.push(badRequest(field, failure.message));
  let length = uintBytes(1, failure.code) + textBytes(2, failure.message);
  for (const { bytes } of details) length += lenBytes(3, bytes);
  return write(length, (writer) => {
    writer.uint(1, failure.code);
    writer.text(2, failure.message);
    for (const detail of details) {
      writer.open(3, detail.bytes);
      detail.write(writer);
    }
  });
}

/** The domain of every reason. */
export const ERROR_DOMAIN = "prism";

/** A message that knows its size before it is written. */
interface Part {
  readonly bytes: number;
  readonly write: (writer: WireWriter) => void;
}

function errorInfo({ reason, metadata }: Failure): Part {
  const entries = Object.entries(metadata);
  let bytes = textBytes(1, reason) + textBytes(2, ERROR_DOMAIN);
  for (const [key, value] of entries) bytes += lenBytes(3, textBytes(1, key) + textBytes(2, value));
  return any("google.rpc.ErrorInfo", bytes, (writer) => {
    writer.text(1, reason);
    writer.text(2, ERROR_DOMAIN);
    for (const [key, value] of entries) {
      writer.open(3, textBytes(1, key) + textBytes(2, value));
      writer.text(1, key);
      writer.text(2, value);
    }
  });
}

function retryInfo(retryAfterMs: number): Part {
  const seconds = Math.floor(retryAfterMs / 1000);
  const nanos = (retryAfterMs % 1000) * 1_000_000;
  const delayBytes = uintBytes(1, seconds) + uintBytes(2, nanos);
  return any("google.rpc.RetryInfo", lenBytes(1, delayBytes), (writer) => {
    writer.open(1, delayBytes);
    writer.uint(1, seconds);
    writer.uint(2, nanos);
  });
}

function badRequest(field: string, description: string): Part {
  const violationBytes = textBytes(1, field) + textBytes(2, description);
  return any("google.rpc.BadRequest", lenBytes(1, violationBytes), (writer) => {
    writer.open(1, violationBytes);
    writer.text(1, field);
    writer.text(2, description);
  });
}

function any(type: string, valueBytes: number, writeValue: (writer: WireWriter) => void): Part {
  const url = `type.googleapis.com/${type}`;
  return {
    bytes: textBytes(1, url) + lenBytes(2, valueBytes),
    write: (writer) => {
      writer.text(1, url);
      writer.open(2, valueBytes);
      writeValue(writer);
    },
  };
}

function write(length: number, fill: (writer: WireWriter) => void): Buffer {
  const writer = new WireWriter();
  writer.reset(Buffer.allocUnsafe(length), 0);
  fill(writer);
  return writer.bytes;
}
