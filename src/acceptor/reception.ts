import type { Method } from "../codec/json/services.ts";
import type { Failure } from "../common/failure.ts";
import type { Identity } from "../security/authenticator.ts";
import type { AnswerHandler } from "./call-port.ts";

/**
 * What stands behind a door that has calls rather than frames: who calls, and what becomes of it. The door knows its
 * protocol and nothing of either; so it may stand on another thread.
 */
export interface Reception {
  /** Bytes of the largest message that is taken. */
  readonly maxMessageBytes: number;
  /** Whether anybody answers calls of this method. */
  serves(method: Method): boolean;
  /** For one connection. */
  open(caller: Caller): Desk;
}

/** Who is at the other end of a connection. */
export interface Caller {
  /** The address without its port; empty when the door does not know it. */
  readonly peer: string;
  /** By what the door knows, a certificate, say; null = not known. */
  readonly identity: Identity | null;
}

/** One connection's place in the reception. */
export interface Desk {
  /**
   * Whether a call with these credentials may be read: null, or what to refuse it with. It is asked again when the call
   * is sent; this keeps strangers from having their messages read.
   */
  admit(call: ShownCall): Failure | null | Promise<Failure | null>;
  /**
   * Takes a call, whose message it borrows until it returns; `onAnswer` is called once, unless the call is abandoned or the
   * desk closed. It may be {@link nobodyWaits}.
   */
  send(call: ReceivedCall, onAnswer: AnswerHandler): SentCall;
  /** The client is gone, and nobody waits for answers. */
  close(): void;
}

/** For a call whose answer nobody waits for: nothing is kept for it, whatever becomes of its desk. */
export const nobodyWaits: AnswerHandler = () => undefined;

/** A call that has not been answered. */
export interface SentCall {
  /**
   * The client no longer waits: there will be no answer. A write may be done all the same. A wait for messages ends, unless
   * `isLeft`: then something ends it that is sent behind it.
   */
  abandon(isLeft?: boolean): void;
}

/** What is known of a call before its message. Texts are byte strings, empty when absent. */
export interface ShownCall {
  readonly method: Method;
  /** As in the HTTP header. */
  readonly authorization: string;
  readonly traceparent: string;
  /** Nothing where it is absent. */
  readonly tracestate?: string;
}

export interface ReceivedCall extends ShownCall {
  readonly message: Uint8Array;
  /** 0 = no deadline. */
  readonly timeoutMs: number;
  readonly idempotencyKey: string;
}
