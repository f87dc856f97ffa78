import { nuid, type StreamInfo } from "nats";
import type { Delivery, StreamReader, StreamStart, TakeBounds } from "../../stream-contract.ts";
import { callApi } from "../api.ts";
import { placeOf } from "../delivery-place.ts";
import { streamMissing, timedOut } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Link } from "../link.ts";
import { type ConsumerAt, consumerInfo, createConsumer, nextSubject, removeConsumer } from "./consumer.ts";
import { type Arrived, Feed } from "./feed.ts";
import { deliverFrom, fromSequence } from "./position.ts";
import type { StreamPlace } from "./stream-places.ts";

/** The server forgets a reader's consumer that nobody has asked for so long; it is made again where it was. */
const IDLE_NS = 10 * 60 * 1_000_000_000;
/** Messages that may be here before they are asked for: some round trips' worth. */
const READ_AHEAD = 64;
/** With a consumer that was made just now, something is heard. */
const MAX_ATTEMPTS = 3;

export interface ReaderParts {
  readonly link: Link;
  readonly api: string;
  readonly place: StreamPlace;
  readonly timeoutMs: number;
  readonly onReady: () => void;
}

/**
 * Reads a stream by a consumer that the server keeps in memory and that acknowledges nothing. Where it has come to is known
 * here: when the server has lost the consumer, or a message on its way, another one is made from there on.
 */
export class NatsStreamReader implements StreamReader {
  readonly #parts: ReaderParts;
  #feed: Feed;
  #at: ConsumerAt;
  /** Of the last message that was taken or passed. */
  #sequence = 0;
  /** The how manieth message of its consumer comes next. */
  #expected = 1;

  private constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#at = this.#newPlace();
    this.#feed = this.#newFeed();
  }

  static async open(parts: ReaderParts, start: StreamStart): Promise<NatsStreamReader> {
    const reader = new NatsStreamReader(parts);
    const exchange = await parts.link.open(parts.timeoutMs);
    if (start.at === "latest") {
      // The sequence is taken first, so that there is no doubt with which message it begins.
      reader.#sequence = await lastSequence(exchange, parts);
      await reader.#create(exchange, fromSequence(reader.#sequence + 1));
    } else await reader.#create(exchange, deliverFrom(start));
    return reader;
  }

  async take(bounds: TakeBounds): Promise<readonly Delivery[]> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const exchange = await this.#parts.link.open(this.#parts.timeoutMs);
      const { taken, end } = await this.#feed.take(exchange, bounds);
      const deliveries = await this.#check(exchange, taken);
      if (deliveries.length > 0) return deliveries;
      if (taken.length > 0) continue;
      if (end === "done" || end === "too-large") return deliveries;
      await this.#makeAgain(exchange);
    }
    throw timedOut(true);
  }

  after(): string {
    return this.#sequence === 0 ? "" : String(this.#sequence);
  }

  async close(): Promise<void> {
    await this.#feed.close();
    const exchange = this.#parts.link.current;
    if (exchange !== null) await removeConsumer(exchange, this.#at).catch(() => {});
  }

  /** Those that come one after the other; behind a gap, which only a lost message leaves, the stream is read again. */
  async #check(exchange: Exchange, taken: readonly Arrived[]): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const { msg, delivery } of taken) {
      const { consumerSequence, streamSequence } = placeOf(msg);
      if (consumerSequence !== this.#expected) {
        await this.#create(exchange, fromSequence(this.#sequence + 1));
        break;
      }
      this.#expected++;
      this.#sequence = streamSequence;
      deliveries.push(delivery);
    }
    return deliveries;
  }

  /** Nothing was heard of the consumer. Throws when the stream is gone as well. */
  async #makeAgain(exchange: Exchange): Promise<void> {
    if ((await consumerInfo(exchange, this.#at)) !== null) return;
    await lastSequence(exchange, this.#parts);
    await this.#create(exchange, fromSequence(this.#sequence + 1));
  }

  async #create(exchange: Exchange, from: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#feed.close();
    this.#at = this.#newPlace();
    this.#feed = this.#newFeed();
    this.#expected = 1;
    await createConsumer(exchange, this.#at, {
      ...from,
      ack_policy: "none",
      inactive_threshold: IDLE_NS,
      mem_storage: true,
      num_replicas: 1,
      max_deliver: -1,
      replay_policy: "instant",
    });
  }

  #newPlace(): ConsumerAt {
    const { api, place, timeoutMs } = this.#parts;
    return { api, stream: place.stream, name: `reader-${nuid.next()}`, timeoutMs };
  }

  #newFeed(): Feed {
    const at = this.#at;
    return new Feed({ next: () => nextSubject(at), parkedBatch: READ_AHEAD, onReady: this.#parts.onReady });
  }
}

/** The sequence of the last message of the stream. Throws STORE_MISSING when there is no such stream. */
async function lastSequence(exchange: Exchange, { api, place, timeoutMs }: ReaderParts): Promise<number> {
  const subject = `${api}.STREAM.INFO.${place.stream}`;
  const { state } = await callApi<StreamInfo>(exchange, { subject, timeoutMs, isRead: true });
  if (state === undefined) throw streamMissing(place.stream);
  return state.last_seq;
}
