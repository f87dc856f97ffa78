import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { PrismError } from "../../../common/prism-error.ts";
import type { StreamStart } from "../../stream-contract.ts";

/** A position is the message's sequence in its stream, in decimal; 0 stands before the first. */
export function sequenceOf(position: string): number {
  const sequence = /^(0|[1-9][0-9]{0,15})$/.test(position) ? Number(position) : Number.NaN;
  if (Number.isSafeInteger(sequence)) return sequence;
  throw new PrismError(invalidPosition, { source: "client" });
}

/** Where a consumer begins, as JetStream says it. */
export function deliverFrom(start: StreamStart): Readonly<Record<string, unknown>> {
  switch (start.at) {
    case "earliest":
      return { deliver_policy: "all" };
    case "latest":
      return { deliver_policy: "new" };
    case "position":
      return fromSequence(sequenceOf(start.position));
    case "after":
      return fromSequence(sequenceOf(start.position) + 1);
    case "time":
      return { deliver_policy: "by_start_time", opt_start_time: new Date(start.timeMs).toISOString() };
  }
}

/** From this message, or the next one that is there; 0 and 1 mean the first. */
export function fromSequence(sequence: number): Readonly<Record<string, unknown>> {
  return sequence <= 1 ? { deliver_policy: "all" } : { deliver_policy: "by_start_sequence", opt_start_seq: sequence };
}

const invalidPosition = new Failure(
  Code.INVALID_ARGUMENT,
  "POSITION_INVALID",
  "position is none that this stream gives; use one that came with a message of it, or begin at earliest, latest or a time",
  { metadata: { field: "position" } },
);
