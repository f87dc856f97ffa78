import { type ConsumerInfo, nuid } from "nats";
import type { StreamStart } from "../../stream-contract.ts";
import { callApi, isApiError, tryApi } from "../api.ts";
import { apiPrismError, CONSUMER_NOT_FOUND, STREAM_NOT_FOUND } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import { deliverFrom, sequenceOf } from "./position.ts";

/** A consumer of a stream, in the server. */
export interface ConsumerAt {
  readonly api: string;
  readonly stream: string;
  readonly name: string;
  readonly timeoutMs: number;
}

/** Makes the consumer, or changes the one of this name. Returns it as it is then. */
export function createConsumer(
  exchange: Exchange,
  { api, stream, name, timeoutMs }: ConsumerAt,
  config: Readonly<Record<string, unknown>>,
): Promise<ConsumerInfo> {
  return callApi<ConsumerInfo>(exchange, {
    subject: `${api}.CONSUMER.CREATE.${stream}.${name}`,
    body: { stream_name: stream, config: { name, ...config } },
    timeoutMs,
    isRead: true,
  });
}

/** The sequence that a start stands for now: the server is asked where a consumer would begin that starts so. */
export async function firstSequence(exchange: Exchange, at: ConsumerAt, start: StreamStart): Promise<number> {
  if (start.at === "earliest") return 1;
  if (start.at === "position") return sequenceOf(start.position);
  if (start.at === "after") return sequenceOf(start.position) + 1;
  const asked = { ...at, name: `start-${nuid.next()}` };
  const config = { ack_policy: "none", inactive_threshold: 1_000_000_000, mem_storage: true, num_replicas: 1 };
  const { delivered } = await createConsumer(exchange, asked, { ...config, ...deliverFrom(start) });
  await removeConsumer(exchange, asked);
  return delivered.stream_seq + 1;
}

/** What is known of the consumer; null when it, or its stream, is not there. */
export async function consumerInfo(
  exchange: Exchange,
  { api, stream, name, timeoutMs }: ConsumerAt,
): Promise<ConsumerInfo | null> {
  const subject = `${api}.CONSUMER.INFO.${stream}.${name}`;
  const answer = await tryApi<ConsumerInfo>(exchange, { subject, timeoutMs, isRead: true });
  if (!isApiError(answer)) return answer;
  const { err_code } = answer.error;
  if (err_code === CONSUMER_NOT_FOUND || err_code === STREAM_NOT_FOUND) return null;
  throw apiPrismError(answer.error);
}

/** Removes the consumer; harmless when there is none. */
export async function removeConsumer(exchange: Exchange, at: ConsumerAt): Promise<void> {
  const subject = `${at.api}.CONSUMER.DELETE.${at.stream}.${at.name}`;
  const answer = await tryApi<unknown>(exchange, { subject, timeoutMs: at.timeoutMs, isRead: true });
  if (!isApiError(answer)) return;
  const { err_code } = answer.error;
  if (err_code !== CONSUMER_NOT_FOUND && err_code !== STREAM_NOT_FOUND) throw apiPrismError(answer.error);
}

/** The subject that gives a consumer's messages. */
export function nextSubject({ api, stream, name }: ConsumerAt): string {
  return `${api}.CONSUMER.MSG.NEXT.${stream}.${name}`;
}
