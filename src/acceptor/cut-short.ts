import { Failure } from "../common/failure.ts";

/**
 * A failure in the middle of an answer: what holds of the rest, that nothing was done, is untrue of what its client has.
 *
 * @param goOn how the client gets the rest, as a sentence's part
 */
export function cutShort(failure: Failure, goOn: string): Failure {
  const { code, reason, message, retryAfterMs, metadata } = failure;
  const said = message.split(PART).filter((part) => part !== NOTHING);
  return new Failure(code, reason, [...said, `what has come is good: ${goOn}`].join(PART), { retryAfterMs, metadata });
}

/** How failures are put together, everywhere. */
const PART = "; ";
const NOTHING = "nothing was done";
