import type { Msg } from "nats";
import { callApi } from "./api.ts";
import { apiPrismError, connectionLost, timedOut } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { Puller } from "./puller.ts";

export interface HeadersQuery {
  readonly api: string;
  readonly stream: string;
  /** The first sequence wanted. */
  readonly from: number;
  readonly batch: number;
  readonly timeoutMs: number;
}

/** The server forgets a consumer that nobody has asked for so long. */
const IDLE_NS = 10_000_000_000;

/** The next messages of a stream, in order, without their payloads; fewer than `batch` when there are no more. */
export async function takeHeaders(exchange: Exchange, query: HeadersQuery): Promise<readonly Msg[]> {
  const { api, stream, from, batch, timeoutMs } = query;
  const { name } = await callApi<{ name: string }>(exchange, {
    subject: `${api}.CONSUMER.CREATE.${stream}`,
    body: {
      stream_name: stream,
      config: {
        ack_policy: "none",
        deliver_policy: "by_start_sequence",
        opt_start_seq: from,
        headers_only: true,
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
  try {
    return await pullOnce(exchange, `${api}.CONSUMER.MSG.NEXT.${stream}.${name}`, batch, timeoutMs);
  } finally {
    const subject = `${api}.CONSUMER.DELETE.${stream}.${name}`;
    // The server would forget it all the same.
    await callApi(exchange, { subject, timeoutMs, isRead: true }).catch(() => {});
  }
}

function pullOnce(exchange: Exchange, next: string, batch: number, timeoutMs: number): Promise<readonly Msg[]> {
  return new Promise((resolve, reject) => {
    const taken: Msg[] = [];
    const end = (act: () => void) => {
      clearTimeout(timer);
      void puller.close();
      act();
    };
    const timer = setTimeout(() => {
      const error = exchange.isOpen ? timedOut(true) : connectionLost(true, new Error("no answer to a pull"));
      end(() => reject(error));
    }, timeoutMs);
    const puller = new Puller(exchange, next, {
      onMessage: (msg) => {
        taken.push(msg);
        if (taken.length === batch) end(() => resolve(taken));
      },
      onEnd: (_, code, description) => {
        if (code === 404 || code === 408) end(() => resolve(taken));
        else end(() => reject(apiPrismError({ code, description })));
      },
    });
    puller.pull({ batch, maxBytes: 0, expiresMs: 0 });
  });
}
