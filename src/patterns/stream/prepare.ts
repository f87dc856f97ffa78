import { SettleAction, Settlement, type StreamStart } from "../../backends/stream-contract.ts";
import { CallNumber } from "../../codec/calls.ts";
import {
  type GroupRequest,
  readDeadIds,
  readGroupRequest,
  readListDeadRequest,
  readSeekRequest,
  readSettleRequest,
} from "../../codec/stream-requests.ts";
import type { Failure } from "../../common/failure.ts";
import {
  MAX_ACK_TIMEOUT_MS,
  MAX_BATCH_ITEMS,
  MAX_BURY_REASON_BYTES,
  MAX_GROUP_NAME_BYTES,
  MAX_NACK_DELAY_MS,
  MAX_STREAM_TOKEN_BYTES,
  MAX_SUBSCRIPTION_BYTES,
} from "../../common/limits.ts";
import type { StreamCall } from "./call.ts";
import { checkDuration, checkName, invalid } from "./check-text.ts";
import { attemptsExhausted } from "./failures.ts";
import { readLease } from "./lease.ts";
import { malformed } from "./malformed.ts";
import { readDeadToken } from "./page-token.ts";
import { checkStart, consumerFor, prepareFetch } from "./prepare-fetch.ts";
import { preparePublish } from "./prepare-publish.ts";

/**
 * Reads the call message `source[from, to)` into the call's task and checks every field. The failure names the field and the
 * remedy; null when the call may run.
 */
export function prepareStream(call: StreamCall, nowMs: number): Failure | null {
  call.task = null;
  call.answer = null;
  switch (call.operation) {
    case CallNumber.STREAM_PUBLISH:
      return preparePublish(call, false, nowMs);
    case CallNumber.STREAM_BATCH_PUBLISH:
      return preparePublish(call, true, nowMs);
    case CallNumber.STREAM_FETCH:
      return prepareFetch(call);
    case CallNumber.STREAM_ACK:
    case CallNumber.STREAM_NACK:
    case CallNumber.STREAM_EXTEND:
      return prepareSettle(call);
    case CallNumber.STREAM_SEEK:
      return prepareSeek(call);
    case CallNumber.STREAM_LIST_DEAD:
      return prepareListDead(call);
    case CallNumber.STREAM_REPLAY_DEAD:
    case CallNumber.STREAM_REMOVE_DEAD:
      return prepareDeadIds(call);
    case CallNumber.STREAM_LEAVE:
    case CallNumber.STREAM_LAG:
    case CallNumber.STREAM_DROP_GROUP:
    case CallNumber.STREAM_LIST_GROUPS:
      return prepareGroup(call);
    default:
      return notHere;
  }
}

function prepareSettle(call: StreamCall): Failure | null {
  const request = readSettleRequest(call.source, call.from, call.to);
  if (request === null) return malformed;
  const { group, leases, forMs, bury, reason } = request;
  const isExtend = call.operation === CallNumber.STREAM_EXTEND;
  const failure =
    requireGroup(group) ??
    checkCount(leases, "leases") ??
    (isExtend
      ? checkDuration(forMs, "ack_timeout_ms", MAX_ACK_TIMEOUT_MS)
      : checkDuration(forMs, "delay_ms", MAX_NACK_DELAY_MS)) ??
    checkName(reason, "reason", MAX_BURY_REASON_BYTES);
  if (failure !== null) return failure;
  const settlements = leases.map((lease) => {
    const settlement = new Settlement();
    const read = readLease(lease);
    settlement.lease = read.lease;
    if (call.operation === CallNumber.STREAM_ACK) settlement.action = SettleAction.ACK;
    else if (isExtend) {
      settlement.action = SettleAction.EXTEND;
      settlement.delayMs = forMs || call.terms.ackTimeoutMs;
    } else {
      const { maxAttempts } = call.terms;
      const isExhausted = maxAttempts > 0 && read.attempt >= maxAttempts;
      settlement.action = bury || isExhausted ? SettleAction.BURY : SettleAction.NACK;
      settlement.delayMs = forMs;
      settlement.reason = reason || (isExhausted ? attemptsExhausted(read.attempt) : "");
    }
    return settlement;
  });
  call.task = { kind: "settle", group, settlements };
  return null;
}

function prepareSeek(call: StreamCall): Failure | null {
  const request = readSeekRequest(call.source, call.from, call.to);
  if (request === null) return malformed;
  const { group, to } = request;
  if (to === null) return invalid("START_REQUIRED", "to", "to is missing; name earliest, latest, a position or a time");
  const failure = requireGroup(group) ?? checkStart(to, "to");
  if (failure !== null) return failure;
  call.task = { kind: "seek", group, to: to as StreamStart };
  return null;
}

function prepareListDead(call: StreamCall): Failure | null {
  const request = readListDeadRequest(call.source, call.from, call.to);
  if (request === null) return malformed;
  const { group, pageSize, pageToken } = request;
  const failure = checkName(group, "group", MAX_GROUP_NAME_BYTES);
  if (failure !== null) return failure;
  if (pageSize > MAX_BATCH_ITEMS) {
    return invalid("PAGE_TOO_LARGE", "page_size", `page_size is over ${MAX_BATCH_ITEMS}; ask for at most so many`);
  }
  const afterId = pageToken === "" ? "" : readDeadToken(pageToken, group);
  if (typeof afterId !== "string") return afterId;
  call.task = { kind: "list-dead", group, afterId, maxItems: pageSize || DEFAULT_PAGE_LETTERS };
  return null;
}

function prepareDeadIds(call: StreamCall): Failure | null {
  const ids = readDeadIds(call.source, call.from, call.to);
  if (ids === null) return malformed;
  const failure = checkCount(ids, "ids");
  if (failure !== null) return failure;
  call.task = { kind: call.operation === CallNumber.STREAM_REPLAY_DEAD ? "replay-dead" : "remove-dead", ids };
  return null;
}

function prepareGroup(call: StreamCall): Failure | null {
  const request = readGroupRequest(call.source, call.from, call.to);
  if (request === null) return malformed;
  const { group } = request;
  if (call.operation === CallNumber.STREAM_LIST_GROUPS) {
    call.task = { kind: "list-groups" };
    return null;
  }
  if (call.operation === CallNumber.STREAM_LEAVE) return prepareLeave(call, request);
  const failure = requireGroup(group);
  if (failure !== null) return failure;
  call.task = { kind: call.operation === CallNumber.STREAM_LAG ? "lag" : "drop-group", group };
  return null;
}

function prepareLeave(call: StreamCall, { group, consumer, subscription, fetchId }: GroupRequest): Failure | null {
  if (fetchId !== 0) {
    call.task = { kind: "abandon", fetchId };
    return null;
  }
  const failure =
    checkName(group, "group", MAX_GROUP_NAME_BYTES) ??
    checkName(consumer, "consumer", MAX_GROUP_NAME_BYTES) ??
    checkName(subscription, "subscription", MAX_SUBSCRIPTION_BYTES);
  if (failure !== null) return failure;
  if (subscription === "" && (group === "" || consumer === "")) {
    return invalid(
      "SUBSCRIPTION_REQUIRED",
      "subscription",
      "the call says not who leaves; name the subscription, or the group and its consumer",
    );
  }
  const name = group === "" ? "" : consumer || consumerFor(call.caller, subscription);
  call.task = { kind: "leave", group, consumer: name, subscription };
  return null;
}

function requireGroup(group: string): Failure | null {
  if (group !== "") return checkName(group, "group", MAX_GROUP_NAME_BYTES);
  return invalid("GROUP_REQUIRED", "group", `group is empty; a group has a name of 1 to ${MAX_GROUP_NAME_BYTES} bytes`);
}

function checkCount(tokens: readonly string[], field: string): Failure | null {
  if (tokens.length === 0) return invalid("BATCH_EMPTY", field, `${field} is empty; send 1 to ${MAX_BATCH_ITEMS}`);
  if (tokens.length > MAX_BATCH_ITEMS) {
    const message = `${field} has ${tokens.length} entries; send at most ${MAX_BATCH_ITEMS} in one call`;
    return invalid("BATCH_TOO_LARGE", field, message);
  }
  const wrong = tokens.findIndex((token) => token === "" || token.length > MAX_STREAM_TOKEN_BYTES);
  if (wrong < 0) return null;
  return invalid(
    "TOKEN_INVALID",
    `${field}[${wrong}]`,
    `${field}[${wrong}] is none that Prism gave; send it as it came`,
  );
}

const DEFAULT_PAGE_LETTERS = 100;

const notHere = invalid(
  "SUBSCRIPTION_UNKNOWN",
  "call",
  "subscriptions are kept where the connection is, and there is none of this id; subscribe on this connection first",
);
