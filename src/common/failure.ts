import type { Code } from "./codes.ts";

/**
 * What a caller is told when a call does not succeed: the same through every door.
 * A plain value without a stack, so that the hot path can make and pass it without throwing.
 */
export class Failure {
  readonly code: Code;
  /** Stable, machine-readable, UPPER_SNAKE. */
  readonly reason: string;
  /** One sentence for a person: names the field at fault and the remedy. */
  readonly message: string;
  /** Milliseconds after which trying again makes sense; 0 when no hint is given. */
  readonly retryAfterMs: number;
  readonly metadata: Readonly<Record<string, string>>;

  constructor(
    code: Code,
    reason: string,
    message: string,
    options: { retryAfterMs?: number; metadata?: Readonly<Record<string, string>> } = {},
  ) {
    this.code = code;
    this.reason = reason;
    this.message = message;
    this.retryAfterMs = options.retryAfterMs ?? 0;
    this.metadata = options.metadata ?? none;
  }
}

const none: Readonly<Record<string, string>> = Object.freeze({});
