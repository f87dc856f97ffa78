import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ANY_VERSION } from "../../src/backends/contract.ts";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { afterPrefix } from "../../src/codec/byte-string.ts";
import { Code } from "../../src/common/codes.ts";
import type { Failure } from "../../src/common/failure.ts";
import {
  MAX_BATCH_ITEMS,
  MAX_KEY_BYTES,
  MAX_PAGE_ITEMS,
  MAX_TTL_MS,
  MAX_VALUE_BYTES,
} from "../../src/common/limits.ts";
import { KeyValueCall } from "../../src/patterns/keyvalue/call.ts";
import { prepareKeyValue } from "../../src/patterns/keyvalue/prepare.ts";
import { lenRecord, varintRecord } from "../codec/wire-records.ts";
import { KeyValueBench, readCall } from "./keyvalue-bench.ts";
import {
  batchDelete,
  batchGet,
  batchPut,
  type CallBody,
  callNumbers,
  exists,
  get,
  type KeyValueSpec,
  put,
  remove,
  scan,
} from "./keyvalue-spec.ts";

const NOW_MS = 5_000;
// One for all tests, as the worker pools them.
const call = new KeyValueCall();

function prepare(spec: KeyValueSpec, namespaceId = 0): Failure | null {
  readCall(spec, call, namespaceId);
  return prepareKeyValue(call, NOW_MS);
}

function prepareBytes(of: KeyValueSpec["call"], bytes: Buffer): Failure | null {
  call.operation = callNumbers[of];
  call.source = bytes;
  call.from = 0;
  call.to = bytes.length;
  return prepareKeyValue(call, NOW_MS);
}

const shown = (failure: Failure | null): unknown =>
  failure === null ? null : [failure.code, failure.reason, failure.metadata.field];
const invalid = (reason: string, field: string): unknown => [Code.INVALID_ARGUMENT, reason, field];

const longest = "k".repeat(MAX_KEY_BYTES);
const tooLong = "k".repeat(MAX_KEY_BYTES + 1);
const mostItems = Array.from({ length: MAX_BATCH_ITEMS }, (_, i) => ({ key: String(i) }));

describe("preparing a KeyValue call", () => {
  const good: [string, KeyValueSpec][] = [
    ["the longest key", get(longest)],
    ["a key of one byte", exists("k")],
    ["an empty value", put("k", "")],
    ["the largest value", { ...put("k", ""), body: { key: "k", value: Buffer.alloc(MAX_VALUE_BYTES) } }],
    ["the longest time to live", put("k", "v", { ttl_ms: MAX_TTL_MS })],
    ["the largest version", put("k", "v", { if_version: Number.MAX_SAFE_INTEGER })],
    ["the largest batch", batchPut(...mostItems)],
    ["the largest page", scan({ page_size: MAX_PAGE_ITEMS })],
    ["a scan without bounds", scan()],
    ["the longest bounds", scan({ prefix: longest, start: longest, end: longest })],
  ];
  for (const [what, spec] of good) {
    it(`takes ${what}`, () => assert.equal(prepare(spec), null));
  }

  const version = 2 ** 53;
  const bad: [string, KeyValueSpec, unknown][] = [
    ["an empty key", get(""), invalid("KEY_REQUIRED", "key")],
    ["a key that is too long", exists(tooLong), invalid("KEY_TOO_LARGE", "key")],
    ["a put without a key", put("", "v"), invalid("KEY_REQUIRED", "key")],
    ["a delete with too long a key", remove(tooLong), invalid("KEY_TOO_LARGE", "key")],
    [
      "a value over the limit",
      { ...put("k", ""), body: { key: "k", value: Buffer.alloc(MAX_VALUE_BYTES + 1) } },
      invalid("VALUE_TOO_LARGE", "value"),
    ],
    ["a time to live over ten years", put("k", "v", { ttl_ms: MAX_TTL_MS + 1 }), invalid("TTL_OUT_OF_RANGE", "ttl_ms")],
    ["a version beyond 2^53", put("k", "v", { if_version: version }), invalid("VERSION_OUT_OF_RANGE", "if_version")],
    ["the same of a delete", remove("k", { if_version: version }), invalid("VERSION_OUT_OF_RANGE", "if_version")],
    ["an empty batch of keys", batchGet(), invalid("BATCH_EMPTY", "keys")],
    ["an empty batch of items", batchPut(), invalid("BATCH_EMPTY", "items")],
    ["a batch that is too large", batchDelete(...mostItems, { key: "k" }), invalid("BATCH_TOO_LARGE", "items")],
    ["a batch of too many keys", batchGet(...mostItems.map((i) => i.key), "k"), invalid("BATCH_TOO_LARGE", "keys")],
    ["an empty key in a batch", batchGet("a", "", "c"), invalid("KEY_REQUIRED", "keys[1]")],
    ["an empty key in a batch of puts", batchPut({ key: "a" }, { key: "" }), invalid("KEY_REQUIRED", "items[1].key")],
    ["too long a key in a batch", batchDelete({ key: tooLong }), invalid("KEY_TOO_LARGE", "items[0].key")],
    [
      "too large a value in a batch",
      batchPut({ key: "a", value: Buffer.alloc(MAX_VALUE_BYTES + 1) }),
      invalid("VALUE_TOO_LARGE", "items[0].value"),
    ],
    [
      "too long a life in a batch",
      batchPut({ key: "a" }, { key: "b", ttl_ms: MAX_TTL_MS + 1 }),
      invalid("TTL_OUT_OF_RANGE", "items[1].ttl_ms"),
    ],
    [
      "too large a version in a batch",
      batchPut({ key: "a", if_version: version }),
      invalid("VERSION_OUT_OF_RANGE", "items[0].if_version"),
    ],
    [
      "too large a version in a batch of deletes",
      batchDelete({ key: "a", if_version: version }),
      invalid("VERSION_OUT_OF_RANGE", "items[0].if_version"),
    ],
    ["a page that is too large", scan({ page_size: MAX_PAGE_ITEMS + 1 }), invalid("PAGE_TOO_LARGE", "page_size")],
    ["too long a prefix", scan({ prefix: tooLong }), invalid("KEY_TOO_LARGE", "prefix")],
    ["too long a start", scan({ start: tooLong }), invalid("KEY_TOO_LARGE", "start")],
    ["too long an end", scan({ end: tooLong }), invalid("KEY_TOO_LARGE", "end")],
  ];
  for (const [what, spec, expected] of bad) {
    it(`refuses ${what}, and names the field`, () => assert.deepEqual(shown(prepare(spec)), expected));
  }

  it("refuses a key that is no UTF-8, wherever a key stands", () => {
    const wrong = Buffer.from([0x61, 0xff]);
    const reason = "KEY_NOT_UTF8";
    const at = (field: number): Buffer => lenRecord(field, wrong).bytes;
    assert.deepEqual(shown(prepareBytes("kv_get", at(2))), invalid(reason, "key"));
    assert.deepEqual(shown(prepareBytes("kv_put", at(2))), invalid(reason, "key"));
    assert.deepEqual(shown(prepareBytes("kv_delete", at(2))), invalid(reason, "key"));
    assert.deepEqual(shown(prepareBytes("kv_batch_get", at(2))), invalid(reason, "keys[0]"));
    assert.deepEqual(shown(prepareBytes("kv_batch_put", lenRecord(2, at(1)).bytes)), invalid(reason, "items[0].key"));
    assert.deepEqual(
      shown(prepareBytes("kv_batch_delete", lenRecord(2, at(1)).bytes)),
      invalid(reason, "items[0].key"),
    );
    for (const [field, name] of [
      [2, "prefix"],
      [3, "start"],
      [4, "end"],
    ] as const) {
      assert.deepEqual(shown(prepareBytes("kv_scan", at(field))), invalid(reason, name));
    }
  });

  it("takes a value that is no UTF-8", () => {
    const bytes = Buffer.concat([lenRecord(2, Buffer.from("k")).bytes, lenRecord(3, Buffer.from([0xff])).bytes]);
    assert.equal(prepareBytes("kv_put", bytes), null);
    assert.deepEqual([...call.source.subarray(call.item.start, call.item.end)], [0xff]);
  });

  it("refuses a negative time to live, which comes as 64 bits of ones", () => {
    const bytes = Buffer.concat([lenRecord(2, Buffer.from("k")).bytes, varintRecord(4, 2n ** 64n - 1n).bytes]);
    assert.deepEqual(shown(prepareBytes("kv_put", bytes)), invalid("TTL_OUT_OF_RANGE", "ttl_ms"));
  });

  it("refuses what is no message, the elements of a batch included", () => {
    const broken = Buffer.from([0x12, 0x05, 0x61]);
    for (const name of Object.keys(callNumbers) as KeyValueSpec["call"][]) {
      assert.deepEqual(shown(prepareBytes(name, broken)), invalid("MALFORMED_CALL", "call"), name);
    }
    for (const name of ["kv_batch_put", "kv_batch_delete"] as const) {
      const bytes = Buffer.concat([
        lenRecord(2, lenRecord(1, Buffer.from("a")).bytes).bytes,
        lenRecord(2, broken).bytes,
      ]);
      assert.deepEqual(shown(prepareBytes(name, bytes)), invalid("MALFORMED_CALL", "call"), name);
    }
  });

  it("begins every call anew: nothing of the one before stays", () => {
    assert.equal(prepare(put("k", "value", { ttl_ms: 100, if_version: 7 })), null);
    assert.deepEqual([call.item.expiresAtMs, call.item.ifVersion], [NOW_MS + 100, 7]);
    assert.equal(prepare(put("k", "")), null);
    const { item } = call;
    assert.deepEqual([item.expiresAtMs, item.ifVersion, item.end - item.start], [0, ANY_VERSION, 0]);
    assert.equal(prepare(exists("k")), null);
    assert.equal(item.wantsValue, false);
    assert.equal(prepare(batchGet("k")), null);
    assert.equal(prepare(get("k")), null);
    assert.deepEqual([item.wantsValue, call.batch, call.query, call.page], [true, null, null, null]);
    assert.equal(prepare(scan()), null);
    assert.equal(prepare(remove("k")), null);
    assert.deepEqual([call.query, item.ifVersion], [null, ANY_VERSION]);
  });
});

describe("the end of a prefix", () => {
  it("is the first byte string after all that begin with it, if there is one", () => {
    assert.equal(afterPrefix("ab"), "ac");
    assert.equal(afterPrefix("a\xff\xff"), "b");
    assert.equal(afterPrefix("\xff"), null);
    assert.equal(afterPrefix(""), null);
  });
});

describe("a page token", () => {
  const query: CallBody = { prefix: "b", start: "b1", end: "b9", page_size: 2 };
  const store = createMemoryStore({
    maxBytes: 1e6,
    clock: { wallMs: () => Date.UTC(2026, 0, 1), monotonicUs: () => 0 },
  });
  const bench = new KeyValueBench(store);
  const keys = ["a", "b0", "b1", "b2", "b3", "b4", "b5", "b9", "c"];
  bench.run(
    keys.map((key) => put(key, key)),
    NOW_MS,
  );

  const page = (body: CallBody): { keys: string[]; token: string } => {
    const result = bench.run([scan(body)], NOW_MS)[0]?.kv_scan as {
      items?: { key: string }[];
      next_page_token?: string;
    };
    return { keys: (result.items ?? []).map((item) => item.key), token: result.next_page_token ?? "" };
  };
  const { token } = page(query);

  it("leads on through all pages, with another page size too", () => {
    const seen: string[] = [];
    let next = "";
    do {
      const one = page({ ...query, page_token: next });
      seen.push(...one.keys);
      next = one.token;
    } while (next !== "");
    assert.deepEqual(seen, ["b1", "b2", "b3", "b4", "b5"]);
    assert.deepEqual(page({ ...query, page_size: 100, page_token: token }).keys, ["b3", "b4", "b5"]);
  });

  it("is refused with another query or in another namespace", () => {
    const mismatch = invalid("PAGE_TOKEN_MISMATCH", "page_token");
    for (const other of [{ prefix: "" }, { start: "" }, { end: "b8" }, { keys_only: true }]) {
      assert.deepEqual(shown(prepare(scan({ ...query, ...other, page_token: token }))), mismatch);
    }
    assert.equal(prepare(scan({ ...query, page_token: token })), null);
    assert.deepEqual(shown(prepare(scan({ ...query, page_token: token }), 1)), mismatch);
    assert.deepEqual(
      shown(prepare(scan({ prefix: "bb1", start: "", end: "b9", page_token: token }))),
      mismatch,
      "fields run together are told apart",
    );
  });

  it("is refused with any byte of its head changed, cut short, or lengthened over the longest key", () => {
    const bytes = Buffer.from(token, "base64url");
    for (let i = 0; i < 9; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] as number) ^ 1;
      const reason = i === 0 ? "PAGE_TOKEN_INVALID" : "PAGE_TOKEN_MISMATCH";
      const failure = prepare(scan({ ...query, page_token: changed.toString("base64url") }));
      assert.deepEqual(shown(failure), invalid(reason, "page_token"));
    }
    const longer = Buffer.concat([bytes.subarray(0, 9), Buffer.alloc(MAX_KEY_BYTES + 1, 0x62)]);
    for (const wrong of [bytes.subarray(0, 9), bytes.subarray(0, 4), longer].map((b) => b.toString("base64url"))) {
      assert.deepEqual(
        shown(prepare(scan({ ...query, page_token: wrong }))),
        invalid("PAGE_TOKEN_INVALID", "page_token"),
      );
    }
    for (const wrong of ["!", `${token}=`, ` ${token}`, "x", "schlüssel"]) {
      assert.deepEqual(
        shown(prepare(scan({ ...query, page_token: wrong }))),
        invalid("PAGE_TOKEN_INVALID", "page_token"),
      );
    }
  });

  it("never leads out of the range of its query, whatever key is put into it", () => {
    const head = Buffer.from(token, "base64url").subarray(0, 9);
    for (const key of ["\0", "a", "b", "b0", "b1", "c", "zz"]) {
      const forged = Buffer.concat([head, Buffer.from(key)]).toString("base64url");
      for (const shownKey of page({ ...query, page_size: 100, page_token: forged }).keys) {
        assert.ok(shownKey >= "b1" && shownKey < "b9", `${shownKey} after the forged ${key}`);
      }
    }
  });
});
