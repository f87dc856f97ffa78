import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { KeyValueItem, Outcome } from "../../src/backends/contract.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { MAX_ANSWER_BYTES } from "../../src/common/limits.ts";
import { encodeAnswer } from "../../src/patterns/keyvalue/answer.ts";
import type { AnswerSink } from "../../src/pipeline/answer-sink.ts";
import { Request } from "../../src/pipeline/request.ts";
import { answer } from "../../src/pipeline/stages/answer.ts";
import { conclude } from "../../src/pipeline/stages/conclude.ts";
import { Door } from "../../src/security/caller.ts";
import { message } from "../codec/messages.ts";

/** Gives a place between guards and checks that exactly that place was written. */
class GuardedSink implements AnswerSink {
  bytes: Buffer = Buffer.alloc(0);
  frame: Buffer = Buffer.alloc(0);
  sent: number[] = [];

  begin(length: number): number {
    this.bytes = Buffer.from(new SharedArrayBuffer(length + 64)).fill(0xa5);
    return 32;
  }

  end(length: number, slot: number, generation: number, arrivalUs: number): void {
    assert.equal(length, this.bytes.length - 64);
    assert.ok(
      this.bytes.subarray(0, 32).every((b) => b === 0xa5),
      "wrote before its place",
    );
    assert.ok(
      this.bytes.subarray(32 + length).every((b) => b === 0xa5),
      "wrote behind its place",
    );
    this.frame = Buffer.from(this.bytes.subarray(32, 32 + length));
    this.sent = [slot, generation, arrivalUs];
  }

  publish(): void {}
}

const sink = new GuardedSink();

function requestFor(operation: number): Request {
  const request = new Request();
  request.id = 7;
  request.slot = 3;
  request.generation = 4;
  request.arrivalUs = 5;
  request.operation = operation;
  request.call.operation = operation;
  // Every second kind of call comes over HTTP, whose answers say more.
  request.door = operation % 2 === 0 ? Door.HTTP : Door.TCP;
  request.startedUs = 205;
  return request;
}

/** The answer as protobufjs reads it: the number of result fields is always one. */
function decodedAnswer(request: Request): Record<string, unknown> {
  conclude(request);
  answer(request, sink, 9);
  assert.deepEqual(sink.sent, [request.slot, request.generation, request.arrivalUs]);
  assert.equal(request.isAnswered, true);
  assert.equal(sink.frame.readUInt32BE(0), sink.frame.length - 4);
  const decoded = message("Response").decode(sink.frame.subarray(4));
  assert.equal(decoded.id ?? 0, request.id);
  delete decoded.id;
  if (request.door === Door.HTTP) {
    assert.deepEqual([decoded.queue_us, decoded.backend_us], [200, 9]);
    delete decoded.queue_us;
    delete decoded.backend_us;
  }
  assert.equal(Object.keys(decoded).length, 1);
  return decoded;
}

const version = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const value = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
);
const expiry = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const hex = (bytes: unknown): string =>
  typeof bytes === "string"
    ? Buffer.from(bytes, "latin1").toString("hex")
    : Buffer.from(bytes as Uint8Array).toString("hex");

const refused = new Failure(Code.RESOURCE_EXHAUSTED, "STORE_FULL", "full", { retryAfterMs: 3 });

interface Plan {
  outcome: Outcome;
  version: number;
  value: Uint8Array | string;
  expiresAtMs: number;
  ifVersion: number;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  outcome: fc.constantFrom(Outcome.DONE, Outcome.ABSENT, Outcome.MISMATCH, Outcome.FAILED),
  version,
  value,
  expiresAtMs: expiry,
  ifVersion: fc.nat(3),
});

function carryOut(item: KeyValueItem, { outcome, version, value, expiresAtMs, ifVersion }: Plan): void {
  Object.assign(item, { outcome, version, value, expiresAtMs, ifVersion });
  item.failure = outcome === Outcome.FAILED ? refused : null;
}

/** What the error of an item must say; null when it has none. */
function expectedError({ outcome, version }: Plan): object | null {
  if (outcome === Outcome.FAILED) return { code: 8, reason: "STORE_FULL", retry: 3 };
  if (outcome !== Outcome.MISMATCH) return null;
  return { code: 9, reason: "VERSION_MISMATCH", field: "if_version", current: String(version) };
}

function shownError(error: unknown): object | null {
  if (error === undefined) return null;
  const { code, reason, retry_after_ms, metadata } = error as Record<string, unknown>;
  if (reason !== "VERSION_MISMATCH") return { code, reason, retry: retry_after_ms };
  const { field, current_version } = metadata as Record<string, string>;
  return { code, reason, field, current: current_version };
}

/** GetResponse and BatchGetResult. */
function shownItem(result: Record<string, unknown>): object {
  return {
    found: result.found ?? false,
    value: hex(result.value ?? ""),
    version: String(result.version ?? 0),
    expires: String(result.expires_at_ms ?? 0),
  };
}

function expectedItem({ outcome, value, version, expiresAtMs }: Plan): object {
  if (outcome !== Outcome.DONE) return { found: false, value: "", version: "0", expires: "0" };
  return { found: true, value: hex(value), version: String(version), expires: String(expiresAtMs) };
}

describe("answering a call of one key", () => {
  const single = [
    [CallNumber.KV_GET, "kv_get", (r: Record<string, unknown>) => shownItem(r), expectedItem],
    [
      CallNumber.KV_PUT,
      "kv_put",
      (r: Record<string, unknown>) => String(r.version ?? 0),
      (p: Plan) => String(p.version),
    ],
    [
      CallNumber.KV_DELETE,
      "kv_delete",
      (r: Record<string, unknown>) => r.deleted ?? false,
      (p: Plan) => p.outcome === Outcome.DONE,
    ],
    [
      CallNumber.KV_EXISTS,
      "kv_exists",
      (r: Record<string, unknown>) => [r.exists ?? false, String(r.version ?? 0)],
      (p: Plan) => (p.outcome === Outcome.DONE ? [true, String(p.version)] : [false, "0"]),
    ],
  ] as const;

  for (const [operation, name, shown, expected] of single) {
    it(`says of ${name} what became of its item, in exactly the announced bytes`, () => {
      fc.assert(
        fc.property(plan, fc.integer({ min: 0, max: 0xffff_ffff }), (p, id) => {
          const request = requestFor(operation);
          request.id = id;
          carryOut(request.call.item, p);
          const decoded = decodedAnswer(request);
          const error = expectedError(p);
          if (error === null) {
            assert.deepEqual(shown(decoded[name] as Record<string, unknown>), expected(p));
            assert.equal(request.code, Code.OK);
          } else {
            assert.deepEqual(shownError(decoded.error), error);
            assert.equal(request.code, (error as { code: number }).code);
          }
        }),
      );
    });
  }

  it("prefers the failure of the request, then that of the call, to whatever its item says", () => {
    const request = requestFor(CallNumber.KV_PUT);
    carryOut(request.call.item, { outcome: Outcome.DONE, version: 5, value: "", expiresAtMs: 0, ifVersion: 0 });
    request.call.failure = refused;
    assert.deepEqual(shownError(decodedAnswer(request).error), { code: 8, reason: "STORE_FULL", retry: 3 });
    request.failure = new Failure(Code.INVALID_ARGUMENT, "KEY_REQUIRED", "no key");
    assert.deepEqual(shownError(decodedAnswer(request).error), { code: 3, reason: "KEY_REQUIRED", retry: undefined });
  });

  it("gives a remembered answer again, marked as replayed", () => {
    for (const [operation, name] of single.filter(([o]) => o === CallNumber.KV_PUT || o === CallNumber.KV_DELETE)) {
      const first = requestFor(operation);
      carryOut(first.call.item, { outcome: Outcome.DONE, version: 300, value: "", expiresAtMs: 0, ifVersion: 0 });
      const plain = decodedAnswer(first)[name] as object;
      const again = requestFor(operation);
      again.call.replay = encodeAnswer(first.call);
      assert.deepEqual(decodedAnswer(again)[name], { ...plain, replayed: true });
    }
  });
});

describe("answering a batch call", () => {
  const batches = [
    [CallNumber.KV_BATCH_GET, "kv_batch_get", (r: Record<string, unknown>) => shownItem(r), expectedItem],
    [
      CallNumber.KV_BATCH_PUT,
      "kv_batch_put",
      (r: Record<string, unknown>) => String(r.version ?? 0),
      (p: Plan) => String(p.version),
    ],
    [
      CallNumber.KV_BATCH_DELETE,
      "kv_batch_delete",
      (r: Record<string, unknown>) => r.deleted ?? false,
      (p: Plan) => p.outcome === Outcome.DONE,
    ],
  ] as const;

  for (const [operation, name, shown, expected] of batches) {
    it(`says of ${name} what became of each item, in order, in exactly the announced bytes`, () => {
      fc.assert(
        fc.property(fc.array(plan, { minLength: 1, maxLength: 8 }), fc.boolean(), (plans, isReplay) => {
          const request = requestFor(operation);
          request.call.batch = plans.map((p) => {
            const item = new KeyValueItem();
            carryOut(item, p);
            return item;
          });
          if (isReplay && operation !== CallNumber.KV_BATCH_GET) request.call.replay = encodeAnswer(request.call);
          const body = decodedAnswer(request)[name] as Record<string, unknown>;
          const results = body.results as Record<string, unknown>[];
          assert.equal(body.replayed ?? false, request.call.replay !== null);
          assert.equal(results.length, plans.length);
          for (const [i, p] of plans.entries()) {
            const result = results[i] as Record<string, unknown>;
            const error = expectedError(p);
            assert.deepEqual(shownError(result.error), error);
            if (error === null) assert.deepEqual(shown(result), expected(p));
          }
        }),
      );
    });
  }

  it("refuses, one by one, the values that do not fit the bound of an answer, and never the first", () => {
    const request = requestFor(CallNumber.KV_BATCH_GET);
    const sizes = [MAX_ANSWER_BYTES + 1, 1, 0];
    const rest = [MAX_ANSWER_BYTES - 1, 2, 1, 1];
    const results = [sizes, rest].map((list) => {
      request.call.batch = list.map((size) => {
        const item = new KeyValueItem();
        carryOut(item, {
          outcome: Outcome.DONE,
          version: 1,
          value: Buffer.alloc(size, 1),
          expiresAtMs: 0,
          ifVersion: -1,
        });
        return item;
      });
      const body = decodedAnswer(request).kv_batch_get as { results: Record<string, unknown>[] };
      return body.results.map((r) => (r.error as { reason?: string } | undefined)?.reason ?? "ok");
    });
    assert.deepEqual(results, [
      ["ok", "ANSWER_TOO_LARGE", "ANSWER_TOO_LARGE"],
      ["ok", "ANSWER_TOO_LARGE", "ok", "ANSWER_TOO_LARGE"],
    ]);
  });
});

describe("answering a scan", () => {
  const item = fc.record({
    key: fc.string({ minLength: 1, maxLength: 20 }),
    value,
    version,
    expiresAtMs: expiry,
  });

  it("gives the items in order, and a token exactly when there is more after at least one", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), fc.boolean(), (items, more) => {
        const request = requestFor(CallNumber.KV_SCAN);
        request.call.queryHash = "8 bytes!";
        request.call.query = { namespaceId: 0, from: "", to: null, keysOnly: false, maxItems: 1, maxBytes: 1 };
        request.call.page = { items, more };
        const body = decodedAnswer(request).kv_scan as Record<string, unknown>;
        const shown = ((body.items ?? []) as Record<string, unknown>[]).map((i) => [
          i.key,
          ...Object.values(shownItem(i)),
        ]);
        assert.deepEqual(
          shown,
          items.map((i) => [i.key, false, hex(i.value), String(i.version), String(i.expiresAtMs)]),
        );
        const token = Buffer.from((body.next_page_token ?? "") as string, "base64url").toString("latin1");
        assert.equal(token, more && items.length > 0 ? `\x018 bytes!${items.at(-1)?.key}` : "");
      }),
    );
  });
});
