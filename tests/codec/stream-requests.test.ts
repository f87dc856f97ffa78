import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { toByteString } from "../../src/codec/byte-string.ts";
import { MessageFields } from "../../src/codec/stream-messages.ts";
import * as requests from "../../src/codec/stream-requests.ts";
import { message } from "./messages.ts";

const text = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("", "schlüssel", "鍵🔑"));
const millis = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const small = fc.nat(4_000_000_000);
const header = fc.record({ name: text, value: fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)) });
const start = fc.oneof(
  fc.constant({ earliest: true }),
  fc.constant({ latest: true }),
  text.map((position) => ({ position })),
  text.map((after) => ({ after })),
  millis.map((time_ms) => ({ time_ms })),
);

type Start = { [name: string]: string | number | boolean };

function startOf(written: Start | null): requests.StartRequest | null {
  if (written === null) return null;
  const [[name, value] = ["", ""]] = Object.entries(written);
  if (name === "time_ms") return { at: "time", timeMs: Number(value) };
  if (name === "earliest" || name === "latest") return { at: name };
  return { at: name as "after", position: toByteString(String(value)) };
}

function headersOf(headers: readonly { name: string; value: Buffer }[]): requests.Header[] {
  return headers.map(({ name, value }) => [toByteString(name), value.toString("latin1")]);
}

/** What the reader gives of the bytes that protobufjs writes; and that it gives null or something else of every part of them. */
function read<T>(
  type: string,
  fields: Record<string, unknown>,
  reader: (bytes: Buffer, start: number, end: number) => T,
): T {
  const bytes = message(type).encode(fields);
  for (let end = 0; end < bytes.length; end++) reader(bytes, 0, end);
  const guarded = Buffer.concat([Buffer.from([0xff, 0xff]), bytes, Buffer.from([0xff, 0xff])]);
  return reader(guarded, 2, 2 + bytes.length);
}

function check<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: 60 });
}

describe("the readers of stream requests, against another implementation", () => {
  it("read a fetch and a subscription", () => {
    const fetch = fc.record({
      group: text,
      consumer: text,
      subscription: text,
      start: fc.option(start),
      max_messages: small,
      max_bytes: small,
      wait_ms: small,
      filter: fc.option(fc.record({ key_prefix: text, headers: fc.array(header, { maxLength: 3 }) })),
      ack_timeout_ms: millis,
    });
    check(fetch, ({ start: place, filter, ...plain }) => {
      const optional = { ...(place === null ? {} : { start: place }), ...(filter === null ? {} : { filter }) };
      const fields = { namespace: "n", ...plain, ...optional };
      assert.deepEqual(read("FetchRequest", fields, requests.readFetchRequest), {
        group: toByteString(plain.group),
        consumer: toByteString(plain.consumer),
        subscription: toByteString(plain.subscription),
        start: startOf(place as Start | null),
        maxMessages: plain.max_messages,
        maxBytes: plain.max_bytes,
        waitMs: plain.wait_ms,
        filter:
          filter === null ? null : { keyPrefix: toByteString(filter.key_prefix), headers: headersOf(filter.headers) },
        ackTimeoutMs: plain.ack_timeout_ms,
        credits: 0,
      });
    });
    const subscription = read(
      "SubscribeRequest",
      { namespace: "n", group: "g", credits: 7 },
      requests.readFetchRequest,
    );
    assert.deepEqual([subscription?.group, subscription?.credits], ["g", 7]);
  });

  it("read what settles leases", () => {
    const nack = fc.record({
      group: text,
      leases: fc.array(text, { maxLength: 4 }),
      delay_ms: millis,
      bury: fc.boolean(),
      reason: text,
    });
    check(nack, (fields) => {
      assert.deepEqual(read("NackRequest", { namespace: "n", ...fields }, requests.readSettleRequest), {
        group: toByteString(fields.group),
        leases: fields.leases.map(toByteString),
        forMs: fields.delay_ms,
        bury: fields.bury,
        reason: toByteString(fields.reason),
      });
    });
    const extend = { namespace: "n", group: "g", leases: ["a"], ack_timeout_ms: 5 };
    assert.equal(read("ExtendRequest", extend, requests.readSettleRequest)?.forMs, 5);
    assert.deepEqual(read("AckRequest", { group: "g", leases: ["a", ""] }, requests.readSettleRequest)?.leases, [
      "a",
      "",
    ]);
  });

  it("read what is asked of a group", () => {
    const leave = { namespace: "n", group: "g", consumer: "c", subscription: "s", subscribe_id: 9 };
    assert.deepEqual(read("LeaveRequest", leave, requests.readGroupRequest), {
      group: "g",
      consumer: "c",
      subscription: "s",
      subscribeId: 9,
      fetchId: 0,
    });
    for (const type of ["LagRequest", "DropGroupRequest"]) {
      assert.equal(read(type, { namespace: "n", group: "g" }, requests.readGroupRequest)?.group, "g");
    }
    check(start, (to) => {
      const seek = read("SeekRequest", { namespace: "n", group: "g", to }, requests.readSeekRequest);
      assert.deepEqual(seek, { group: "g", to: startOf(to as Start) });
    });
    const credit = { namespace: "n", subscribe_id: 4, credits: 100 };
    assert.deepEqual(read("CreditRequest", credit, requests.readCreditRequest), { subscribeId: 4, credits: 100 });
  });

  it("read what is asked of dead letters", () => {
    const list = { namespace: "n", group: "g", page_size: 3, page_token: "t" };
    const listed = { group: "g", pageSize: 3, pageToken: "t" };
    assert.deepEqual(read("ListDeadLettersRequest", list, requests.readListDeadRequest), listed);
    for (const type of ["ReplayDeadLettersRequest", "RemoveDeadLettersRequest"]) {
      assert.deepEqual(read(type, { namespace: "n", ids: ["1", "2"] }, requests.readDeadIds), ["1", "2"]);
    }
  });

  it("read a message in place", () => {
    const fields = new MessageFields();
    const published = fc.record({
      key: text,
      value: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      headers: fc.array(header, { maxLength: 4 }),
      idempotency_key: text,
    });
    check(published, (given) => {
      const told = read("Message", given, (bytes, from, to) => {
        if (!fields.read(bytes, from, to)) return null;
        const { keyFrom, keyTo, valueFrom, valueTo, idempotencyFrom, idempotencyTo, headers, headerBytes } = fields;
        const key = bytes.toString("utf8", keyFrom, keyTo);
        const value = Buffer.from(bytes.subarray(valueFrom, valueTo));
        return {
          key,
          value,
          idempotency: bytes.toString("utf8", idempotencyFrom, idempotencyTo),
          headers,
          headerBytes,
        };
      });
      const headers = headersOf(given.headers);
      assert.deepEqual(told, {
        key: given.key,
        value: given.value,
        idempotency: given.idempotency_key,
        headers,
        headerBytes: headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0),
      });
    });
  });
});
