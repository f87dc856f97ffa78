import type { Msg, MsgHdrs, StreamInfo } from "nats";
import { type ApiError, apiPrismError, noResponders, STREAM_NOT_FOUND } from "./errors.ts";
import type { Exchange } from "./exchange.ts";

/** The subjects of the JetStream API: those of the account, or of another domain. */
export function apiPrefix(domain: string | null): string {
  return domain === null ? "$JS.API" : `$JS.${domain}.API`;
}

export interface ApiCall {
  readonly subject: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`: a message to be stored. */
  readonly payload?: Uint8Array;
  readonly headers?: MsgHdrs;
  readonly timeoutMs: number;
  /** Whether it changes nothing, or may be done twice. */
  readonly isRead: boolean;
}

/** Asks JetStream one thing; rejects with a PrismError. */
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
  const payload = call.payload ?? (call.body === undefined ? "" : JSON.stringify(call.body));
  round.ask(0, call.subject, payload, call.headers);
  await round.answered();
  return answer as T | { readonly error: ApiError };
}

/** What a stream says of itself. One that is not there may have been dropped by another gateway: as if nobody had answered. */
export async function infoOfStream(
  exchange: Exchange,
  call: ApiCall,
): Promise<StreamInfo & { readonly total?: number }> {
  const answer = await tryApi<StreamInfo & { total?: number }>(exchange, call);
  if (!isApiError(answer)) return answer;
  throw answer.error.err_code === STREAM_NOT_FOUND ? noResponders() : apiPrismError(answer.error);
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
