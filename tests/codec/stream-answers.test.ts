import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { toByteString } from "../../src/codec/byte-string.ts";
import * as answers from "../../src/codec/stream-answers.ts";
import { readDelivery } from "../../src/codec/stream-messages.ts";
import { WireWriter } from "../../src/codec/wire-writer.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { message } from "./messages.ts";

const text = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("", "schlüssel", "鍵🔑"));
const millis = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const delivery = fc.record({
  position: text.map(toByteString),
  key: text.map(toByteString),
  value: fc.oneof(fc.uint8Array({ maxLength: 40 }), text.map(toByteString)),
  headers: fc.array(fc.tuple(text.map(toByteString), text.map(toByteString)), { maxLength: 3 }),
  publishedMs: millis,
  attempt: fc.nat(1000),
  lease: text.map(toByteString),
});
type Delivery = typeof delivery extends fc.Arbitrary<infer T> ? T : never;

/** What another implementation reads of it, once it has as many bytes as announced. */
function written(type: string, bytes: number, write: (writer: WireWriter) => void): Record<string, unknown> {
  const memory = Buffer.alloc(bytes + 8, 0xa5);
  const writer = new WireWriter();
  writer.reset(memory, 4);
  write(writer);
  assert.equal(writer.pos, 4 + bytes, "as many bytes as announced");
  return message(type).decode(memory.subarray(4, 4 + bytes));
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function bytesOf(value: Uint8Array | string): Buffer {
  return typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from(value);
}

/** Without the fields that have their defaults. */
function plain(fields: Record<string, unknown>): Record<string, unknown> {
  const isDefault = (value: unknown): boolean =>
    value === "" || value === 0 || (Array.isArray(value) && value.length === 0);
  const entries = Object.entries(fields).filter(([, value]) => !isDefault(value));
  return Object.fromEntries(entries.filter(([, value]) => !(Buffer.isBuffer(value) && value.length === 0)));
}

function expected({ position, key, value, headers, publishedMs, attempt, lease }: Delivery): Record<string, unknown> {
  return plain({
    position: utf8(position),
    key: utf8(key),
    value: bytesOf(value),
    headers: headers.map(([name, of]) => plain({ name: utf8(name), value: bytesOf(of) })),
    published_ms: publishedMs === 0 ? 0 : String(publishedMs),
    attempt,
    lease: utf8(lease),
  });
}

const failure = new Failure(Code.NOT_FOUND, "LEASE_ENDED", "it has ended");
const error = { code: 5, reason: "LEASE_ENDED", message: "it has ended" };

describe("the writers of stream answers, against another implementation", () => {
  it("write what was fetched", () => {
    const answer = fc.record({
      deliveries: fc.array(delivery, { maxLength: 3 }),
      nextPosition: text.map(toByteString),
      consumer: text.map(toByteString),
    });
    fc.assert(
      fc.property(answer, (given) => {
        const bytes = answers.fetchAnswerBytes(given);
        for (const type of ["FetchResponse", "SubscribeResponse"]) {
          const told = written(type, bytes, (writer) => answers.writeFetchAnswer(given, writer));
          assert.deepEqual(
            told,
            plain({
              deliveries: given.deliveries.map(expected),
              next_position: utf8(given.nextPosition),
              consumer: utf8(given.consumer),
            }),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("write a delivery that the client's reader reads back, and whose parts it reads without a fault", () => {
    fc.assert(
      fc.property(delivery, (given) => {
        const bytes = Buffer.alloc(answers.deliveryBytes(given));
        const writer = new WireWriter();
        writer.reset(bytes, 0);
        answers.writeDelivery(given, writer);
        for (let end = 0; end < bytes.length; end++) readDelivery(bytes, 0, end);
        const { valueFrom, valueTo, ...told } = readDelivery(bytes, 0, bytes.length) ?? assert.fail("unreadable");
        assert.deepEqual(
          { ...told, value: Buffer.from(bytes.subarray(valueFrom, valueTo)) },
          {
            ...given,
            value: bytesOf(given.value),
          },
        );
      }),
      { numRuns: 60 },
    );
  });

  it("write results one by one", () => {
    const results = [
      { position: "1", isReplay: false, failure: null },
      { position: "2", isReplay: true, failure: null },
      { position: "", isReplay: false, failure },
    ];
    const told = written("BatchPublishResponse", answers.batchPublishAnswerBytes(results), (writer) =>
      answers.writeBatchPublishAnswer(results, writer),
    );
    assert.deepEqual(told, { results: [{ position: "1" }, { position: "2", replayed: true }, { error }] });
    const settled = written("SettleResponse", answers.settleAnswerBytes([null, failure]), (writer) =>
      answers.writeSettleAnswer([null, failure], writer),
    );
    assert.deepEqual(settled, { results: [{}, { error }] });
  });

  it("write what is known of groups", () => {
    const lag = {
      waiting: 3,
      pending: 1,
      partitions: [
        { partition: 0, position: "1", end: "4", waiting: 3 },
        { partition: 1, position: "", end: "", waiting: 0 },
      ],
    };
    const told = written("LagResponse", answers.lagAnswerBytes(lag), (writer) => answers.writeLagAnswer(lag, writer));
    assert.deepEqual(told, {
      waiting: "3",
      pending: "1",
      partitions: [{ position: "1", end: "4", waiting: "3" }, { partition: 1 }],
    });
    const groups = [{ name: "g", consumers: 2 }];
    const listed = written("ListGroupsResponse", answers.groupsAnswerBytes(groups), (writer) =>
      answers.writeGroupsAnswer(groups, writer),
    );
    assert.deepEqual(listed, { groups });
    const count = (type: string): Record<string, unknown> =>
      written(type, answers.countAnswerBytes(1), (writer) => answers.writeCountAnswer(1, writer));
    assert.deepEqual(count("ReplayDeadLettersResponse"), { count: 1 });
    assert.deepEqual(count("DropGroupResponse"), { dropped: true });
  });

  it("write dead letters", () => {
    fc.assert(
      fc.property(delivery, (lost) => {
        const letter = { id: "9", group: "g", reason: "no such order", attempts: 5, diedMs: 7, message: lost };
        const page = { deadLetters: [letter], nextPageToken: "t" };
        const told = written("ListDeadLettersResponse", answers.deadLettersAnswerBytes(page), (writer) =>
          answers.writeDeadLettersAnswer(page, writer),
        );
        const { diedMs: _, ...same } = letter;
        assert.deepEqual(told, {
          dead_letters: [{ ...same, died_ms: "7", message: expected(lost) }],
          next_page_token: "t",
        });
      }),
      { numRuns: 40 },
    );
  });
});
