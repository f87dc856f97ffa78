import type { Msg, MsgHdrs, Subscription } from "nats";
import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { PrismError } from "../../../common/prism-error.ts";
import { Outcome } from "../../contract.ts";
import type { Delivery, NewMessage, StreamReader, StreamStart, TakeBounds } from "../../stream-contract.ts";
import { connectionLost, itemTooLarge, timedOut } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Link } from "../link.ts";
import { encodeHeaders, headerBytesOf, headersOf, keyOf, sizeOf } from "./message-codec.ts";

/** What a reader has here at most; NATS sends whether or not it is read, and more would be memory without bound. */
const MAX_HERE = 10_000;
const MAX_BYTES_HERE = 16 * 1024 * 1024;

/** Publishes messages that are not kept: done when the server has them, whoever listens or not. */
export async function publishCore(
  exchange: Exchange,
  parts: { readonly subject: string; readonly messages: readonly NewMessage[]; readonly timeoutMs: number },
): Promise<void> {
  const { subject, messages, timeoutMs } = parts;
  for (const message of messages) {
    if (message.idempotencyKey !== "") fail(message, noIdempotency);
    else if (message.value.length + headerBytesOf(message) > exchange.maxPayload) fail(message, itemTooLarge().failure);
    else publish(exchange, subject, message);
  }
  await reached(exchange, timeoutMs);
  for (const message of messages) if (message.outcome === Outcome.PENDING) message.outcome = Outcome.DONE;
}

function publish(exchange: Exchange, subject: string, message: NewMessage): void {
  message.outcome = Outcome.PENDING;
  message.failure = null;
  const headers: MsgHdrs | undefined = encodeHeaders(message);
  try {
    exchange.connection.publish(subject, message.value, headers === undefined ? {} : { headers });
  } catch (error) {
    throw connectionLost(false, error);
  }
}

/** Resolves when the server has taken all that was sent. */
function reached(exchange: Exchange, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut(false)), timeoutMs);
    exchange.connection
      .flush()
      .then(resolve, (error) => reject(connectionLost(false, error)))
      .finally(() => clearTimeout(timer));
  });
}

function fail(message: NewMessage, failure: Failure): void {
  message.outcome = Outcome.FAILED;
  message.failure = failure;
}

export interface CoreReaderParts {
  readonly link: Link;
  readonly subject: string;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  readonly onReady: () => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Listens from now on. Nothing can be read again, so every start is now, but for a time and a position, which are refused; a subscriber
 * that comes again after its last message has missed what came meanwhile. One that is too slow loses the oldest messages, and the log says so.
 */
export class CoreReader implements StreamReader {
  readonly #parts: CoreReaderParts;
  #subscription: Subscription | null = null;
  #exchange: Exchange | null = null;
  #here: { readonly delivery: Delivery; readonly bytes: number }[] = [];
  #bytes = 0;
  #came = 0;
  #lost = 0;
  #isAwaited = false;

  private constructor(parts: CoreReaderParts) {
    this.#parts = parts;
  }

  static async open(parts: CoreReaderParts, start: StreamStart): Promise<CoreReader> {
    if (start.at === "time" || start.at === "position") throw new PrismError(noReplay, { source: "client" });
    const reader = new CoreReader(parts);
    await reader.#listen();
    return reader;
  }

  async take({ maxItems, maxBytes }: TakeBounds): Promise<readonly Delivery[]> {
    await this.#listen();
    let count = 0;
    let bytes = 0;
    for (const arrived of this.#here) {
      if (count === maxItems || (count > 0 && bytes + arrived.bytes > maxBytes)) break;
      bytes += arrived.bytes;
      count++;
    }
    this.#bytes -= bytes;
    this.#isAwaited = count === 0;
    this.#report();
    return this.#here.splice(0, count).map(({ delivery }) => delivery);
  }

  async close(): Promise<void> {
    this.#subscription?.unsubscribe();
    this.#subscription = null;
    this.#here = [];
  }

  /** Subscribes, again when the connection is another one. */
  async #listen(): Promise<void> {
    const exchange = await this.#parts.link.open(this.#parts.timeoutMs);
    if (this.#exchange === exchange) return;
    try {
      this.#subscription = exchange.connection.subscribe(this.#parts.subject, {
        callback: (error, msg) => {
          if (error === null) this.#arrive(msg);
        },
      });
    } catch (error) {
      throw connectionLost(true, error);
    }
    this.#exchange = exchange;
    exchange.onLost(() => this.#tell());
    await reached(exchange, this.#parts.timeoutMs);
  }

  #arrive(msg: Msg): void {
    this.#came++;
    const delivery: Delivery = {
      position: String(this.#came),
      key: keyOf(msg.headers),
      value: msg.data,
      headers: headersOf(msg.headers),
      publishedMs: this.#parts.nowMs(),
      attempt: 0,
      lease: "",
    };
    const bytes = sizeOf(delivery);
    this.#here.push({ delivery, bytes });
    this.#bytes += bytes;
    while (this.#here.length > MAX_HERE || (this.#bytes > MAX_BYTES_HERE && this.#here.length > 1)) {
      this.#bytes -= this.#here.shift()?.bytes ?? 0;
      this.#lost++;
    }
    this.#tell();
  }

  #tell(): void {
    if (!this.#isAwaited) return;
    this.#isAwaited = false;
    this.#parts.onReady();
  }

  #report(): void {
    if (this.#lost === 0) return;
    this.#parts.onProblem(
      new Error(`a subscriber of ${this.#parts.subject} was too slow and lost ${this.#lost} messages`),
    );
    this.#lost = 0;
  }
}

const noIdempotency = new Failure(
  Code.UNIMPLEMENTED,
  "STORE_LACKS_GUARANTEE",
  "the messages of this stream are not kept, and neither are idempotency keys; leave the key out, or declare the stream with `keep: stored`",
  { metadata: { field: "idempotency_key" } },
);
const noReplay = new Failure(
  Code.UNIMPLEMENTED,
  "STORE_LACKS_GUARANTEE",
  "the messages of this stream are not kept, so none can be read again; start at latest, or declare the stream with `keep: stored`",
  { metadata: { field: "start" } },
);
/** What needs messages that are kept. */
export const notKept = new Failure(
  Code.UNIMPLEMENTED,
  "STORE_LACKS_GUARANTEE",
  "the messages of this stream are not kept, so it has no groups and no dead letters; read it without a group, or declare it with `keep: stored`",
  { metadata: { field: "group" } },
);
