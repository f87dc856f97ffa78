import { placeOf } from "../delivery-place.ts";
import type { Dropping } from "../dropping.ts";
import type { Exchange } from "../exchange.ts";
import type { Marks } from "../marks.ts";
import type { Names } from "../names.ts";
import type { Registry } from "../registry.ts";
import { takeMessages } from "../take-messages.ts";
import { EXPIRES_HEADER } from "./stored-item.ts";

/** Expired items take room, and do no other harm: buckets are looked through so often. */
const PASS_EVERY_MS = 60_000;

interface Step {
  readonly nowMs: number;
  readonly maxItems: number;
  readonly timeoutMs: number;
}

/**
 * Removes what nobody can reach: items that have expired, and buckets of dropped namespaces. A pass goes through the
 * headers of all messages of the buckets that have ever had items that end, some of them in each step.
 */
export class Sweeper {
  readonly #names: Names;
  readonly #registry: Registry;
  readonly #dropping: Dropping;
  readonly #expiring: Marks;
  #passes: { id: number; from: number }[] = [];
  #nextPassMs = 0;

  constructor(parts: { names: Names; registry: Registry; dropping: Dropping; expiring: Marks }) {
    this.#names = parts.names;
    this.#registry = parts.registry;
    this.#dropping = parts.dropping;
    this.#expiring = parts.expiring;
  }

  /** One step; 0 when nothing is left until the next pass. */
  async step(exchange: Exchange, step: Step): Promise<number> {
    const pass = this.#passes[0];
    if (pass !== undefined) return this.#lookThrough(exchange, pass, step);
    if (step.nowMs < this.#nextPassMs) return 0;
    await this.#registry.ensure(exchange, step.timeoutMs);
    const dropped = await this.#dropping.goOn(exchange, step.timeoutMs);
    for (const id of await this.#expiring.list(exchange, step.timeoutMs)) this.#passes.push({ id, from: 1 });
    this.#nextPassMs = step.nowMs + PASS_EVERY_MS;
    return this.#left(dropped);
  }

  async #lookThrough(exchange: Exchange, pass: { id: number; from: number }, step: Step): Promise<number> {
    const { nowMs, maxItems, timeoutMs } = step;
    const stream = this.#names.bucket(pass.id);
    const query = {
      filter: "",
      maxBytes: 0,
      headersOnly: true,
      api: this.#names.api,
      stream,
      from: pass.from,
      batch: maxItems,
      timeoutMs,
    };
    const taken = await takeMessages(exchange, query).catch((error) => {
      // Perhaps the bucket was dropped meanwhile: the next pass will tell.
      this.#passes.shift();
      throw error;
    });
    const round = exchange.round({ timeoutMs, isRead: true, onReply: () => {} });
    const subject = `${this.#names.api}.STREAM.MSG.DELETE.${stream}`;
    let removed = 0;
    for (const msg of taken) {
      const { streamSequence } = placeOf(msg);
      pass.from = streamSequence + 1;
      const expiresAtMs = Number(msg.headers?.get(EXPIRES_HEADER) ?? 0);
      if (expiresAtMs === 0 || expiresAtMs > nowMs) continue;
      // This very message: what was written to its key since stays.
      round.ask(removed++, subject, JSON.stringify({ seq: streamSequence, no_erase: true }));
    }
    await round.answered();
    if (taken.length < maxItems) this.#passes.shift();
    return this.#left(removed);
  }

  /** What a step says: how many it removed; 1 when that is none and there is more to look through. */
  #left(removed: number): number {
    return removed > 0 ? removed : Math.min(1, this.#passes.length);
  }
}
