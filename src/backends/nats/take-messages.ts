import type { Msg } from "nats";
import { callApi } from "./api.ts";
import { connectionLost, timedOut } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { Pull } from "./pull.ts";

export interface MessagesQuery {
  readonly api: string;
  readonly stream: string;
  /** Which subjects; empty = all. */
  readonly filter: string;
  /** The first sequence wanted. */
  readonly from: number;
  readonly batch: number;
  /** 0 = any. */
  readonly maxBytes: number;
  readonly headersOnly: boolean;
  readonly timeoutMs: number;
}

/** The server forgets a consumer that nobody has asked for so long. */
const IDLE_NS = 10_000_000_000;

export interface TakenMessages {
  readonly messages: readonly Msg[];
  /** When they were asked for, by the server's own clock: the one that stamps messages. */
  readonly serverMs: number;
}

/** The next messages of a stream, in order; fewer than `batch` when there are no more, or when they are over `maxBytes`. */
export async function takeMessages(exchange: Exchange, query: MessagesQuery): Promise<TakenMessages> {
  const { api, stream, timeoutMs } = query;
  const { name, created } = await callApi<{ name: string; created: string }>(exchange, {
    subject: `${api}.CONSUMER.CREATE.${stream}`,
    body: {
      stream_name: stream,
      config: {
        ack_policy: "none",
        deliver_policy: "by_start_sequence",
        opt_start_seq: query.from,
        ...(query.filter === "" ? {} : { filter_subject: query.filter }),
        headers_only: query.headersOnly,
        inactive_threshold: IDLE_NS,
        mem_storage: true,
        num_replicas: 1,
        max_deliver: -1,
        replay_policy: "instant",
      },
    },
    timeoutMs,
    isRead: true,
  });
  const next = `${api}.CONSUMER.MSG.NEXT.${stream}.${name}`;
  try {
    const { batch, maxBytes } = query;
    const taken = await pullOnce(exchange, { next, batch, maxBytes, expiresMs: 0 });
    const isEnough = taken.length > 0 || maxBytes === 0;
    // One message, however large.
    const messages = isEnough ? taken : await pullOnce(exchange, { next, batch: 1, maxBytes: 0, expiresMs: 0 });
    return { messages, serverMs: Date.parse(created) };
  } finally {
    // The server would forget it all the same.
    const subject = `${api}.CONSUMER.DELETE.${stream}.${name}`;
    await callApi(exchange, { subject, timeoutMs, isRead: true }).catch(() => {});
  }
}

function pullOnce(exchange: Exchange, request: ConstructorParameters<typeof Pull>[1]): Promise<readonly Msg[]> {
  return new Promise((resolve, reject) => {
    const taken: Msg[] = [];
    new Pull(exchange, request, {
      onMessage: (msg) => taken.push(msg),
      onEnd: (end) => {
        if (end === "lost") reject(connectionLost(true, new Error("no answer to a pull")));
        else if (end === "silent" || end === "gone") reject(timedOut(true));
        else resolve(taken);
      },
    });
  });
}
