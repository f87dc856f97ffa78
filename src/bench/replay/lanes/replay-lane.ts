/** A call of a recording, as it is to be made now. */
export interface ReplayCall {
  readonly call: number;
  /** The one that it is played to. */
  readonly namespace: string;
  /** The call's message without its namespace. */
  readonly message: Buffer;
  /** 0 = none. */
  readonly timeoutMs: number;
  /** Empty = none. */
  readonly idempotencyKey: string;
}

/** An answer, as it came. */
export interface Answered {
  readonly code: number;
  readonly reason: string;
  /** The answer message; empty where the call failed. Borrowed. */
  readonly message: Buffer;
  readonly atMs: number;
}

/** What stands for one recorded connection: calls are made on it, and answered in any order. */
export interface ReplayLane {
  /** Resolves with whether it is open. */
  readonly opened: Promise<boolean>;
  /** Whether calls are carried out in the order in which they are sent. */
  readonly keepsOrder: boolean;
  /** Why something is lost; empty while nothing is. */
  readonly problem: string;
  /** Why a call cannot be made here at all; empty when it can. `message` is without its namespace. */
  refusal(call: number, message: Buffer): string;
  /** `onAnswer` comes once; it hears null when no answer will come. */
  send(call: ReplayCall, onAnswer: (answer: Answered | null) => void): void;
  /** What is not answered by now never is. */
  close(): void;
}

/** The problem of a lane that was closed because the replay is over. */
export const CLOSED = "closed";
