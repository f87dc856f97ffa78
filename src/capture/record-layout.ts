/**
 * The layout of one record: of a request and what became of it. Numbers are little-endian.
 *
 *   byte  0  u32 length        bytes of the record behind this field
 *         4  f64 arrivalUs     when the request's bytes came, in microseconds since the recording began
 *        12  i32 connection    the number of its connection
 *        16  u32 timeoutMs     what its caller would wait; 0 = any time
 *        20  u32 totalUs       from its arrival until it was carried out
 *        24  u32 backendUs     of that: at the store
 *        28  u32 queueUs       of that: until a worker took it up
 *        32  u8  door          security/caller.ts
 *        33  u8  call          field number of `prism.v1.Request.call`
 *        34  u8  code          outcome: common/codes.ts
 *        35  u8  zero
 *        36  u8  bytes of the principal
 *        37  u8  bytes of the idempotency key
 *        38  u8  bytes of the reason
 *        39  u8  zero
 *        40  u32 bytes of the request
 *        44  u32 bytes of the answer
 *        48  principal · idempotency key · reason · request · answer
 *
 * Request and answer are the call's protobuf messages. In a worker's memory a record has them as they are; in a file it has
 * them as `treatments.ts` leaves them.
 */
export const RECORD_HEADER_BYTES = 48;
/** Bytes of the field that says how long a record is, and does not count itself. */
export const LENGTH_BYTES = 4;

/** The parts of a record that have a fixed place. */
export interface RecordFields {
  readonly arrivalUs: number;
  readonly connection: number;
  readonly timeoutMs: number;
  readonly totalUs: number;
  readonly backendUs: number;
  readonly queueUs: number;
  readonly door: number;
  readonly call: number;
  readonly code: number;
}

/** How long the parts behind them are. */
export interface PartBytes {
  readonly principal: number;
  readonly idempotency: number;
  readonly reason: number;
  readonly request: number;
  readonly answer: number;
}

/** Bytes of a whole record. */
export function recordBytes({ principal, idempotency, reason, request, answer }: PartBytes): number {
  return RECORD_HEADER_BYTES + principal + idempotency + reason + request + answer;
}

/** Writes everything but the parts, at `at`, whose bytes follow from `at + RECORD_HEADER_BYTES` on. */
export function writeRecordHeader(bytes: Buffer, at: number, fields: RecordFields, parts: PartBytes): void {
  bytes.writeUInt32LE(recordBytes(parts) - LENGTH_BYTES, at);
  bytes.writeDoubleLE(fields.arrivalUs, at + 4);
  bytes.writeInt32LE(fields.connection, at + 12);
  bytes.writeUInt32LE(fields.timeoutMs, at + 16);
  bytes.writeUInt32LE(fields.totalUs, at + 20);
  bytes.writeUInt32LE(fields.backendUs, at + 24);
  bytes.writeUInt32LE(fields.queueUs, at + 28);
  bytes[at + 32] = fields.door;
  bytes[at + 33] = fields.call;
  bytes[at + 34] = fields.code;
  bytes[at + 35] = 0;
  bytes[at + 36] = parts.principal;
  bytes[at + 37] = parts.idempotency;
  bytes[at + 38] = parts.reason;
  bytes[at + 39] = 0;
  bytes.writeUInt32LE(parts.request, at + 40);
  bytes.writeUInt32LE(parts.answer, at + 44);
}

/** A record that was read. The parts are views of what it was read from. */
export interface CapturedRecord extends RecordFields {
  readonly principal: Buffer;
  readonly idempotency: Buffer;
  readonly reason: string;
  readonly request: Buffer;
  readonly answer: Buffer;
}

/** Reads the record `bytes`, which is whole and nothing else; null when its parts do not make up its length. */
export function readRecord(bytes: Buffer): CapturedRecord | null {
  if (bytes.length < RECORD_HEADER_BYTES || bytes.readUInt32LE(0) !== bytes.length - LENGTH_BYTES) return null;
  const parts: PartBytes = {
    principal: bytes[36] as number,
    idempotency: bytes[37] as number,
    reason: bytes[38] as number,
    request: bytes.readUInt32LE(40),
    answer: bytes.readUInt32LE(44),
  };
  if (recordBytes(parts) !== bytes.length) return null;
  let from = RECORD_HEADER_BYTES;
  const take = (length: number): Buffer => {
    from += length;
    return bytes.subarray(from - length, from);
  };
  return {
    arrivalUs: bytes.readDoubleLE(4),
    connection: bytes.readInt32LE(12),
    timeoutMs: bytes.readUInt32LE(16),
    totalUs: bytes.readUInt32LE(20),
    backendUs: bytes.readUInt32LE(24),
    queueUs: bytes.readUInt32LE(28),
    door: bytes[32] as number,
    call: bytes[33] as number,
    code: bytes[34] as number,
    principal: take(parts.principal),
    idempotency: take(parts.idempotency),
    reason: take(parts.reason).toString("latin1"),
    request: take(parts.request),
    answer: take(parts.answer),
  };
}
