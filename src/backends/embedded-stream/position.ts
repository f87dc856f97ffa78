import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { StreamStart } from "../stream-contract.ts";
import type { StreamRecord, StreamStorage } from "./storage.ts";

/** A position is the message's number, in decimal; 0 stands before the first. */
export function positionOf(sequence: number): string {
  return String(sequence);
}

export function sequenceOf(position: string): number {
  const sequence = /^(0|[1-9][0-9]{0,15})$/.test(position) ? Number(position) : Number.NaN;
  if (Number.isSafeInteger(sequence)) return sequence;
  throw new PrismError(invalidPosition, { source: "client" });
}

/** The number of the first message that a reader who begins there is to get; that message may not be there yet. */
export function firstFrom(start: StreamStart, stream: StreamRecord, storage: StreamStorage): number {
  switch (start.at) {
    case "earliest":
      return stream.first;
    case "latest":
      return stream.next;
    case "position":
      return within(stream, sequenceOf(start.position));
    case "after":
      return within(stream, sequenceOf(start.position) + 1);
    case "time":
      return firstAt(start.timeMs, stream, storage);
  }
}

/** A position that is not there any more, or not yet: a store that was restored from a backup counts from an earlier one. */
function within({ first, next }: StreamRecord, sequence: number): number {
  return Math.min(Math.max(sequence, first), next);
}

/** Messages are in the order of their times, so halving finds the first one. */
function firstAt(timeMs: number, { id, first, next }: StreamRecord, storage: StreamStorage): number {
  let low = first;
  let high = next;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (storage.publishedMsOf(id, middle) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const invalidPosition = new Failure(
  Code.INVALID_ARGUMENT,
  "POSITION_INVALID",
  "position is none that this stream gives; use one that came with a message of it, or begin at earliest, latest or a time",
  { metadata: { field: "position" } },
);
