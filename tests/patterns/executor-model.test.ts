import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { KeyValueStore } from "../../src/backends/contract.ts";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { openSqliteStore } from "../../src/backends/sqlite/sqlite-store.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { KeyValueBench } from "./keyvalue-bench.ts";
import { KeyValueModel } from "./keyvalue-model.ts";
import {
  batchDelete,
  batchGet,
  batchPut,
  exists,
  get,
  type KeyValueSpec,
  once,
  put,
  remove,
  scan,
} from "./keyvalue-spec.ts";
import { RecordingStore } from "./recording-store.ts";

/** A call before its version is chosen: 1 stands for the version the model knows when the batch is sent. */
const key = fc.constantFrom("a", "b", "b/1", "b/2", "d", "ç");
const value = fc.string({ maxLength: 5 });
const condition = fc.constantFrom(0, 1, 999);
const ttl = fc.constant(5);
const bound = fc.constantFrom("", "", "b", "b/2", "z");
const bytes = value.map((v) => Buffer.from(v));
const more = fc.record({ if_version: condition, ttl_ms: ttl }, { requiredKeys: [] });
const item = fc.record({ key, value: bytes, if_version: condition, ttl_ms: ttl }, { requiredKeys: ["key"] });
const deletion = fc.record({ key, if_version: condition }, { requiredKeys: ["key"] });

const write: fc.Arbitrary<KeyValueSpec> = fc.oneof(
  fc.tuple(key, value, more).map(([k, v, m]) => put(k, v, m)),
  fc.tuple(key, fc.record({ if_version: condition }, { requiredKeys: [] })).map(([k, m]) => remove(k, m)),
  fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => batchPut(...items)),
  fc.array(deletion, { minLength: 1, maxLength: 4 }).map((items) => batchDelete(...items)),
);
const call: fc.Arbitrary<KeyValueSpec> = fc.oneof(
  { weight: 3, arbitrary: write },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom("x", "y", "z"), write).map(([k, w]) => once(k, w)) },
  { weight: 2, arbitrary: key.map(get) },
  { weight: 1, arbitrary: key.map(exists) },
  { weight: 1, arbitrary: fc.array(key, { minLength: 1, maxLength: 4 }).map((keys) => batchGet(...keys)) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        start: bound,
        end: bound,
        prefix: fc.constantFrom("", "b", "b/"),
        page_size: fc.constantFrom(0, 1, 2),
        keys_only: fc.boolean(),
      })
      .map(scan),
  },
);
const batches = fc.array(fc.tuple(fc.array(call, { minLength: 1, maxLength: 12, size: "max" }), fc.nat(4)), {
  maxLength: 8,
  size: "max",
});

/** Puts the version that the model knows in the place of 1. */
function withVersions(spec: KeyValueSpec, model: KeyValueModel): KeyValueSpec {
  const known = <T extends { readonly if_version?: number }>(of: T, k: string): T =>
    of.if_version === 1 ? { ...of, if_version: model.versionOf(spec.namespace, k) } : of;
  const { body } = spec;
  if (body.items !== undefined) return { ...spec, body: { items: body.items.map((i) => known(i, i.key)) } };
  return body.key === undefined ? spec : { ...spec, body: known(body, body.key) };
}

function check(store: KeyValueStore, sequence: readonly (readonly [readonly KeyValueSpec[], number])[]): void {
  const bench = new KeyValueBench(store);
  const model = new KeyValueModel();
  let nowMs = 1_000_000;
  for (const [specs, stepMs] of sequence) {
    nowMs += stepMs;
    const concrete = specs.map((spec) => withVersions(spec, model));
    const answers = bench.run(concrete, nowMs);
    for (const [i, spec] of concrete.entries()) {
      model.check(spec, answers[i] as Record<string, unknown>, { fromMs: nowMs, toMs: nowMs });
    }
  }
}

const clock = { wallMs: () => Date.UTC(2026, 0, 1), monotonicUs: () => 0 };

describe("batches of any calls", () => {
  it("answer as if done one after the other, on the memory store", () => {
    fc.assert(
      fc.property(batches, (sequence) => check(createMemoryStore({ maxBytes: 1e6, clock }), sequence)),
      { numRuns: 400 },
    );
  });

  it("answer as if done one after the other, on SQLite", () => {
    const folder = mkdtempSync(join(tmpdir(), "prism-executor-"));
    let run = 0;
    try {
      fc.assert(
        fc.property(batches, (sequence) => {
          const store = openSqliteStore({ path: join(folder, String(run++)) });
          try {
            check(store, sequence);
          } finally {
            store.close();
          }
        }),
        { numRuns: 25 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("answer so too when the store fails now and then, and a failed call has done nothing", () => {
    const failure = new PrismError(new Failure(Code.UNAVAILABLE, "STORE_FAILED", "now and then"));
    let failed = 0;
    fc.assert(
      fc.property(batches, fc.infiniteStream(fc.nat(9)), (sequence, dice) => {
        const store = new RecordingStore(createMemoryStore({ maxBytes: 1e6, clock }));
        store.fault = () => (dice.next().value === 0 ? failure : null);
        check(store, sequence);
        failed += store.log.filter((line) => line === "rollback").length;
      }),
      { numRuns: 400 },
    );
    assert.ok(failed > 100, "the faults were met");
  });
});
