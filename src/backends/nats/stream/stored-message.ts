import { headers, type MsgHdrs } from "nats";
import { isApiError, tryApi } from "../api.ts";
import { apiPrismError } from "../errors.ts";
import type { Exchange } from "../exchange.ts";

/** A message as the leader of its stream has it. */
export interface StoredMessage {
  readonly sequence: number;
  readonly headers: MsgHdrs;
  readonly value: Uint8Array;
  readonly storedMs: number;
}

interface PackedMessage {
  readonly seq: number;
  readonly hdrs?: string;
  readonly data?: string;
  readonly time: string;
}

export interface StoredQuery {
  readonly api: string;
  readonly stream: string;
  readonly sequence: number;
  readonly timeoutMs: number;
}

/** One message by its sequence; null when there is none. */
export async function readStored(exchange: Exchange, query: StoredQuery): Promise<StoredMessage | null> {
  const answer = await tryApi<{ message: PackedMessage }>(exchange, {
    subject: `${query.api}.STREAM.MSG.GET.${query.stream}`,
    body: { seq: query.sequence },
    timeoutMs: query.timeoutMs,
    isRead: true,
  });
  if (!isApiError(answer)) return unpack(answer.message);
  if (answer.error.code === 404) return null;
  throw apiPrismError(answer.error);
}

function unpack({ seq, hdrs, data, time }: PackedMessage): StoredMessage {
  const all = headers();
  const lines = hdrs === undefined ? [] : Buffer.from(hdrs, "base64").toString("utf8").split("\r\n").slice(1);
  for (const line of lines) {
    const at = line.indexOf(":");
    if (at > 0) all.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return { sequence: seq, headers: all, value: Buffer.from(data ?? "", "base64"), storedMs: Date.parse(time) };
}
