import type { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError, type Retry } from "../../common/prism-error.ts";

/** What a store rejects with: a code, a reason in UPPER_SNAKE, a sentence with the remedy, and whether it may be tried again. */
export class StoreError extends PrismError {
  constructor(
    code: Code,
    reason: string,
    message: string,
    options: { retry?: Retry; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    const { retry = "never", retryAfterMs = 0, cause } = options;
    super(new Failure(code, reason, message, { retryAfterMs }), { source: "backend", retry, cause });
  }
}
