import type { Clock } from "../../common/clock.ts";
import type { Failure } from "../../common/failure.ts";
import type { CallFaults } from "../call-faults.ts";
import type { ChunkRoom } from "../large/chunk-room.ts";
import type { Desk } from "../reception.ts";
import type { UploadBudget } from "../upload-budget.ts";
import type { AnswerWindow } from "./answer-window.ts";
import type { KeptMessages } from "./kept-messages.ts";

/** What a call has from its connection. */
export interface CallSurroundings {
  readonly clock: Clock;
  /** What is told of errors that nobody foresaw. */
  readonly faults: CallFaults;
  readonly desk: Desk;
  readonly maxMessageBytes: number;
  readonly uploads: UploadBudget;
  readonly window: AnswerWindow;
  /** What its subscriptions have been sent and the client has not taken. */
  readonly kept: KeptMessages;
  /** What values that come and go part by part have in memory. */
  readonly chunkRoom: ChunkRoom;
  /** Has the call run when the window is open: at once, or in its turn. */
  enter(call: Entrant): void;
  /** It is over, and waits no longer. */
  withdraw(call: Entrant): void;
  /** Something has left for the client. */
  onProgress(): void;
  /** The window may have opened. */
  onRoom(): void;
  /** The call's stream is over. */
  onCallClosed(call: SessionCall): void;
}

/** A call as its connection sees it. */
export interface SessionCall {
  /** When it began, or when something of it came last. */
  readonly startedUs: number;
  /** Whether more of it has to come. */
  readonly isReading: boolean;
  /** Its neighbours in the connection's list; the connection's own business. */
  previous: SessionCall | null;
  next: SessionCall | null;
  begin(): void;
  /** Ends the call with a failure; nothing happens when it has ended. */
  fail(failure: Failure): void;
  /** Ends the call because its connection ends, with what is known of what was done. */
  giveUp(): void;
}

/** Who waits for the window. */
export interface Entrant {
  readonly isDone: boolean;
  /** What it waits with must not lie in a buffer of others any more. */
  own(): void;
  run(): void;
}
