import type { Failure } from "../../common/failure.ts";
import type { StreamAnswer } from "./stream-answer.ts";
import type { StreamTask } from "./task.ts";
import type { StreamTerms } from "./terms.ts";

/** One Stream call, from its decoded form to its outcome. It outlives the batch that it came with. */
export class StreamCall {
  /** Stands for its request with whoever submitted it. */
  index = 0;
  operation = 0;
  namespaceId = 0;
  terms: StreamTerms = noTerms;
  /** Whose call it is: subscriptions are their caller's own. A byte string. */
  caller = "";
  /** The number of the connection that it came on, and its id there. */
  connection = 0;
  requestId = 0;
  /** Byte string, with its principal before it; empty when the call carries none. */
  idempotencyKey = "";
  /** The call message `source[from, to)`; of a publish it must stay as it is until the call is done. */
  source: Buffer = empty;
  from = 0;
  to = 0;
  /** When its caller gives up, in microseconds on the executor's clock; 0 = never. */
  deadlineUs = 0;
  /** When it went to the store; 0 = it did not. */
  sentUs = 0;
  isHandedBack = false;
  /** What is asked; set by `prepareStream`. */
  task: StreamTask | null = null;
  /** What came of it, where it has succeeded and the task does not say. */
  answer: StreamAnswer | null = null;
  failure: Failure | null = null;
}

const empty = Buffer.alloc(0);
const noTerms: StreamTerms = { maxAttempts: 0, ackTimeoutMs: 30_000 };
