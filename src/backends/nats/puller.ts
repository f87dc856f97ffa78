import { createInbox, type Msg, type Subscription } from "nats";
import type { Exchange } from "./exchange.ts";

/** What a pull asks of a consumer. */
export interface PullRequest {
  readonly batch: number;
  /** Payload and headers of all its messages; 0 = any. A message that is larger ends the pull, 409. */
  readonly maxBytes: number;
  /** How long the server keeps it when there is less than it asks for; 0 = it ends with what there is. */
  readonly expiresMs: number;
}

export interface PullHandlers {
  readonly onMessage: (msg: Msg) => void;
  /** A pull has ended: 404 nothing was there, 408 its time is over or it has all that was there, 409 see the description. */
  readonly onEnd: (pull: number, code: number, description: string) => void;
}

const NS_PER_MS = 1_000_000;

/** Asks one consumer for messages, over a subscription of its own. */
export class Puller {
  readonly #exchange: Exchange;
  readonly #next: string;
  readonly #inbox = createInbox();
  readonly #subscription: Subscription;
  #lastPull = 0;

  /** `next` is the subject `….CONSUMER.MSG.NEXT.<stream>.<consumer>`. */
  constructor(exchange: Exchange, next: string, handlers: PullHandlers) {
    this.#exchange = exchange;
    this.#next = next;
    this.#subscription = exchange.connection.subscribe(`${this.#inbox}.*`, {
      callback: (error, msg) => {
        // A message of the stream has the subject of its acknowledgement; a status has none.
        if (error === null && msg.reply !== undefined && msg.reply !== "") handlers.onMessage(msg);
        else if (error === null) {
          const pull = Number(msg.subject.slice(this.#inbox.length + 1));
          handlers.onEnd(pull, msg.headers?.code ?? 0, msg.headers?.description ?? "");
        }
      },
    });
  }

  get exchange(): Exchange {
    return this.#exchange;
  }

  /** Returns the pull's number. A pull to a consumer that is gone is never answered. */
  pull({ batch, maxBytes, expiresMs }: PullRequest): number {
    const pull = ++this.#lastPull;
    const request = {
      batch,
      ...(maxBytes === 0 ? {} : { max_bytes: maxBytes }),
      ...(expiresMs === 0 ? { no_wait: true } : { expires: expiresMs * NS_PER_MS }),
    };
    this.#exchange.connection.publish(this.#next, JSON.stringify(request), { reply: `${this.#inbox}.${pull}` });
    return pull;
  }

  /** Pulls under way end; messages that the server has sent already are handed over until `closed`. */
  async close(): Promise<void> {
    if (this.#exchange.isOpen) await this.#subscription.drain().catch(() => {});
  }
}
