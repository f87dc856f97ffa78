import type { Msg } from "nats";
import { type ApiError, apiPrismError, noResponders } from "./errors.ts";
import type { Exchange } from "./exchange.ts";

/** The subjects of the JetStream API: those of the account, or of another domain. */
export function apiPrefix(domain: string | null): string {
  return domain === null ? "$JS.API" : `$JS.${domain}.API`;
}

export interface ApiCall {
  readonly subject: string;
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** Whether it changes nothing, or may be done twice. */
  readonly isRead: boolean;
}

/** Asks JetStream one thing; rejects with a PrismError, unless `refusal` takes what was answered for an error. */
export async function callApi<T>(exchange: Exchange, call: ApiCall): Promise<T> {
  const answer = await tryApi<T>(exchange, call);
  if (isApiError(answer)) throw apiPrismError(answer.error);
  return answer;
}

/** The same, but an answer that says no is returned. */
export async function tryApi<T>(exchange: Exchange, call: ApiCall): Promise<T | { readonly error: ApiError }> {
  let answer: unknown = null;
  const round = exchange.round({
    timeoutMs: call.timeoutMs,
    isRead: call.isRead,
    onReply: (_, msg) => {
      answer = readAnswer(msg);
    },
  });
  round.ask(0, call.subject, call.body === undefined ? "" : JSON.stringify(call.body));
  await round.answered();
  return answer as T | { readonly error: ApiError };
}

export function isApiError(answer: unknown): answer is { readonly error: ApiError } {
  return (answer as { error?: unknown } | null)?.error !== undefined;
}

/** The JSON of an answer. Throws when nobody was there to answer. */
export function readAnswer(msg: Msg): unknown {
  if (isUnheard(msg)) throw noResponders();
  const { data } = msg;
  return JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("utf8"));
}

/** Whether nobody listens on the subject: the server says so itself, with this status and no payload. */
export function isUnheard(msg: Msg): boolean {
  return msg.data.length === 0 && msg.headers?.code === 503;
}
