import type { ByteSpan } from "../large/value-download.ts";

/**
 * What a Range header asks for of a value of `size` bytes: a span; `unsatisfiable`; or null when it is not looked at, and
 * the whole is the answer, as it is for several ranges and for units other than bytes. Grammar (RFC 9110, 14.1.1):
 *
 *     "bytes=" ( first-pos "-" [ last-pos ] / "-" suffix-length )
 */
export function readRange(header: string, size: number): ByteSpan | "unsatisfiable" | null {
  const found = RANGE.exec(header);
  if (found === null) return null;
  const [, first = "", last = ""] = found;
  if (first === "") {
    if (last === "") return null;
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { from: size - length, to: size };
  }
  const from = Number(first);
  if (last !== "" && Number(last) < from) return null;
  if (from >= size) return "unsatisfiable";
  return { from, to: last === "" ? size : Math.min(Number(last) + 1, size) };
}

const RANGE = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i;
