import { PrismError } from "../../../src/common/prism-error.ts";

/** For `assert.throws`: a {@link PrismError} with this code and reason, whose message matches. */
export function failsWith(code: number, reason: string, message = /./): (error: unknown) => boolean {
  return (error) =>
    error instanceof PrismError &&
    error.failure.code === code &&
    error.failure.reason === reason &&
    message.test(error.failure.message);
}
