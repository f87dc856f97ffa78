import { Code } from "./codes.ts";
import { Failure } from "./failure.ts";
import { MAX_LARGE_VALUE_BYTES } from "./limits.ts";

/** @param field that says so: `size` where it was announced, `value` where so much has come. */
export function largeValueTooLarge(field: "size" | "value"): Failure {
  return new Failure(
    Code.INVALID_ARGUMENT,
    "VALUE_TOO_LARGE",
    `the value has more than ${MAX_LARGE_VALUE_BYTES} bytes; nothing was written; split it over several keys`,
    { metadata: { field } },
  );
}

export function sizeMismatch(announced: number, came: number): Failure {
  return new Failure(
    Code.INVALID_ARGUMENT,
    "SIZE_MISMATCH",
    `size says ${announced} bytes and ${came} came; nothing was written; send all of the value, or leave size out`,
    { metadata: { field: "size", came: String(came) } },
  );
}
