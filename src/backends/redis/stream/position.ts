import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { PrismError } from "../../../common/prism-error.ts";
import type { StreamStart } from "../../stream-contract.ts";

/**
 * A position is the id of an entry: the server's time in milliseconds, a hyphen, and a number that tells those of one
 * millisecond apart. Source: https://redis.io/docs/latest/develop/data-types/streams/#entry-ids
 */
const ID = /^(\d{1,16})-(\d{1,20})$/;
const LAST_OF_MS = 2n ** 64n - 1n;

/** The id that a text is; null when it is none. */
export function readId(text: string): string | null {
  const [, , number] = ID.exec(text) ?? [];
  return number !== undefined && BigInt(number) <= LAST_OF_MS ? text : null;
}

export function msOf(id: string): number {
  return Number(id.slice(0, id.indexOf("-")));
}

/** The id after which whoever begins there reads on; null = the last one there is. */
export function idBefore(start: StreamStart): string | null {
  switch (start.at) {
    case "earliest":
      return FIRST;
    case "latest":
      return null;
    case "position":
      return predecessor(checked(start.position));
    case "after":
      return checked(start.position);
    case "time":
      return start.timeMs <= 0 ? FIRST : `${Math.ceil(start.timeMs) - 1}-${LAST_OF_MS}`;
  }
}

/** Stands before all ids. */
export const FIRST = "0-0";

/** The id that stands right before another. */
export function predecessor(id: string): string {
  const [, ms = "0", number = "0"] = ID.exec(id) ?? [];
  if (BigInt(number) > 0n) return `${ms}-${BigInt(number) - 1n}`;
  return Number(ms) === 0 ? FIRST : `${Number(ms) - 1}-${LAST_OF_MS}`;
}

function checked(position: string): string {
  const id = readId(position);
  if (id === null) throw new PrismError(invalidPosition, { source: "client" });
  return id;
}

const invalidPosition = new Failure(
  Code.INVALID_ARGUMENT,
  "POSITION_INVALID",
  "position is none that this stream gives; use one that came with a message of it, or begin at earliest, latest or a time",
  { metadata: { field: "position" } },
);
