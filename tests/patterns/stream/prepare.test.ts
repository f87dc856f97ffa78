import assert from "node:assert/strict";
import { test } from "node:test";
import {
  MAX_ACK_TIMEOUT_MS,
  MAX_BATCH_ITEMS,
  MAX_FETCH_MESSAGES,
  MAX_FETCH_WAIT_MS,
  MAX_GROUP_NAME_BYTES,
  MAX_MESSAGE_HEADERS,
  MAX_NACK_DELAY_MS,
  MAX_VALUE_BYTES,
} from "../../../src/common/limits.ts";
import type { prism } from "../../generated/prism.js";
import { StreamClient } from "./stream-client.ts";

const large = (bytes: number): string => "x".repeat(bytes);
const header = (name: string): prism.v1.IHeader => ({ name, value: Buffer.from("v") });

/** What is wrong with each: the reason, and the field that is named. */
const refusals: readonly [Parameters<StreamClient["refusal"]>[0], object, string, string][] = [
  ["publish", {}, "MESSAGE_REQUIRED", "message"],
  ["publish", { message: { key: large(1_025) } }, "KEY_TOO_LARGE", "message.key"],
  ["publish", { message: { value: Buffer.alloc(MAX_VALUE_BYTES + 1) } }, "VALUE_TOO_LARGE", "message.value"],
  ["publish", { message: { idempotencyKey: large(129) } }, "IDEMPOTENCY_KEY_TOO_LARGE", "message.idempotency_key"],
  ["publish", { message: { headers: [header("")] } }, "HEADER_NAME_INVALID", "message.headers[0].name"],
  ["publish", { message: { headers: [header("Prism-x")] } }, "HEADER_RESERVED", "message.headers[0].name"],
  [
    "publish",
    { message: { headers: Array.from({ length: MAX_MESSAGE_HEADERS + 1 }, () => header("n")) } },
    "HEADERS_TOO_LARGE",
    "message.headers",
  ],
  [
    "publish",
    { message: { headers: [{ name: "n", value: Buffer.alloc(65_536) }] } },
    "HEADERS_TOO_LARGE",
    "message.headers",
  ],
  ["batchPublish", { messages: [] }, "BATCH_EMPTY", "messages"],
  ["batchPublish", { messages: [{}, { key: large(2_000) }] }, "KEY_TOO_LARGE", "messages[1].key"],
  [
    "batchPublish",
    { messages: Array.from({ length: MAX_BATCH_ITEMS + 1 }, () => ({})) },
    "BATCH_TOO_LARGE",
    "messages",
  ],
  ["fetch", { group: large(MAX_GROUP_NAME_BYTES + 1) }, "NAME_TOO_LARGE", "group"],
  ["fetch", { group: "a\nb" }, "NAME_INVALID", "group"],
  ["fetch", { consumer: large(MAX_GROUP_NAME_BYTES + 1) }, "NAME_TOO_LARGE", "consumer"],
  ["fetch", { subscription: large(65) }, "NAME_TOO_LARGE", "subscription"],
  ["fetch", { start: { position: "" } }, "POSITION_INVALID", "start.position"],
  ["fetch", { start: { after: large(513) } }, "POSITION_INVALID", "start.after"],
  ["fetch", { start: { timeMs: Number.MAX_SAFE_INTEGER + 1 } }, "TIME_OUT_OF_RANGE", "start.time_ms"],
  ["fetch", { maxMessages: MAX_FETCH_MESSAGES + 1 }, "AMOUNT_OUT_OF_RANGE", "max_messages"],
  ["fetch", { maxBytes: 2 ** 21 + 1 }, "AMOUNT_OUT_OF_RANGE", "max_bytes"],
  ["fetch", { waitMs: MAX_FETCH_WAIT_MS + 1 }, "DURATION_OUT_OF_RANGE", "wait_ms"],
  ["fetch", { ackTimeoutMs: MAX_ACK_TIMEOUT_MS + 1 }, "DURATION_OUT_OF_RANGE", "ack_timeout_ms"],
  ["fetch", { filter: { keyPrefix: large(1_025) } }, "KEY_PREFIX_INVALID", "filter.key_prefix"],
  [
    "fetch",
    { filter: { headers: Array.from({ length: 17 }, () => header("n")) } },
    "FILTER_TOO_LARGE",
    "filter.headers",
  ],
  ["fetch", { filter: { headers: [header("")] } }, "HEADER_NAME_INVALID", "filter.headers[0].name"],
  ["ack", { leases: ["1~x"] }, "GROUP_REQUIRED", "group"],
  ["ack", { group: "g" }, "BATCH_EMPTY", "leases"],
  ["ack", { group: "g", leases: ["1~x", ""] }, "TOKEN_INVALID", "leases[1]"],
  ["ack", { group: "g", leases: Array.from({ length: MAX_BATCH_ITEMS + 1 }, () => "x") }, "BATCH_TOO_LARGE", "leases"],
  ["nack", { group: "g", leases: ["1~x"], delayMs: MAX_NACK_DELAY_MS + 1 }, "DURATION_OUT_OF_RANGE", "delay_ms"],
  ["nack", { group: "g", leases: ["1~x"], reason: large(1_025) }, "NAME_TOO_LARGE", "reason"],
  [
    "extend",
    { group: "g", leases: ["1~x"], ackTimeoutMs: MAX_ACK_TIMEOUT_MS + 1 },
    "DURATION_OUT_OF_RANGE",
    "ack_timeout_ms",
  ],
  ["leave", {}, "SUBSCRIPTION_REQUIRED", "subscription"],
  ["leave", { group: "g" }, "SUBSCRIPTION_REQUIRED", "subscription"],
  ["lag", {}, "GROUP_REQUIRED", "group"],
  ["dropGroup", {}, "GROUP_REQUIRED", "group"],
  ["seek", { group: "g" }, "START_REQUIRED", "to"],
  ["seek", { to: { earliest: true } }, "GROUP_REQUIRED", "group"],
  ["seek", { group: "g", to: { position: "" } }, "POSITION_INVALID", "to.position"],
  ["listDead", { pageSize: 1_001 }, "PAGE_TOO_LARGE", "page_size"],
  ["listDead", { pageToken: "!" }, "PAGE_TOKEN_INVALID", "page_token"],
  ["replayDead", {}, "BATCH_EMPTY", "ids"],
  ["removeDead", { ids: [large(513)] }, "TOKEN_INVALID", "ids[0]"],
];

test("refuses what is wrong with a call, and names the field and the remedy", async (t) => {
  const client = new StreamClient(t);
  for (const [name, request, reason, field] of refusals) {
    const failure = await client.refusal(name, request);
    assert.deepEqual(
      [failure.reason, failure.metadata],
      [reason, { field }],
      `${name} ${JSON.stringify(request).slice(0, 80)}`,
    );
    assert.ok(failure.message.includes(field) || reason === "SUBSCRIPTION_REQUIRED", failure.message);
  }
});

test("refuses bytes that are no message", async (t) => {
  const client = new StreamClient(t);
  for (const name of ["publish", "fetch", "ack", "seek", "listDead", "replayDead", "leave"] as const) {
    const source = Buffer.from([0x12, 0x7f]);
    const failure = await client.refusal(name, {} as never, { source, from: 0, to: 2 });
    assert.equal(failure.reason, "MALFORMED_CALL", name);
  }
});

test("refuses keys, names and reasons that are not UTF-8", async (t) => {
  const client = new StreamClient(t);
  // PublishRequest { message { key: 0xff } }
  const key = Buffer.from([0x12, 0x03, 0x0a, 0x01, 0xff]);
  assert.equal((await client.refusal("publish", {}, { source: key, from: 0, to: 5 })).reason, "KEY_NOT_UTF8");
  // FetchRequest { group: 0xff }
  const group = Buffer.from([0x12, 0x01, 0xff]);
  assert.equal((await client.refusal("fetch", {}, { source: group, from: 0, to: 3 })).reason, "NAME_INVALID");
});
