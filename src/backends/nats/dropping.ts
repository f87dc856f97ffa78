import { isApiError, tryApi } from "./api.ts";
import { apiPrismError, STREAM_NOT_FOUND } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { Marks } from "./marks.ts";
import type { Names } from "./names.ts";
import type { Registry } from "./registry.ts";

/**
 * Drops namespaces: first it is marked that one is to go, then its name is free, then its streams are removed. Whatever
 * ends between two of these, the mark stays, and a sweep goes on. Nothing that is not marked is ever removed.
 */
export class Dropping {
  readonly #names: Names;
  readonly #registry: Registry;
  readonly #marks: Marks;

  constructor(names: Names, registry: Registry) {
    this.#names = names;
    this.#registry = registry;
    this.#marks = new Marks(names, "drop");
  }

  async drop(exchange: Exchange, id: number, timeoutMs: number): Promise<void> {
    await this.#registry.ensure(exchange, timeoutMs);
    if (!(await this.#registry.has(exchange, id, timeoutMs))) return;
    await this.#marks.make(exchange, id, timeoutMs);
    await this.#remove(exchange, id, timeoutMs);
  }

  /** Goes on with what was not brought to an end. Returns how many that were. */
  async goOn(exchange: Exchange, timeoutMs: number): Promise<number> {
    const left = await this.#marks.list(exchange, timeoutMs);
    for (const id of left) await this.#remove(exchange, id, timeoutMs);
    return left.length;
  }

  async #remove(exchange: Exchange, id: number, timeoutMs: number): Promise<void> {
    await this.#registry.drop(exchange, id, timeoutMs);
    for (const stream of [this.#names.bucket(id), this.#names.stream(id), this.#names.deadStream(id)])
      await removeStream(exchange, this.#names.api, stream, timeoutMs);
    for (const kind of ["ready", "ttl"] as const) await new Marks(this.#names, kind).remove(exchange, id, timeoutMs);
    await this.#marks.remove(exchange, id, timeoutMs);
  }
}

/** Removes a stream; harmless when there is none. */
async function removeStream(exchange: Exchange, api: string, stream: string, timeoutMs: number): Promise<void> {
  const answer = await tryApi<unknown>(exchange, {
    subject: `${api}.STREAM.DELETE.${stream}`,
    timeoutMs,
    isRead: true,
  });
  if (isApiError(answer) && answer.error.err_code !== STREAM_NOT_FOUND) throw apiPrismError(answer.error);
}
