import { readByteString } from "../../codec/byte-string.ts";
import { CallNumber } from "../../codec/calls.ts";
import { LEAVE_FETCH_ID } from "../../codec/stream-requests.ts";
import { LEN } from "../../codec/wire.ts";
import { WireReader } from "../../codec/wire-reader.ts";
import { blobBytes, uintBytes, WireWriter } from "../../codec/wire-writer.ts";
import type { DoorCall } from "../call-port.ts";

/** The call that ends a fetch of this id, to be sent on its connection: a LeaveRequest that names nothing but the fetch. */
export function endOfFetch(namespace: string, id: number): DoorCall {
  const writer = new WireWriter();
  writer.reset(Buffer.allocUnsafe(blobBytes(1, namespace.length) + uintBytes(LEAVE_FETCH_ID, id)), 0);
  writer.blob(1, namespace);
  writer.uint(LEAVE_FETCH_ID, id);
  return { call: CallNumber.STREAM_LEAVE, message: writer.bytes, timeoutMs: 0, idempotencyKey: "", traceparent: "" };
}

/** Field 1 of a call's message, as a byte string. */
export function namespaceOf(message: Uint8Array): string {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.length);
  let namespace = "";
  reader.reset(bytes, 0, bytes.length);
  while (reader.next()) {
    if (reader.field !== 1 || reader.wireType !== LEN) continue;
    namespace = readByteString(bytes, reader.from, reader.to);
  }
  return namespace;
}

const reader = new WireReader();
