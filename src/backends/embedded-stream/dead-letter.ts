import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { DeadLetter } from "../stream-contract.ts";
import { deliveryOf } from "./delivery.ts";
import type { DeadRecord } from "./storage.ts";

/** Digits of a dead letter's number as a text: as texts, they are in the order of the numbers. */
const DIGITS = 16;

export function deadLetterOf({ id, group, reason, attempts, diedMs, message }: DeadRecord): DeadLetter {
  const text = String(id).padStart(DIGITS, "0");
  return { id: text, group, reason, attempts, diedMs, message: deliveryOf(message, attempts, "") };
}

export function deadNumberOf(id: string): number {
  const number = /^[0-9]{16}$/.test(id) ? Number(id) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new PrismError(invalidId, { source: "client" });
}

const invalidId = new Failure(
  Code.INVALID_ARGUMENT,
  "DEAD_LETTER_ID_INVALID",
  "this is no id of a dead letter; use those that the list of dead letters gives",
  { metadata: { field: "ids" } },
);
