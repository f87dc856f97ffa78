import { MISSED_LEVELS_HEADER } from "../../codec/missed-levels.ts";
import { blobBytes, WireWriter } from "../../codec/wire-writer.ts";
import { copyOut } from "../../common/shared-copy.ts";
import type { HeaderPairs } from "./transport/call-stream.ts";

/** Trailers that say which levels of service a namespace misses, if any: `missed` is empty when none. */
export function withMissedTrailer(trailers: HeaderPairs, missed: string): HeaderPairs {
  return missed === "" ? trailers : [...trailers, [MISSED_LEVELS, missed]];
}

/** What {@link withMissedField} adds. */
export function missedFieldBytes(missed: string): number {
  return blobBytes(PART_MISSED_LEVELS, missed.length);
}

/** One of several messages, `bytes[start, end)`, that says so itself, for trailers come too late. */
export function withMissedField(bytes: Buffer, start: number, end: number, missed: string): Buffer {
  const length = end - start;
  const longer = Buffer.allocUnsafe(length + missedFieldBytes(missed));
  copyOut(longer, 0, bytes, start, length);
  const writer = new WireWriter();
  writer.reset(longer, length);
  writer.blob(PART_MISSED_LEVELS, missed);
  return longer;
}

/** Field number of `missed_levels` in the messages that calls with several answers have. */
const PART_MISSED_LEVELS = 15;
/** HTTP/2 has names in lower case alone. */
const MISSED_LEVELS = MISSED_LEVELS_HEADER.toLowerCase();
