import type { StreamInfo } from "nats";
import { callApi, isApiError, tryApi } from "./api.ts";
import { apiPrismError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { MarkKind, Names } from "./names.ts";

/**
 * What all gateways must know of a namespace's number, kept in the registry: `ready`, its streams are there; `ttl`, its bucket has had
 * items that end or were deleted, so it is looked through for them; `drop`, it is being dropped, so whatever is left of it is removed.
 */
export class Marks {
  readonly #names: Names;
  readonly #kind: MarkKind;
  /** Numbers that this process has marked. */
  readonly #marked = new Set<number>();

  constructor(names: Names, kind: MarkKind) {
    this.#names = names;
    this.#kind = kind;
  }

  /** Before that which the mark stands for. */
  async make(exchange: Exchange, id: number, timeoutMs: number): Promise<void> {
    if (this.#marked.has(id)) return;
    await callApi(exchange, { subject: this.#names.mark(this.#kind, id), timeoutMs, isRead: true });
    this.#marked.add(id);
  }

  async has(exchange: Exchange, id: number, timeoutMs: number): Promise<boolean> {
    const answer = await tryApi<unknown>(exchange, {
      subject: `${this.#names.api}.STREAM.MSG.GET.${this.#names.registry}`,
      body: { last_by_subj: this.#names.mark(this.#kind, id) },
      timeoutMs,
      isRead: true,
    });
    if (!isApiError(answer)) return true;
    if (answer.error.code === 404) return false;
    throw apiPrismError(answer.error);
  }

  /** Numbers that are marked. */
  async list(exchange: Exchange, timeoutMs: number): Promise<number[]> {
    const { registry, api } = this.#names;
    const { state } = await callApi<StreamInfo>(exchange, {
      subject: `${api}.STREAM.INFO.${registry}`,
      body: { subjects_filter: this.#names.mark(this.#kind, "*") },
      timeoutMs,
      isRead: true,
    });
    return Object.keys(state.subjects ?? {}).map((subject) => Number(subject.slice(subject.lastIndexOf(".") + 1)));
  }

  async remove(exchange: Exchange, id: number, timeoutMs: number): Promise<void> {
    this.#marked.delete(id);
    const { registry, api } = this.#names;
    const body = { filter: this.#names.mark(this.#kind, id) };
    await callApi(exchange, { subject: `${api}.STREAM.PURGE.${registry}`, body, timeoutMs, isRead: true });
  }
}
