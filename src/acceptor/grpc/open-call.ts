import type { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import * as failures from "./failures.ts";
import type { CallHead, HeaderPairs } from "./transport/call-stream.ts";

/** A call of any shape, as those have it that no worker answers by itself. */
export interface OpenCall {
  readonly head: CallHead;
  /** For the log, should it fail: whose data it is about; empty until its handler knows. */
  namespace: string;
  /**
   * The client's messages, inflated, none larger than the gateway takes; to be gone through once. The client is read no
   * further than they are taken. They end when the client has said its last, and reject when it is gone.
   */
  readonly messages: AsyncIterable<Buffer>;
  /** Whether nothing that is sent would reach the client. */
  readonly isOver: boolean;
  /** Called once, when the call is over: answered, out of time, or its client is gone. */
  onOver: (() => void) | null;
  /** Says the head before there is a message, or with metadata. */
  sendHead(metadata: HeaderPairs): void;
  /** Sends a message, borrowed until this returns. Resolves when there is room for the next; rejects when the call is over. */
  write(message: Buffer): Promise<void>;
  /** Sends the only message, borrowed until this returns, and ends well; nothing happens when the call is over. */
  answer(message: Buffer): void;
}

/**
 * Has the call answered. When it resolves, the call ends well, with these trailing metadata; what it rejects with is how
 * the call ends otherwise: a {@link PrismError} or an {@link OpenStatus}.
 */
export type OpenHandler = (call: OpenCall) => Promise<HeaderPairs | undefined>;

/** How a call ends, for a handler to throw. */
export class OpenStatus extends Error {
  override name = "OpenStatus";
  /** As in `grpc-status`. */
  readonly code: number;
  readonly metadata: HeaderPairs;

  constructor(code: number, message: string, metadata: HeaderPairs = []) {
    super(message);
    this.code = code;
    this.metadata = metadata;
  }
}

/** The message of a call that has one, when the client has said its last. */
export async function onlyMessage(call: OpenCall): Promise<Buffer> {
  let only: Buffer | null = null;
  for await (const message of call.messages) {
    if (only !== null) throw refused(failures.secondMessage);
    only = message;
  }
  if (only === null) throw refused(failures.messageIncomplete);
  return only;
}

function refused(failure: Failure): PrismError {
  return new PrismError(failure, { source: "client" });
}
