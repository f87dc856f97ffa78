import type { Msg } from "nats";
import { steadyMs } from "../../../common/clock.ts";
import type { Delivery, TakeBounds } from "../../stream-contract.ts";
import { placeOf } from "../delivery-place.ts";
import { connectionLost } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import { Pull, type PullEnd, type PullHandlers, type PullRequest } from "../pull.ts";
import { deliveryOf, sizeOf } from "./message-codec.ts";

/** How long the server keeps a pull that waits for a message; then it is made again. */
const PARKED_MS = 30_000;
/** Messages of one pull: the server's own bound is higher, and a take asks again. */
const MAX_PULL = 1_000;

/** A message that has come and was not taken yet. */
export interface Arrived {
  readonly msg: Msg;
  /** The message, without an attempt and a lease. */
  readonly delivery: Delivery;
  readonly bytes: number;
  readonly atMs: number;
}

export interface FeedParts {
  /** The subject to ask; a new one after `gone`. */
  readonly next: () => string;
  /** Messages that a waiting pull may bring: they are here before anybody asks for them. */
  readonly parkedBatch: number;
  /** Hears that there may be something, after a take that found nothing. */
  readonly onReady: () => void;
}

/**
 * Messages of one consumer, as they are asked for:
 *
 *     take ─► enough here? ──no──► pull what there is ─► cut off as many as are wanted
 *                                        │ nothing
 *                                        └─► pull that waits in the server ─► a message comes ─► onReady
 *
 * So nothing comes that was not asked for, but for the few that end a wait, and what one pull had over.
 */
export class Feed {
  readonly #parts: FeedParts;
  #arrived: Arrived[] = [];
  #bytes = 0;
  #parked: Pull | null = null;
  /** A take has found nothing since the last onReady. */
  #isAwaited = false;
  #isClosed = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /** Messages that are here and were not taken. */
  get waiting(): number {
    return this.#arrived.length;
  }

  /** How it went: what was taken is in order; `silent` and `gone` say that the consumer may not be there any more. */
  async take(exchange: Exchange, bounds: TakeBounds): Promise<{ taken: readonly Arrived[]; end: PullEnd }> {
    let end: PullEnd = "done";
    const missing = Math.min(bounds.maxItems - this.#arrived.length, MAX_PULL);
    if (missing > 0 && this.#bytes < bounds.maxBytes && !this.#hasAll)
      end = await this.#pull(exchange, missing, bounds.maxBytes - this.#bytes);
    if (end === "too-large" && this.#arrived.length === 0) end = await this.#pull(exchange, 1, 0);
    if (end === "lost" && this.#arrived.length === 0) throw connectionLost(true, new Error("no answer to a pull"));
    const taken = this.#cut(bounds);
    this.#isAwaited = taken.length === 0;
    if (taken.length === 0 && (end === "done" || end === "too-large")) this.#park(exchange);
    return { taken, end };
  }

  /** Takes back everything that has come and was not taken. */
  drop(): readonly Arrived[] {
    const dropped = this.#arrived;
    this.#arrived = [];
    this.#bytes = 0;
    return dropped;
  }

  /** Lets go of the pull that waits; what the server has sent already still comes. */
  async stop(): Promise<void> {
    const parked = this.#parked;
    this.#parked = null;
    await parked?.stop();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }

  /** What is here was all there was when the last of it was sent. */
  get #hasAll(): boolean {
    const last = this.#arrived.at(-1);
    return last !== undefined && placeOf(last.msg).pending === 0;
  }

  #pull(exchange: Exchange, batch: number, maxBytes: number): Promise<PullEnd> {
    return new Promise((resolve) => {
      const request = { next: this.#parts.next(), batch, maxBytes, expiresMs: 0 };
      startPull(exchange, request, { onMessage: (msg) => this.#arrive(msg), onEnd: resolve });
    });
  }

  #park(exchange: Exchange): void {
    if (this.#parked !== null || this.#isClosed || !exchange.isOpen) return;
    const request = { next: this.#parts.next(), batch: this.#parts.parkedBatch, maxBytes: 0, expiresMs: PARKED_MS };
    const parked: Pull = startPull(exchange, request, {
      onMessage: (msg) => {
        this.#arrive(msg);
        this.#tell();
      },
      onEnd: (end) => {
        if (this.#parked !== parked) return;
        this.#parked = null;
        if (end === "done" && this.#isAwaited) this.#park(exchange);
        else if (end !== "done") this.#tell();
      },
    });
    this.#parked = parked;
  }

  #arrive(msg: Msg): void {
    const delivery = deliveryOf(msg);
    const bytes = sizeOf(delivery);
    this.#arrived.push({ msg, delivery, bytes, atMs: steadyMs() });
    this.#bytes += bytes;
  }

  #tell(): void {
    if (!this.#isAwaited || this.#isClosed) return;
    this.#isAwaited = false;
    this.#parts.onReady();
  }

  #cut({ maxItems, maxBytes }: TakeBounds): readonly Arrived[] {
    let count = 0;
    let bytes = 0;
    for (const arrived of this.#arrived) {
      if (count === maxItems || (count > 0 && bytes + arrived.bytes > maxBytes)) break;
      bytes += arrived.bytes;
      count++;
    }
    this.#bytes -= bytes;
    return this.#arrived.splice(0, count);
  }
}

/** The client knows sooner than its `closed` tells that the connection is gone, and throws then. */
function startPull(exchange: Exchange, ...how: [PullRequest, PullHandlers]): Pull {
  try {
    return new Pull(exchange, ...how);
  } catch (error) {
    throw connectionLost(true, error);
  }
}
