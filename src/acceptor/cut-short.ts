import { Failure } from "../common/failure.ts";

/**
 * A failure in the middle of an answer. What it says, that nothing was done, say, is true of the rest alone and untrue of what its
 * client has: so it is said of the rest, word for word, behind what holds of the answer.
 *
 * @param goOn how the client gets the rest, as a sentence's part
 */
export function cutShort(failure: Failure, goOn: string): Failure {
  const { code, reason, message, retryAfterMs, metadata } = failure;
  return new Failure(code, reason, `what has come is good: ${goOn}; of the rest: ${message}`, {
    retryAfterMs,
    metadata,
  });
}
