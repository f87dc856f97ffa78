import { PrismError } from "../../../common/prism-error.ts";
import type { StreamStart } from "../../stream-contract.ts";
import { positionInvalid } from "./failures.ts";
import { StartKind } from "./group-functions.ts";

/** A position is the message's number in its stream, in decimal; 0 stands before the first. */
export function numberOf(position: string): number {
  const number = /^(0|[1-9][0-9]{0,15})$/.test(position) ? Number(position) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new PrismError(positionInvalid, { source: "client" });
}

/** Where to begin, as the functions of the schema are told. */
export function startParameters(start: StreamStart): { readonly kind: number; readonly value: number } {
  switch (start.at) {
    case "earliest":
      return { kind: StartKind.EARLIEST, value: 0 };
    case "latest":
      return { kind: StartKind.LATEST, value: 0 };
    case "position":
      return { kind: StartKind.POSITION, value: numberOf(start.position) };
    case "after":
      return { kind: StartKind.POSITION, value: numberOf(start.position) + 1 };
    case "time":
      return { kind: StartKind.TIME, value: start.timeMs };
  }
}
