import { isApiError, readAnswer } from "../api.ts";
import { placeOf } from "../delivery-place.ts";
import type { Dropping } from "../dropping.ts";
import { type ApiError, isGone } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Marks } from "../marks.ts";
import type { Names } from "../names.ts";
import type { Registry } from "../registry.ts";
import { takeMessages } from "../take-messages.ts";
import { EXPIRES_HEADER } from "./stored-item.ts";

/** Expired items and tombstones take room, and do no other harm: buckets are looked through so often. */
const PASS_EVERY_MS = 60_000;

/** From its first message on, so often: a stream that somebody has removed begins again, below what was looked at. */
const WHOLE_PASS_EVERY_MS = 60 * 60_000;

/**
 * How old a message must be to be removed. That it replaced the one before it, the server writes to its disk two minutes
 * later at the latest (nats-server 2.9: stream.go, `SyncInterval`), counted from the end of the writing before: twice that, and a minute for
 * slow disks. Were it removed sooner, the one before could be there again after a crash.
 */
const SETTLED_MS = 5 * 60_000;

interface Step {
  readonly nowMs: number;
  readonly maxItems: number;
  readonly timeoutMs: number;
}

/** One way through a bucket. */
interface Pass {
  readonly id: number;
  from: number;
  /** The first message that the next pass must look at again: one that ends later, or could not be removed. */
  again: number;
}

export interface SweeperParts {
  readonly names: Names;
  readonly registry: Registry;
  readonly dropping: Dropping;
  readonly expiring: Marks;
  /** {@link SETTLED_MS} unless a test cannot wait so long. */
  readonly settledMs?: number;
}

/**
 * Removes what nobody can reach: items that have expired, tombstones, and buckets of dropped namespaces. A pass goes through
 * the headers of a bucket's messages, some of them in each step, up to the first one that is too young. The next pass begins with the first one
 * that may have to go later, as whatever has no end never does: but once an hour, a bucket with tombstones alone is looked through once.
 */
export class Sweeper {
  readonly #parts: SweeperParts;
  readonly #settledMs: number;
  #passes: Pass[] = [];
  /** By number of a bucket: where its next pass begins. */
  readonly #from = new Map<number, number>();
  #nextPassMs = 0;
  #nextWholePassMs = 0;

  constructor(parts: SweeperParts) {
    this.#parts = parts;
    this.#settledMs = parts.settledMs ?? SETTLED_MS;
  }

  /** One step; 0 when nothing is left until the next pass. */
  async step(exchange: Exchange, step: Step): Promise<number> {
    const pass = this.#passes[0];
    if (pass !== undefined) return this.#lookThrough(exchange, pass, step);
    if (step.nowMs < this.#nextPassMs) return 0;
    const { registry, dropping, expiring } = this.#parts;
    await registry.ensure(exchange, step.timeoutMs);
    const dropped = await dropping.goOn(exchange, step.timeoutMs);
    this.#begin(await expiring.list(exchange, step.timeoutMs), step.nowMs);
    this.#nextPassMs = step.nowMs + PASS_EVERY_MS;
    return this.#left(dropped);
  }

  #begin(ids: readonly number[], nowMs: number): void {
    if (nowMs >= this.#nextWholePassMs) {
      this.#from.clear();
      this.#nextWholePassMs = nowMs + WHOLE_PASS_EVERY_MS;
    }
    const marked = new Set(ids);
    for (const id of [...this.#from.keys()]) if (!marked.has(id)) this.#from.delete(id);
    for (const id of marked) this.#passes.push({ id, from: this.#from.get(id) ?? 1, again: Number.POSITIVE_INFINITY });
  }

  async #lookThrough(exchange: Exchange, pass: Pass, step: Step): Promise<number> {
    const { names } = this.#parts;
    const { maxItems, timeoutMs } = step;
    const query = {
      filter: "",
      maxBytes: 0,
      headersOnly: true,
      api: names.api,
      stream: names.bucket(pass.id),
      from: pass.from,
      batch: maxItems,
      timeoutMs,
    };
    const { messages, serverMs } = await takeMessages(exchange, query).catch((error) => {
      // Perhaps the bucket was dropped meanwhile: the next pass will tell.
      this.#passes.shift();
      throw error;
    });
    let next = pass.from;
    const over: number[] = [];
    for (const msg of messages) {
      const { streamSequence, storedMs } = placeOf(msg);
      // Those after it are younger still.
      if (storedMs > serverMs - this.#settledMs) break;
      next = streamSequence + 1;
      const endsMs = Number(msg.headers?.get(EXPIRES_HEADER) ?? 0);
      if (endsMs === 0) continue;
      if (endsMs <= step.nowMs) over.push(streamSequence);
      else pass.again = Math.min(pass.again, streamSequence);
    }
    await this.#remove(exchange, pass, over, timeoutMs);
    const taken = messages.length === 0 ? 0 : placeOf(messages.at(-1) as (typeof messages)[number]).streamSequence + 1;
    pass.from = next;
    if (messages.length < maxItems || next < taken) {
      this.#passes.shift();
      this.#from.set(pass.id, Math.min(pass.again, next));
    }
    return this.#left(over.length);
  }

  async #remove(exchange: Exchange, pass: Pass, sequences: readonly number[], timeoutMs: number): Promise<void> {
    const { names } = this.#parts;
    const subject = `${names.api}.STREAM.MSG.DELETE.${names.bucket(pass.id)}`;
    const round = exchange.round({
      timeoutMs,
      isRead: true,
      onReply: (slot, msg) => {
        const answer = readAnswer(msg) as object | { error: ApiError };
        if (isApiError(answer) && !isGone(answer.error)) pass.again = Math.min(pass.again, sequences[slot] as number);
      },
    });
    // These very messages: what was written to their keys since stays. And without writing over them on the disk: should
    // the server forget the removal in a crash, an item that has ended is there again, and not one from before it.
    for (const [slot, seq] of sequences.entries()) round.ask(slot, subject, JSON.stringify({ seq, no_erase: true }));
    await round.answered();
  }

  /** What a step says: how many it removed; 1 when that is none and there is more to look through. */
  #left(removed: number): number {
    return removed > 0 ? removed : Math.min(1, this.#passes.length);
  }
}
