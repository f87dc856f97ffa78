import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";

/** A text that is no JSON, or none that a message can be made of; thrown inside this folder only. */
export function jsonFault(reason: string, message: string, metadata: Readonly<Record<string, string>>): PrismError {
  return new PrismError(new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata }), { source: "client" });
}
