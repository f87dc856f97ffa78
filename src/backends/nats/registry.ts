import { headers, type Msg } from "nats";
import { isApiError, isUnheard, readAnswer, tryApi } from "./api.ts";
import { ensureStream } from "./ensure-stream.ts";
import { type ApiError, apiPrismError, noResponders, WRONG_LAST_SEQUENCE } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { Names } from "./names.ts";

export interface RegistryOptions {
  readonly storage: "file" | "memory";
  readonly replicas: number;
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

  constructor(names: Names, options: RegistryOptions) {
    this.#names = names;
    this.#options = options;
  }

  /** The number of a namespace: a new one when it has none. */
  async numberOf(exchange: Exchange, subject: string, timeoutMs: number): Promise<number> {
    await this.ensure(exchange, timeoutMs);
    for (;;) {
      const found = await this.find(exchange, subject, timeoutMs);
      if (found !== 0) return found;
      const made = await this.#make(exchange, subject, timeoutMs);
      if (made !== 0) return made;
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
      body: { seq: number, no_erase: true },
      timeoutMs,
      isRead: true,
    });
    if (isApiError(answer) && (await this.has(exchange, number, timeoutMs))) throw apiPrismError(answer.error);
  }

  async ensure(exchange: Exchange, timeoutMs: number): Promise<void> {
    if (this.#seenOn === exchange) return;
    const { registry, registrySubjects, api } = this.#names;
    const { storage, replicas } = this.#options;
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
    if (given.error.err_code === WRONG_LAST_SEQUENCE) return 0;
    throw apiPrismError(given.error);
  }
}

function readAck(msg: Msg): { seq: number } | { error: ApiError } {
  if (isUnheard(msg)) throw noResponders();
  return readAnswer(msg) as { seq: number } | { error: ApiError };
}
