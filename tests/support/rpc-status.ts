import protobuf from "protobufjs";

/** A `google.rpc.Status` as `status` and its details by type, read by protobufjs. */
export function decodeRpcStatus(bytes: Uint8Array): Record<string, Record<string, unknown>> {
  const { code, message, details } = statusType.toObject(statusType.decode(bytes), { bytes: Buffer }) as {
    code: number;
    message?: string;
    details: { typeUrl: string; value: Buffer }[];
  };
  const decoded: Record<string, Record<string, unknown>> = { status: { code, ...(message && { message }) } };
  for (const { typeUrl, value } of details) {
    const name = typeUrl.slice("type.googleapis.com/google.rpc.".length);
    const type = rpc.lookupType(`google.rpc.${name}`);
    decoded[name] = type.toObject(type.decode(value), { longs: String });
  }
  return decoded;
}

/**
 * Source: https://github.com/googleapis/googleapis/tree/master/google/rpc; but seconds are an int32 here, which is the same on the wire
 * for numbers of its size, and needs no package for 64 bits.
 */
const rpc = protobuf.parse(`
  syntax = "proto3";
  package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Duration { int32 seconds = 1; int32 nanos = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
  message RetryInfo { Duration retry_delay = 1; }
  message BadRequest {
    message FieldViolation { string field = 1; string description = 2; }
    repeated FieldViolation field_violations = 1;
  }
`).root;
const statusType = rpc.lookupType("google.rpc.Status");
