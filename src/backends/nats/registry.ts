import { setTimeout as pause } from "node:timers/promises";
import { headers, type Msg } from "nats";
import { steadyMs } from "../../common/clock.ts";
import type { StoreSurroundings } from "../networked-contract.ts";
import { isApiError, isUnheard, readAnswer, tryApi } from "./api.ts";
import { ensureStream } from "./ensure-stream.ts";
import { type ApiError, apiPrismError, isWrongLastSequence, noResponders } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { Marks } from "./marks.ts";
import type { Names } from "./names.ts";

export interface RegistryOptions {
  readonly storage: "file" | "memory";
  readonly replicas: number;
  /** How long this store lets others make the registry first. */
  readonly turnMs: number;
}

/** How long one store may take to make the registry before the next one's turn. */
const TURN_MS = 100;
/** How long others are waited for who make a namespace's streams. */
const MAKING_MS = 2_000;
const LOOK_MS = 10;

/** When a worker's store may make the registry; gateways that start at one time differ by chance. */
export function turnOf({ worker, random }: StoreSurroundings, pattern: "keyvalue" | "stream"): number {
  return TURN_MS * (2 * worker + (pattern === "stream" ? 1 : 0) + random() / 2);
}

/**
 * Which number stands for a namespace. An entry's number is the sequence of its message, which the server never gives
 * twice; removing that very message drops the namespace, whoever has made a new one of its name since.
 */
export class Registry {
  readonly #names: Names;
  readonly #options: RegistryOptions;
  /** The connection over which the registry was seen last. */
  #seenOn: Exchange | null = null;

  readonly #ready: Marks;

  constructor(names: Names, options: RegistryOptions) {
    this.#names = names;
    this.#ready = new Marks(names, "ready");
    this.#options = options;
  }

  /**
   * The number of a namespace, whose streams `make` makes: a new one when it has none. Whoever has made the entry makes the streams, and
   * the others wait until that is done: nats-server loses messages of a stream that several create at one time.
   */
  async open(
    exchange: Exchange,
    subject: string,
    make: (number: number) => Promise<void>,
    timeoutMs: number,
  ): Promise<number> {
    await this.ensure(exchange, timeoutMs);
    for (;;) {
      const found = await this.find(exchange, subject, timeoutMs);
      const number = found === 0 ? await this.#make(exchange, subject, timeoutMs) : found;
      if (number === 0) continue;
      const isReady = found !== 0 && (await this.#becomesReady(exchange, number, timeoutMs));
      await make(number);
      // Not written again: a server that has no room left would refuse that, and with it all reads and deletes.
      if (!isReady) await this.#ready.make(exchange, number, timeoutMs);
      return number;
    }
  }

  /** Whether it is ready; false when that takes too long: whoever had begun may have ended. */
  async #becomesReady(exchange: Exchange, number: number, timeoutMs: number): Promise<boolean> {
    const endMs = steadyMs() + Math.min(timeoutMs / 2, MAKING_MS);
    for (;;) {
      if (await this.#ready.has(exchange, number, timeoutMs)) return true;
      if (steadyMs() >= endMs) return false;
      await pause(LOOK_MS);
    }
  }

  /** The number of an entry; 0 when there is none. */
  async find(exchange: Exchange, subject: string, timeoutMs: number): Promise<number> {
    const api = this.#names.api;
    const answer = await tryApi<{ message: { seq: number } }>(exchange, {
      subject: `${api}.STREAM.MSG.GET.${this.#names.registry}`,
      body: { last_by_subj: subject },
      timeoutMs,
      isRead: true,
    });
    if (!isApiError(answer)) return answer.message.seq;
    if (answer.error.code === 404) return 0;
    throw apiPrismError(answer.error);
  }

  /** Whether this number stands for a namespace. */
  async has(exchange: Exchange, number: number, timeoutMs: number): Promise<boolean> {
    const answer = await tryApi<unknown>(exchange, {
      subject: `${this.#names.api}.STREAM.MSG.GET.${this.#names.registry}`,
      body: { seq: number },
      timeoutMs,
      isRead: true,
    });
    if (!isApiError(answer)) return true;
    if (answer.error.code === 404) return false;
    throw apiPrismError(answer.error);
  }

  /** Removes the entry that has this number; harmless when there is none. */
  async drop(exchange: Exchange, number: number, timeoutMs: number): Promise<void> {
    await this.ensure(exchange, timeoutMs);
    if (!(await this.has(exchange, number, timeoutMs))) return;
    const answer = await tryApi<unknown>(exchange, {
      subject: `${this.#names.api}.STREAM.MSG.DELETE.${this.#names.registry}`,
      body: { seq: number },
      timeoutMs,
      isRead: true,
    });
    if (isApiError(answer) && (await this.has(exchange, number, timeoutMs))) throw apiPrismError(answer.error);
  }

  /** Makes the registry when there is none: the workers of a gateway one after the other, for the same reason. */
  async ensure(exchange: Exchange, timeoutMs: number): Promise<void> {
    if (this.#seenOn === exchange) return;
    const { registry, registrySubjects, api } = this.#names;
    const { storage, replicas, turnMs } = this.#options;
    const subject = `${api}.STREAM.INFO.${registry}`;
    const endMs = steadyMs() + turnMs;
    while (steadyMs() < endMs && isApiError(await tryApi(exchange, { subject, timeoutMs, isRead: true })))
      await pause(LOOK_MS);
    const wanted = {
      name: registry,
      subjects: [registrySubjects],
      description: "The namespaces of Prism, and their numbers.",
      storage,
      num_replicas: replicas,
      max_msgs_per_subject: 1,
      discard: "new",
    } as Parameters<typeof ensureStream>[2];
    await ensureStream(exchange, api, wanted, timeoutMs);
    this.#seenOn = exchange;
  }

  async #make(exchange: Exchange, subject: string, timeoutMs: number): Promise<number> {
    const onlyIfNew = headers();
    onlyIfNew.set("Nats-Expected-Last-Subject-Sequence", "0");
    let answer: { seq: number } | { error: ApiError } | null = null;
    const round = exchange.round({
      timeoutMs,
      isRead: true,
      onReply: (_, msg) => {
        answer = readAck(msg);
      },
    });
    round.ask(0, subject, "", onlyIfNew);
    await round.answered();
    const given = answer as unknown as { seq: number } | { error: ApiError };
    if (!isApiError(given)) return given.seq;
    // Another worker made it meanwhile.
    if (isWrongLastSequence(given.error)) return 0;
    throw apiPrismError(given.error);
  }
}

function readAck(msg: Msg): { seq: number } | { error: ApiError } {
  if (isUnheard(msg)) throw noResponders();
  return readAnswer(msg) as { seq: number } | { error: ApiError };
}
