import { isWrite } from "../codec/calls.ts";
import type { ClientRequest } from "../codec/client-request.ts";
import { elapsedUs } from "../common/clock.ts";
import type { PrismError } from "../common/prism-error.ts";
import type { Channel } from "./channel.ts";
import type { StopTimer } from "./timer.ts";

/** What an answer's reader returns when the bytes are not the answer to its call. */
export const MALFORMED = Symbol("malformed answer");

/** Reads the answer message `bytes[from, to)`, which it must not keep. */
export type AnswerReader = (bytes: Buffer, from: number, to: number) => unknown;

export interface CallHandlers {
  readonly read: AnswerReader;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: PrismError) => void;
}

/**
 * One call of the application, over all attempts to get it answered.
 *
 *   waiting (for room) → on a connection → settled
 *        ↑                     │
 *        └───── resting ←──────┘  a failed attempt that may be repeated
 */
export class Call {
  readonly request: ClientRequest;
  readonly handlers: CallHandlers;
  readonly timeoutMs: number;
  readonly startedUs: number;
  /** Whether doing it twice is the same as doing it once: a read, or a write with an idempotency key. */
  readonly isRepeatable: boolean;
  readonly isWrite: boolean;
  /** Attempts that failed. */
  attempts = 0;
  isSettled = false;
  /** Whether bytes of it were ever given to a socket: from then on nobody knows whether it was done, until an answer comes. */
  isHandedOver = false;
  /** The connection that owes the answer, and under which id. */
  channel: Channel | null = null;
  id = 0;
  /** Which token its last attempt was under, whether it brought it, and whether it was tried again for it. */
  tokenGeneration = 0;
  carriesToken = false;
  isReauthorized = false;
  stopResting: StopTimer | null = null;
  signal: AbortSignal | null = null;
  onAbort: (() => void) | null = null;
  /** Neighbours in the list of calls with the same timeout. */
  previous: Call | null = null;
  next: Call | null = null;

  constructor(request: ClientRequest, handlers: CallHandlers, timeoutMs: number, startedUs: number) {
    this.request = request;
    this.handlers = handlers;
    this.timeoutMs = timeoutMs;
    this.startedUs = startedUs;
    this.isWrite = isWrite(request.call);
    this.isRepeatable = !this.isWrite || request.idempotencyKey !== "";
  }

  /** Milliseconds until the deadline, rounded up; 0 or less when it has passed. */
  remainingMs(nowUs: number): number {
    return Math.ceil(this.timeoutMs - elapsedUs(this.startedUs, nowUs) / 1000);
  }
}
