import { FIRST_CALL } from "./calls.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/**
 * The envelope of one request, read in place: numbers, and ranges of the bytes it was read from. A field that comes
 * twice counts as it came last. An empty range (`from === to`) is an absent field.
 */
export class RequestView {
  id = 0;
  timeoutMs = 0;
  idempotencyFrom = 0;
  idempotencyTo = 0;
  traceparentFrom = 0;
  traceparentTo = 0;
  authorizationFrom = 0;
  authorizationTo = 0;
  /** 0 when there is no call. */
  call = 0;
  callFrom = 0;
  callTo = 0;
  /** The message itself. */
  start = 0;
  end = 0;

  /** False when the bytes are no protobuf message; what was read until then stays, so that the error can carry the id. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    this.start = start;
    this.end = end;
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === VARINT) {
        if (reader.field === 1) this.id = reader.value >>> 0;
        else if (reader.field === 2) this.timeoutMs = Math.min(reader.value, 0xffff_ffff);
      } else if (reader.wireType === LEN) {
        this.range(reader.field, reader.from, reader.to);
      }
    }
    return !reader.failed;
  }

  /** The namespace of the call: the range of its field 1; false when the call is no protobuf message. */
  peekNamespace(bytes: Uint8Array, namespace: ByteRange): boolean {
    namespace.from = 0;
    namespace.to = 0;
    reader.reset(bytes, this.callFrom, this.callTo);
    while (reader.next()) {
      if (reader.field !== 1 || reader.wireType !== LEN) continue;
      namespace.from = reader.from;
      namespace.to = reader.to;
    }
    return !reader.failed;
  }

  private range(field: number, from: number, to: number): void {
    if (field >= FIRST_CALL) {
      this.call = field;
      this.callFrom = from;
      this.callTo = to;
    } else if (field === 3) {
      this.idempotencyFrom = from;
      this.idempotencyTo = to;
    } else if (field === 4) {
      this.traceparentFrom = from;
      this.traceparentTo = to;
    } else if (field === 5) {
      this.authorizationFrom = from;
      this.authorizationTo = to;
    }
  }

  private clear(): void {
    this.id = 0;
    this.timeoutMs = 0;
    this.idempotencyFrom = this.idempotencyTo = 0;
    this.traceparentFrom = this.traceparentTo = 0;
    this.authorizationFrom = this.authorizationTo = 0;
    this.call = this.callFrom = this.callTo = 0;
  }
}

export interface ByteRange {
  from: number;
  to: number;
}

const reader = new WireReader();
