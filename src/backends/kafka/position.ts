import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";

/** Where one message stands. */
export interface Place {
  readonly partition: number;
  readonly offset: number;
}

/**
 * The text of a position: `partition:offset`. The place that a reader of several partitions has come to has more behind it: for
 * each other partition `/partition:offset`, the next message there that it has not given out. So whoever goes on after it
 * goes on in all of them.
 */
export function writePosition(place: Place, others: readonly Place[] = []): string {
  let text = `${place.partition}:${place.offset}`;
  for (const { partition, offset } of others) text += `/${partition}:${offset}`;
  return text;
}

/** The places in a position, the message's own first. Throws a PrismError when it is none. */
export function readPosition(text: string): readonly [Place, ...Place[]] {
  const [first, ...others] = text.split("/").map((part) => {
    const match = PLACE.exec(part);
    if (match === null) throw notAPosition();
    return { partition: Number(match[1]), offset: Number(match[2]) };
  });
  if (first === undefined) throw notAPosition();
  return [first, ...others];
}

// Partitions are 32-bit; offsets are exact up to 2^53. A position to go on after stands before the first message as well.
const PLACE = /^(\d{1,9}):(-1|\d{1,15})$/;

export function notAPosition(): PrismError {
  return new PrismError(invalidPosition, { source: "client" });
}

const invalidPosition = new Failure(
  Code.INVALID_ARGUMENT,
  "POSITION_INVALID",
  "position is none that this stream gives, `partition:offset`; use one that came with a message of it, or begin at earliest, latest or a time",
  { metadata: { field: "position" } },
);
