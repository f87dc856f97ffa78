import type { IntegerKind, Kind } from "./descriptor-table.ts";

/** How an integer kind is written: as a varint, as one that alternates between signs, or with a fixed width. */
export type IntegerForm = "varint" | "zigzag" | "fixed";

export interface IntegerRange {
  readonly bits: 32 | 64;
  readonly isSigned: boolean;
  readonly form: IntegerForm;
  readonly least: bigint;
  readonly most: bigint;
}

/** The range of an integer kind; null of any other kind. */
export function integerRange(kind: Kind): IntegerRange | null {
  return ranges[kind as IntegerKind] ?? null;
}

function range(bits: 32 | 64, isSigned: boolean, form: IntegerForm): IntegerRange {
  const values = 1n << BigInt(bits);
  return isSigned
    ? { bits, isSigned, form, least: -values / 2n, most: values / 2n - 1n }
    : { bits, isSigned, form, least: 0n, most: values - 1n };
}

/** Source: https://protobuf.dev/programming-guides/encoding/#structure */
const ranges: Readonly<Record<IntegerKind, IntegerRange>> = {
  int32: range(32, true, "varint"),
  int64: range(64, true, "varint"),
  uint32: range(32, false, "varint"),
  uint64: range(64, false, "varint"),
  sint32: range(32, true, "zigzag"),
  sint64: range(64, true, "zigzag"),
  fixed32: range(32, false, "fixed"),
  fixed64: range(64, false, "fixed"),
  sfixed32: range(32, true, "fixed"),
  sfixed64: range(64, true, "fixed"),
};
