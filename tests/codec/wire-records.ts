import fc from "fast-check";

/** One protobuf record as bytes, and what a fair reader must make of it. */
export interface WireRecord {
  readonly field: number;
  readonly wireType: number;
  readonly bytes: Buffer;
}

/** `value` as a varint, stretched to at least `minBytes` by padding with zeros. */
export function varint(value: bigint, minBytes = 1): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push(Number(rest & 0x7fn));
    rest >>= 7n;
  } while (rest > 0n || bytes.length < minBytes);
  for (let i = 0; i < bytes.length - 1; i++) bytes[i] = (bytes[i] as number) | 0x80;
  return Buffer.from(bytes);
}

export function varintRecord(field: number, value: bigint, minBytes = 1): WireRecord {
  return record(field, 0, varint(value, minBytes));
}

export function lenRecord(field: number, payload: Uint8Array, minBytes = 1): WireRecord {
  return record(field, 2, Buffer.concat([varint(BigInt(payload.length), minBytes), payload]));
}

export function fixedRecord(field: number, wireType: 1 | 5, payload: Uint8Array): WireRecord {
  return record(field, wireType, Buffer.from(payload));
}

function record(field: number, wireType: number, value: Buffer): WireRecord {
  return { field, wireType, bytes: Buffer.concat([varint(BigInt(field * 8 + wireType)), value]) };
}

export function join(records: readonly WireRecord[]): Buffer {
  return Buffer.concat(records.map((r) => r.bytes));
}

/** 64-bit values with the borders that matter: one varint byte, 32 bits, 2^53, 64 bits. */
export const uint64: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: 0n, max: 300n }),
  fc.constantFrom(
    0x7fn,
    0x80n,
    2n ** 31n,
    2n ** 32n - 1n,
    2n ** 32n,
    2n ** 53n - 1n,
    2n ** 53n,
    2n ** 63n,
    2n ** 64n - 1n,
  ),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
);

export const stretched: fc.Arbitrary<number> = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 10 }));

/** A LEN length is read as 32 bits by other readers: they take at most five bytes of it. */
export const stretchedLength: fc.Arbitrary<number> = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 }));

/** Any record of a field that `isKnown` says no message of the test has. */
export function unknownRecord(fields: fc.Arbitrary<number>): fc.Arbitrary<WireRecord> {
  return fc.oneof(
    fc.tuple(fields, uint64, stretched).map(([field, value, bytes]) => varintRecord(field, value, bytes)),
    fc
      .tuple(fields, fc.uint8Array({ minLength: 8, maxLength: 8 }))
      .map(([field, bytes]) => fixedRecord(field, 1, bytes)),
    fc
      .tuple(fields, fc.uint8Array({ minLength: 4, maxLength: 4 }))
      .map(([field, bytes]) => fixedRecord(field, 5, bytes)),
    fc.tuple(fields, fc.uint8Array({ maxLength: 20 })).map(([field, bytes]) => lenRecord(field, bytes)),
    // A packed repeated field of a later version is a LEN record of varints; the same one unpacked, several VARINTs.
    fc
      .tuple(fields, fc.array(uint64, { maxLength: 4 }))
      .map(([field, values]) => lenRecord(field, Buffer.concat(values.map((v) => varint(v))))),
  );
}
