/** A command did not succeed, for a reason that no gateway gave. The process ends with status 1. */
export class CommandError extends Error {
  override name = "CommandError";
  /** UPPER_SNAKE, as the gateway's own reasons. */
  readonly reason: string;
  /** What to do about it; empty when there is nothing to say. */
  readonly hint: string;

  constructor(reason: string, message: string, hint = "") {
    super(message);
    this.reason = reason;
    this.hint = hint;
  }
}
