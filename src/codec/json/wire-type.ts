import { I32, I64, LEN, VARINT } from "../wire.ts";
import type { Kind } from "./descriptor-table.ts";
import { integerRange } from "./integer-range.ts";

/** How a value of a kind stands on the wire. Source: https://protobuf.dev/programming-guides/encoding/#structure */
export function wireTypeOf(kind: Kind): number {
  if (kind === "string" || kind === "bytes" || kind === "message") return LEN;
  if (kind === "double") return I64;
  if (kind === "float") return I32;
  const range = integerRange(kind);
  if (range?.form !== "fixed") return VARINT;
  return range.bits === 32 ? I32 : I64;
}
