import { CallNumber } from "../../codec/calls.ts";
import { ClientRequest } from "../../codec/client-request.ts";
import { type MessageType, messageType } from "../../codec/json/message-type.ts";
import { fetchBody, groupBody, listDeadBody, publishBody } from "../../codec/stream-bodies.ts";
import type { StartRequest } from "../../codec/stream-requests.ts";
import { Failure } from "../../common/failure.ts";
import {
  MAX_ACK_TIMEOUT_MS,
  MAX_ANSWER_BYTES,
  MAX_FETCH_MESSAGES,
  MAX_FETCH_WAIT_MS,
  MAX_VALUE_BYTES,
} from "../../common/limits.ts";
import { encodeCallMessage } from "./call-message.ts";
import { readNumber } from "./header-value.ts";
import * as refusals from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";
import { answerJson } from "./json-body.ts";
import { readMessageHeaders } from "./message-headers.ts";
import { readQuery } from "./query.ts";
import type { Route } from "./router.ts";

const STREAM = "/v1/namespaces/{namespace}/stream";

/** Messages with their value as the body, fetches, and what is asked of groups; calls in JSON are in `batch-routes.ts`. */
export const streamRoutes: readonly Route[] = [
  {
    method: "POST",
    path: `${STREAM}/messages`,
    maxBodyBytes: MAX_VALUE_BYTES,
    call: CallNumber.STREAM_PUBLISH,
    handle: publish,
  },
  { method: "GET", path: `${STREAM}/messages`, maxBodyBytes: 0, call: CallNumber.STREAM_FETCH, handle: fetch },
  { method: "GET", path: `${STREAM}/groups`, maxBodyBytes: 0, call: CallNumber.STREAM_LIST_GROUPS, handle: listGroups },
  { method: "GET", path: `${STREAM}/groups/{group}`, maxBodyBytes: 0, call: CallNumber.STREAM_LAG, handle: lag },
  {
    method: "DELETE",
    path: `${STREAM}/groups/{group}`,
    maxBodyBytes: 0,
    call: CallNumber.STREAM_DROP_GROUP,
    handle: dropGroup,
  },
  {
    method: "GET",
    path: `${STREAM}/dead-letters`,
    maxBodyBytes: 0,
    call: CallNumber.STREAM_LIST_DEAD,
    handle: listDead,
  },
];

function publish(request: HttpRequest): Failure | null {
  const described = readMessageHeaders(request.headers);
  if (described instanceof Failure) return described;
  const { key, headers } = described;
  return send(
    request,
    CallNumber.STREAM_PUBLISH,
    "PublishResponse",
    publishBody([{ key, headers, value: request.body, idempotencyKey: "" }]),
  );
}

const FETCH_PARAMETERS = [
  "group",
  "consumer",
  "subscription",
  "start",
  "maxMessages",
  "maxBytes",
  "waitMs",
  "keyPrefix",
  "ackTimeoutMs",
] as const;

function fetch(request: HttpRequest): Failure | null {
  const query = readQuery(request.query, FETCH_PARAMETERS);
  if (query instanceof Failure) return query;
  const { group = "", consumer = "", subscription = "", keyPrefix = "" } = query;
  const numbers = [
    ["maxMessages", MAX_FETCH_MESSAGES],
    ["maxBytes", MAX_ANSWER_BYTES],
    ["waitMs", MAX_FETCH_WAIT_MS],
    ["ackTimeoutMs", MAX_ACK_TIMEOUT_MS],
  ] as const;
  const read = numbers.map(([name, most]) => readNumber(query[name] ?? "0", most));
  const wrong = numbers[read.indexOf(-1)];
  if (wrong !== undefined) return refusals.badNumber(wrong[0], wrong[1]);
  const [maxMessages = 0, maxBytes = 0, waitMs = 0, ackTimeoutMs = 0] = read;
  const start = query.start === undefined ? null : readStart(query.start);
  if (start instanceof Failure) return start;
  const filter = keyPrefix === "" ? null : { keyPrefix, headers: [] };
  const names = { group, consumer, subscription };
  const body = fetchBody({ ...names, start, maxMessages, maxBytes, waitMs, filter, ackTimeoutMs, credits: 0 });
  return send(request, CallNumber.STREAM_FETCH, "FetchResponse", body);
}

/** `earliest`, `latest`, or where and what after a colon: `after:42`. */
function readStart(text: string): StartRequest | Failure {
  if (text === "earliest" || text === "latest") return { at: text };
  const [, at, what = ""] = /^(position|after|time):(.+)$/s.exec(text) ?? [];
  if (at === "position" || at === "after") return { at, position: what };
  const timeMs = at === "time" ? readNumber(what, Number.MAX_SAFE_INTEGER) : -1;
  return timeMs < 0 ? badStart : { at: "time", timeMs };
}

function listGroups(request: HttpRequest): Failure | null {
  return send(request, CallNumber.STREAM_LIST_GROUPS, "ListGroupsResponse", groupBody(""));
}

function lag(request: HttpRequest): Failure | null {
  return send(request, CallNumber.STREAM_LAG, "LagResponse", groupBody(request.params[1] as string));
}

function dropGroup(request: HttpRequest): Failure | null {
  return send(request, CallNumber.STREAM_DROP_GROUP, "DropGroupResponse", groupBody(request.params[1] as string));
}

function listDead(request: HttpRequest): Failure | null {
  const query = readQuery(request.query, ["group", "pageSize", "pageToken"]);
  if (query instanceof Failure) return query;
  const pageSize = readNumber(query.pageSize ?? "0", MAX_FETCH_MESSAGES);
  if (pageSize < 0) return refusals.badNumber("pageSize", MAX_FETCH_MESSAGES);
  const body = listDeadBody(query.group ?? "", pageSize, query.pageToken ?? "");
  return send(request, CallNumber.STREAM_LIST_DEAD, "ListDeadLettersResponse", body);
}

/** Sends a call whose message is `body` and the path's namespace; answers in JSON. */
function send(request: HttpRequest, number: CallNumber, response: string, body: Uint8Array): Failure | null {
  if (request.headers.ifMatch !== null || request.headers.ifNoneMatch !== null) return conditionOfStream;
  const call = new ClientRequest(number, request.params[0] as string);
  call.body = body;
  const type = answerType(response);
  return request.call(number, encodeCallMessage(call), (bytes, start, end) =>
    answerJson(request, type, bytes, start, end),
  );
}

function answerType(name: string): MessageType {
  return messageType(`prism.v1.${name}`);
}

const badStart = refusals.badRequest(
  "BAD_START",
  "start",
  "start is earliest, latest, after:POSITION, position:POSITION, or time: and milliseconds since 1970",
);

const conditionOfStream = refusals.badRequest(
  "CONDITION_NOT_KEPT",
  "If-Match",
  "messages have no entity tags; leave If-Match and If-None-Match out",
);
