import { createInbox, type Msg, type Subscription } from "nats";
import type { Exchange } from "./exchange.ts";

/** What a pull asks of a consumer. */
export interface PullRequest {
  /** The subject `….CONSUMER.MSG.NEXT.<stream>.<consumer>`. */
  readonly next: string;
  readonly batch: number;
  /** Payload, headers and subjects of all its messages; 0 = any. A message that is larger ends the pull. */
  readonly maxBytes: number;
  /** How long the server keeps it when there is less than it asks for; 0 = it ends with what there is. */
  readonly expiresMs: number;
}

/** How a pull ended. */
export type PullEnd =
  /** It had as many messages as it asked for, or all there were. */
  | "done"
  /** The next message is over its bytes. */
  | "too-large"
  /** The consumer was removed. */
  | "gone"
  /** Nothing came: the consumer, or its server, is not there now. */
  | "silent"
  /** The connection was lost. */
  | "lost";

export interface PullHandlers {
  readonly onMessage: (msg: Msg) => void;
  /** Once; no message comes after it. */
  readonly onEnd: (end: PullEnd) => void;
}

const NS_PER_MS = 1_000_000;
/** A server that answers at all answers in that time; a pull to a consumer that is gone is never answered. */
const SILENCE_MS = 1_000;

/** One request for messages of a consumer, with a subscription of its own, so that they are known to be its own. */
export class Pull {
  readonly #subscription: Subscription;
  readonly #handlers: PullHandlers;
  readonly #forgetLoss: () => void;
  #timer: NodeJS.Timeout;
  #left: number;
  #isOver = false;

  constructor(exchange: Exchange, request: PullRequest, handlers: PullHandlers) {
    const { next, batch, maxBytes, expiresMs } = request;
    this.#handlers = handlers;
    this.#left = batch;
    const inbox = createInbox();
    this.#subscription = exchange.connection.subscribe(inbox, {
      callback: (error, msg) => {
        if (error === null) this.#take(msg);
      },
    });
    this.#forgetLoss = exchange.onLost(() => this.#end("lost"));
    this.#timer = setTimeout(() => this.#end("silent"), expiresMs + SILENCE_MS);
    this.#timer.unref();
    const body = {
      batch,
      ...(maxBytes === 0 ? {} : { max_bytes: maxBytes }),
      ...(expiresMs === 0 ? { no_wait: true } : { expires: expiresMs * NS_PER_MS }),
    };
    exchange.connection.publish(next, JSON.stringify(body), { reply: inbox });
  }

  /** The server keeps it no longer; what it has sent already is still handed over. */
  async stop(): Promise<void> {
    if (this.#isOver) return;
    await this.#subscription.drain().catch(() => {});
    this.#end("done");
  }

  #take(msg: Msg): void {
    if (this.#isOver) return;
    // A message of the stream has the subject of its acknowledgement; a status has none.
    if (msg.reply !== undefined && msg.reply !== "") {
      this.#handlers.onMessage(msg);
      if (--this.#left === 0) this.#end("done");
      return;
    }
    const { code = 0, description = "" } = msg.headers ?? {};
    if (code === 100) return;
    if (code === 409 && /maxbytes/i.test(description)) this.#end("too-large");
    else if (code === 409 && /consumer deleted/i.test(description)) this.#end("gone");
    else if (code === 503) this.#end("silent");
    else this.#end("done");
  }

  #end(end: PullEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#forgetLoss();
    if (!this.#subscription.isClosed()) this.#subscription.unsubscribe();
    this.#handlers.onEnd(end);
  }
}
