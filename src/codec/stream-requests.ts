import { readByteString } from "./byte-string.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/**
 * Requests of the Stream pattern but for their namespace and their messages, which `stream-messages.ts` reads; texts as
 * byte strings. Each reader gives null when the bytes are no protobuf message, and takes a field that comes twice as it
 * came last. Numbers that are too large for any use come as Infinity.
 */

export type Header = readonly [name: string, value: string];

/** As `StreamStart` of the proto file. */
export type StartRequest =
  | { readonly at: "earliest" }
  | { readonly at: "latest" }
  | { readonly at: "position"; readonly position: string }
  | { readonly at: "after"; readonly position: string }
  | { readonly at: "time"; readonly timeMs: number };

export interface FilterRequest {
  readonly keyPrefix: string;
  readonly headers: readonly Header[];
}

/** FetchRequest, and SubscribeRequest, which has no `waitMs` and no `subscription`. */
export interface FetchRequest {
  group: string;
  consumer: string;
  subscription: string;
  /** Null when absent, and when it names no place. */
  start: StartRequest | null;
  maxMessages: number;
  maxBytes: number;
  waitMs: number;
  /** Null when absent. */
  filter: FilterRequest | null;
  ackTimeoutMs: number;
  /** Of a SubscribeRequest. */
  credits: number;
}

export function readFetchRequest(bytes: Buffer, start: number, end: number): FetchRequest | null {
  const request: FetchRequest = {
    group: "",
    consumer: "",
    subscription: "",
    start: null,
    maxMessages: 0,
    maxBytes: 0,
    waitMs: 0,
    filter: null,
    ackTimeoutMs: 0,
    credits: 0,
  };
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    const { field, from, to } = reader;
    if (reader.wireType === VARINT) {
      const name = FETCH_NUMBERS[field];
      if (name !== undefined) request[name] = reader.value;
    } else if (reader.wireType === LEN) {
      const name = FETCH_TEXTS[field];
      if (name !== undefined) request[name] = readByteString(bytes, from, to);
      else if (field === 5 && !readInto(request, "start", readStart(bytes, from, to))) return null;
      else if (field === 9 && !readInto(request, "filter", readFilter(bytes, from, to))) return null;
    }
  }
  return reader.failed ? null : request;
}

const FETCH_TEXTS: Record<number, "group" | "consumer" | "subscription"> = {
  2: "group",
  3: "consumer",
  4: "subscription",
};
const FETCH_NUMBERS: Record<number, "maxMessages" | "maxBytes" | "waitMs" | "ackTimeoutMs" | "credits"> = {
  6: "maxMessages",
  7: "maxBytes",
  8: "waitMs",
  10: "ackTimeoutMs",
  16: "credits",
};

/** AckRequest, NackRequest, ExtendRequest: what they share, and what each has besides. */
export interface SettleRequest {
  group: string;
  readonly leases: string[];
  /** `delay_ms` of a Nack, `ack_timeout_ms` of an Extend. */
  forMs: number;
  bury: boolean;
  reason: string;
}

export function readSettleRequest(bytes: Buffer, start: number, end: number): SettleRequest | null {
  const request: SettleRequest = { group: "", leases: [], forMs: 0, bury: false, reason: "" };
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType === LEN) {
      const text = readByteString(bytes, reader.from, reader.to);
      if (reader.field === 2) request.group = text;
      else if (reader.field === 3) request.leases.push(text);
      else if (reader.field === 6) request.reason = text;
    } else if (reader.wireType === VARINT) {
      if (reader.field === 4) request.forMs = reader.value;
      else if (reader.field === 5) request.bury = reader.value !== 0;
    }
  }
  return reader.failed ? null : request;
}

/** LeaveRequest; and LagRequest and DropGroupRequest, which have a group alone; and ListGroupsRequest, which has nothing. */
export interface GroupRequest {
  group: string;
  consumer: string;
  subscription: string;
  /** Of the Request that subscribed, where the acceptor has the subscription; 0 = none. */
  subscribeId: number;
  /** Of the Request that fetches and is waited for no longer; 0 = none. See {@link LEAVE_FETCH_ID}. */
  fetchId: number;
}

/**
 * A field of LeaveRequest that is between the gateway's doors and its workers: the id of a fetch on the same connection whose
 * client is gone. Protobuf keeps these numbers for implementations, so no proto file, and no client made of one, has it.
 */
export const LEAVE_FETCH_ID = 19_000;

export function readGroupRequest(bytes: Buffer, start: number, end: number): GroupRequest | null {
  const request: GroupRequest = { group: "", consumer: "", subscription: "", subscribeId: 0, fetchId: 0 };
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    const name = FETCH_TEXTS[reader.field];
    if (reader.wireType === LEN && name !== undefined) request[name] = readByteString(bytes, reader.from, reader.to);
    else if (reader.wireType === VARINT && reader.field === 5) request.subscribeId = reader.value >>> 0;
    else if (reader.wireType === VARINT && reader.field === LEAVE_FETCH_ID) request.fetchId = reader.value >>> 0;
  }
  return reader.failed ? null : request;
}

export interface CreditRequest {
  subscribeId: number;
  credits: number;
}

export function readCreditRequest(bytes: Buffer, start: number, end: number): CreditRequest | null {
  const request: CreditRequest = { subscribeId: 0, credits: 0 };
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType !== VARINT) continue;
    if (reader.field === 2) request.subscribeId = reader.value >>> 0;
    else if (reader.field === 3) request.credits = reader.value;
  }
  return reader.failed ? null : request;
}

export interface SeekRequest {
  group: string;
  to: StartRequest | null;
}

export function readSeekRequest(bytes: Buffer, start: number, end: number): SeekRequest | null {
  const request: SeekRequest = { group: "", to: null };
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType !== LEN) continue;
    if (reader.field === 2) request.group = readByteString(bytes, reader.from, reader.to);
    else if (reader.field === 3 && !readInto(request, "to", readStart(bytes, reader.from, reader.to))) return null;
  }
  return reader.failed ? null : request;
}

export interface ListDeadRequest {
  group: string;
  pageSize: number;
  pageToken: string;
}

export function readListDeadRequest(bytes: Buffer, start: number, end: number): ListDeadRequest | null {
  const request: ListDeadRequest = { group: "", pageSize: 0, pageToken: "" };
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType === VARINT && reader.field === 3) request.pageSize = reader.value;
    else if (reader.wireType !== LEN) continue;
    else if (reader.field === 2) request.group = readByteString(bytes, reader.from, reader.to);
    else if (reader.field === 4) request.pageToken = readByteString(bytes, reader.from, reader.to);
  }
  return reader.failed ? null : request;
}

/** ReplayDeadLettersRequest, RemoveDeadLettersRequest: the ids. */
export function readDeadIds(bytes: Buffer, start: number, end: number): string[] | null {
  const ids: string[] = [];
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType === LEN && reader.field === 2) ids.push(readByteString(bytes, reader.from, reader.to));
  }
  return reader.failed ? null : ids;
}

/** A Header; null when it is none. */
export function readHeader(bytes: Buffer, start: number, end: number): Header | null {
  let name = "";
  let value = "";
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType !== LEN) continue;
    if (reader.field === 1) name = readByteString(bytes, reader.from, reader.to);
    else if (reader.field === 2) value = readByteString(bytes, reader.from, reader.to);
  }
  return reader.failed ? null : [name, value];
}

/** StreamStart: null when it names no place, undefined when the bytes are no message. */
function readStart(bytes: Buffer, start: number, end: number): StartRequest | null | undefined {
  let place: StartRequest | null = null;
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    const { field } = reader;
    if (reader.wireType === VARINT) {
      if (field === 1) place = { at: "earliest" };
      else if (field === 2) place = { at: "latest" };
      else if (field === 5) place = { at: "time", timeMs: reader.value };
    } else if (reader.wireType === LEN && (field === 3 || field === 4)) {
      const position = readByteString(bytes, reader.from, reader.to);
      place = field === 3 ? { at: "position", position } : { at: "after", position };
    }
  }
  return reader.failed ? undefined : place;
}

function readFilter(bytes: Buffer, start: number, end: number): FilterRequest | undefined {
  let keyPrefix = "";
  const headers: Header[] = [];
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType !== LEN) continue;
    if (reader.field === 1) keyPrefix = readByteString(bytes, reader.from, reader.to);
    else if (reader.field === 2) {
      const header = readHeader(bytes, reader.from, reader.to);
      if (header === null) return undefined;
      headers.push(header);
    }
  }
  return reader.failed ? undefined : { keyPrefix, headers };
}

/** Sets a field to what was read; false when that is undefined. */
function readInto<T, K extends keyof T>(request: T, name: K, value: T[K] | undefined): boolean {
  if (value === undefined) return false;
  request[name] = value;
  return true;
}
