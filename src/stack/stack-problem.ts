/** A server of the local stack cannot be had, started or stopped; `hint` says what a person can do about it. */
export class StackProblem extends Error {
  override name = "StackProblem";
  /** UPPER_SNAKE, as the gateway's own reasons. */
  readonly reason: StackReason;
  readonly hint: string;

  constructor(reason: StackReason, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.hint = hint;
  }
}

export type StackReason =
  /** A program that the server needs is not on this machine. */
  | "PROGRAM_MISSING"
  /** Someone else listens where the server should. */
  | "PORT_TAKEN"
  /** It ended, or did not answer in time. */
  | "START_FAILED"
  /** It was told to end, and did not. */
  | "STOP_FAILED"
  /** A package or a program could not be fetched or installed. */
  | "INSTALL_FAILED";
