import type { StreamStart } from "../../backends/stream-contract.ts";
import { type FilterRequest, readFetchRequest, type StartRequest } from "../../codec/stream-requests.ts";
import type { Failure } from "../../common/failure.ts";
import {
  DEFAULT_FETCH_BYTES,
  DEFAULT_FETCH_MESSAGES,
  MAX_ACK_TIMEOUT_MS,
  MAX_ANSWER_BYTES,
  MAX_FETCH_MESSAGES,
  MAX_FETCH_WAIT_MS,
  MAX_FILTER_HEADERS,
  MAX_GROUP_NAME_BYTES,
  MAX_KEY_BYTES,
  MAX_STREAM_TOKEN_BYTES,
  MAX_SUBSCRIPTION_BYTES,
} from "../../common/limits.ts";
import { secretBytes } from "../../common/prng.ts";
import type { StreamCall } from "./call.ts";
import { checkDuration, checkName, invalid, isUtf8Text } from "./check-text.ts";
import { malformed } from "./malformed.ts";
import { checkHeaderName } from "./prepare-publish.ts";

export function prepareFetch(call: StreamCall): Failure | null {
  const request = readFetchRequest(call.source, call.from, call.to);
  if (request === null) return malformed;
  const { group, subscription, maxMessages, maxBytes, waitMs, ackTimeoutMs, filter } = request;
  const failure =
    checkName(group, "group", MAX_GROUP_NAME_BYTES) ??
    checkName(request.consumer, "consumer", MAX_GROUP_NAME_BYTES) ??
    checkName(subscription, "subscription", MAX_SUBSCRIPTION_BYTES) ??
    (request.start === null ? null : checkStart(request.start, "start")) ??
    checkAmount(maxMessages, "max_messages", MAX_FETCH_MESSAGES, "messages") ??
    checkAmount(maxBytes, "max_bytes", MAX_ANSWER_BYTES, "bytes") ??
    checkDuration(waitMs, "wait_ms", MAX_FETCH_WAIT_MS) ??
    checkDuration(ackTimeoutMs, "ack_timeout_ms", MAX_ACK_TIMEOUT_MS) ??
    (filter === null ? null : checkFilter(filter));
  if (failure !== null) return failure;
  call.task = {
    kind: "fetch",
    group,
    consumer: group === "" ? "" : request.consumer || consumerFor(call.caller, subscription),
    subscription,
    isPassing: request.consumer === "" && subscription === "",
    start: request.start as StreamStart | null,
    bounds: { maxItems: maxMessages || DEFAULT_FETCH_MESSAGES, maxBytes: maxBytes || DEFAULT_FETCH_BYTES },
    waitMs,
    leaseMs: ackTimeoutMs || call.terms.ackTimeoutMs,
    filter: filter === null || isOpen(filter) ? null : filter,
  };
  return null;
}

/** A name for a consumer that has none: the same for all fetches of its subscription, and else new. */
export function consumerFor(caller: string, subscription: string): string {
  if (subscription === "") return `prism-${Buffer.from(secretBytes(NAME_BYTES)).toString("base64url")}`;
  return caller === "" ? `prism-${subscription}` : `prism-${caller}-${subscription}`;
}

export function checkStart(start: StartRequest, field: string): Failure | null {
  if (start.at === "time") {
    if (Number.isSafeInteger(start.timeMs)) return null;
    return invalid(
      "TIME_OUT_OF_RANGE",
      `${field}.time_ms`,
      `${field}.time_ms is no time; give milliseconds since the epoch`,
    );
  }
  if (start.at !== "position" && start.at !== "after") return null;
  const { length } = start.position;
  if (length > 0 && length <= MAX_STREAM_TOKEN_BYTES) return null;
  return invalid(
    "POSITION_INVALID",
    `${field}.${start.at}`,
    `${field}.${start.at} has ${length} bytes; use a position that came with a message of this stream`,
  );
}

function checkAmount(value: number, field: string, most: number, unit: string): Failure | null {
  if (value <= most) return null;
  return invalid(
    "AMOUNT_OUT_OF_RANGE",
    field,
    `${field} is over ${most}; ask for 1 to ${most} ${unit}, or 0 for the usual`,
  );
}

function checkFilter({ keyPrefix, headers }: FilterRequest): Failure | null {
  if (keyPrefix.length > MAX_KEY_BYTES || !isUtf8Text(keyPrefix)) {
    const field = "filter.key_prefix";
    return invalid("KEY_PREFIX_INVALID", field, `${field} is not at most ${MAX_KEY_BYTES} bytes of UTF-8, as keys are`);
  }
  if (headers.length > MAX_FILTER_HEADERS) {
    const field = "filter.headers";
    return invalid(
      "FILTER_TOO_LARGE",
      field,
      `${field} has ${headers.length} entries; ask for at most ${MAX_FILTER_HEADERS}`,
    );
  }
  for (const [i, [name]] of headers.entries()) {
    const failure = checkHeaderName(name, `filter.headers[${i}].name`);
    if (failure !== null) return failure;
  }
  return null;
}

function isOpen({ keyPrefix, headers }: FilterRequest): boolean {
  return keyPrefix === "" && headers.length === 0;
}

const NAME_BYTES = 12;
