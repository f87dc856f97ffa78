import { type KeyValueItem, Outcome } from "../../backends/contract.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_ANSWER_BYTES } from "../../common/limits.ts";

/**
 * The bound on the values of one batch read, over its items in order: those that no longer fit are refused, one by one,
 * and their values let go. The first value always fits, for its caller has no smaller call to make.
 */
export class AnswerBound {
  /** Whether an item was refused: whoever still has to read the items behind it need not. */
  isReached = false;
  private bytes = 0;

  admit(item: KeyValueItem): void {
    if (item.outcome !== Outcome.DONE) return;
    if (this.bytes > 0 && this.bytes + item.value.length > MAX_ANSWER_BYTES) this.refuse(item);
    else this.bytes += item.value.length;
  }

  refuse(item: KeyValueItem): void {
    this.isReached = true;
    item.outcome = Outcome.FAILED;
    item.failure = answerTooLarge;
    item.value = "";
  }
}

const answerTooLarge = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "ANSWER_TOO_LARGE",
  `the values before this one fill the answer (${MAX_ANSWER_BYTES} bytes); ask for this key in another call`,
);
