import { BodyWriter } from "./body-writer.ts";
import { CallNumber } from "./calls.ts";
import type { FilterRequest, Header, StartRequest } from "./stream-requests.ts";

/** Requests of the Stream pattern as a client sends them, but for their namespace; texts are byte strings. */

export interface MessageBody {
  readonly key: string;
  readonly value: Uint8Array | string;
  readonly headers: readonly Header[];
  readonly idempotencyKey: string;
}

/** PublishRequest of one message, BatchPublishRequest of several: both have them in field 2. */
export function publishBody(messages: readonly MessageBody[]): Buffer {
  const bytes = messages.reduce((sum, { value }) => sum + value.length + EXPECTED_BYTES, 0);
  const body = new BodyWriter(bytes);
  for (const message of messages) body.element(2, messageBody(message));
  return body.take();
}

function messageBody({ key, value, headers, idempotencyKey }: MessageBody): Buffer {
  const body = new BodyWriter(value.length + EXPECTED_BYTES).bytes(1, key).bytes(2, value);
  for (const header of headers) body.element(3, headerBody(header));
  return body.bytes(4, idempotencyKey).take();
}

function headerBody([name, value]: Header): Buffer {
  return new BodyWriter(name.length + value.length + 16).bytes(1, name).bytes(2, value).take();
}

/** What a fetch and a subscription have; the latter has `credits`, the former `waitMs` and `subscription`. */
export interface FetchBody {
  readonly group: string;
  readonly consumer: string;
  readonly subscription: string;
  readonly start: StartRequest | null;
  readonly maxMessages: number;
  readonly maxBytes: number;
  readonly waitMs: number;
  readonly filter: FilterRequest | null;
  readonly ackTimeoutMs: number;
  readonly credits: number;
}

export function fetchBody(fetch: FetchBody): Buffer {
  const body = new BodyWriter().bytes(2, fetch.group).bytes(3, fetch.consumer).bytes(4, fetch.subscription);
  if (fetch.start !== null) body.element(5, startBody(fetch.start));
  body.uint(6, fetch.maxMessages).uint(7, fetch.maxBytes).uint(8, fetch.waitMs);
  if (fetch.filter !== null) body.element(9, filterBody(fetch.filter));
  return body.uint(10, fetch.ackTimeoutMs).uint(16, fetch.credits).take();
}

function startBody(start: StartRequest): Buffer {
  const body = new BodyWriter();
  if (start.at === "earliest") body.uint(1, 1);
  else if (start.at === "latest") body.uint(2, 1);
  else if (start.at === "time") body.present(5, start.timeMs);
  else body.element(start.at === "position" ? 3 : 4, start.position);
  return body.take();
}

function filterBody({ keyPrefix, headers }: FilterRequest): Buffer {
  const body = new BodyWriter().bytes(1, keyPrefix);
  for (const header of headers) body.element(2, headerBody(header));
  return body.take();
}

/** Ack, Nack, Extend: which of the last ones count depends on the call. */
export interface SettleBody {
  readonly group: string;
  readonly leases: readonly string[];
  readonly forMs: number;
  readonly bury: boolean;
  readonly reason: string;
}

export function settleBody({ group, leases, forMs, bury, reason }: SettleBody): Buffer {
  const body = new BodyWriter().bytes(2, group);
  for (const lease of leases) body.element(3, lease);
  return body.uint(4, forMs).uint(5, Number(bury)).bytes(6, reason).take();
}

/** Lag, DropGroup and, with nothing, ListGroups. */
export function groupBody(group: string): Buffer {
  return new BodyWriter().bytes(2, group).take();
}

export function seekBody(group: string, to: StartRequest): Buffer {
  return new BodyWriter().bytes(2, group).element(3, startBody(to)).take();
}

export function listDeadBody(group: string, pageSize: number, pageToken: string): Buffer {
  return new BodyWriter().bytes(2, group).uint(3, pageSize).bytes(4, pageToken).take();
}

/** ReplayDeadLetters, RemoveDeadLetters. */
export function deadIdsBody(ids: readonly string[]): Buffer {
  const body = new BodyWriter();
  for (const id of ids) body.element(2, id);
  return body.take();
}

/** Of a subscription over frames: Credit with credits, Leave without. */
export function subscriptionBody(call: CallNumber, subscribeId: number, credits: number): Buffer {
  if (call === CallNumber.STREAM_CREDIT) return new BodyWriter().uint(2, subscribeId).uint(3, credits).take();
  return new BodyWriter().uint(5, subscribeId).take();
}

/** Of a message, besides its value. */
const EXPECTED_BYTES = 128;
