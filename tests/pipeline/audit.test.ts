import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CallNumber, isWrite } from "../../src/codec/calls.ts";
import { Code } from "../../src/common/codes.ts";
import { classMask } from "../../src/common/operation-class.ts";
import type { AuditEntry } from "../../src/security/audit/audit-entry.ts";
import { AuditLevel } from "../../src/security/audit/audit-level.ts";
import type { AuditTrail } from "../../src/security/audit/audit-trail.ts";
import { ANONYMOUS, type Principal } from "../../src/security/principal.ts";
import { type Asked, callsOf, PipelineBench } from "./pipeline-bench.ts";

type Recorded = Omit<AuditEntry, "keys"> & { readonly keys: readonly string[]; readonly atMs: number };

/** Keeps what is recorded; what has not been flushed can be lost. */
class FakeTrail implements AuditTrail {
  isRefusing = false;
  isBroken = false;
  readonly records: Recorded[] = [];
  flushed = 0;
  private nowMs = 0;

  begin(nowMs: number): void {
    this.nowMs = nowMs;
  }

  append(entry: AuditEntry): void {
    this.records.push({ ...entry, keys: [...entry.keys], atMs: this.nowMs });
  }

  flush(): boolean {
    if (!this.isBroken) this.flushed = this.records.length;
    return !this.isBroken;
  }
}

const ada: Principal = { id: 1, name: "user:ada", teams: [] };
const eve: Principal = { id: 2, name: "user:eve", teams: [] };
const ONLY_ADA = [{ principal: "user:ada", allow: classMask(["all"]), deny: 0, keyPrefix: "" }];

function benchOf(level: AuditLevel, more: ConstructorParameters<typeof PipelineBench>[0] = {}) {
  const trail = new FakeTrail();
  return { trail, bench: new PipelineBench({ ...more, audit: trail, auditLevel: level }) };
}

const put = (key: string, more = {}): Asked => [ada, { kv_put: { key, value: Buffer.from("v"), ...more } }];
const get = (key: string): Asked => [ada, { kv_get: { key } }];

describe("what is recorded", () => {
  for (const [name, call] of callsOf(["a", "b"])) {
    const number = CallNumber[name];
    const items = name.startsWith("KV_BATCH") || name === "KV_TRANSACT" ? 2 : 1;

    it(`of ${name}: its records with \`all\`, with \`writes\` if it is one, and none with \`off\``, () => {
      for (const level of Object.values(AuditLevel)) {
        const { bench, trail } = benchOf(level);
        bench.run([ada, call]);
        const isRecorded = level === AuditLevel.ALL || (level === AuditLevel.WRITES && isWrite(number));
        assert.equal(trail.records.length, isRecorded ? items : 0, String(level));
        for (const record of trail.records) {
          assert.deepEqual(
            [record.principal, record.namespace, record.operation, record.code, record.reason],
            ["user:ada", "n", number, Code.OK, ""],
          );
        }
      }
    });

    it(`of ${name} that was denied: one record, whatever the namespace wants`, () => {
      for (const level of Object.values(AuditLevel)) {
        const { bench, trail } = benchOf(level, { access: ONLY_ADA });
        const [told] = bench.run([eve, call]);
        assert.equal(told?.error?.code, Code.PERMISSION_DENIED);
        assert.equal(trail.records.length, 1);
        const [record] = trail.records;
        assert.equal(trail.flushed, 1);
        assert.equal(record?.principal, "user:eve");
        assert.equal(record?.code, Code.PERMISSION_DENIED);
        assert.equal(record?.reason, "ACCESS_DENIED");
        if (items === 2) assert.deepEqual([record?.key, record?.items, record?.keys], [null, 2, ["a", "b"]]);
        else if (name === "KV_SCAN") assert.equal(record?.key, null);
        else assert.equal(record?.key, "a");
      }
    });
  }

  it("tells each item of a batch call with its own outcome", () => {
    const { bench, trail } = benchOf(AuditLevel.WRITES);
    bench.run([ada, { kv_batch_put: { items: [{ key: "a" }, { key: "b", if_version: 99 }] } }]);
    assert.deepEqual(
      trail.records.map(({ key, item, code, reason }) => [key, item, code, reason]),
      [
        ["a", 0, Code.OK, ""],
        ["b", 1, Code.FAILED_PRECONDITION, "VERSION_MISMATCH"],
      ],
    );
  });

  it("tells what failed, and how much a scan found", () => {
    const { bench, trail } = benchOf(AuditLevel.ALL);
    bench.run(put("a"), put("a", { if_version: 99 }), [ada, { kv_scan: {} }]);
    assert.deepEqual(
      trail.records.map(({ reason, items }) => [reason, items]),
      [
        ["", -1],
        ["VERSION_MISMATCH", -1],
        ["", 1],
      ],
    );
  });

  it("tells a write whose answer was given again, as one", () => {
    const { bench, trail } = benchOf(AuditLevel.WRITES);
    const once = (call: object): Asked => [ada, { ...call, idempotency_key: "i" }];
    bench.run(once({ kv_batch_put: { items: [{ key: "a" }, { key: "b" }] } }));
    bench.run(once({ kv_batch_put: { items: [{ key: "a" }, { key: "b" }] } }));
    assert.deepEqual(
      trail.records.map(({ isReplay, key, items }) => [isReplay, key, items]),
      [
        [false, "a", -1],
        [false, "b", -1],
        [true, null, 2],
      ],
    );
  });

  it("tells a write that was refused, with the key it has, and never another's", () => {
    const { bench, trail } = benchOf(AuditLevel.WRITES);
    bench.run(put("first"));
    bench.run(put("a", { ttl_ms: "-1" }));
    bench.run(put(""));
    bench.run(put("k".repeat(2_000)));
    assert.deepEqual(
      trail.records.map(({ key, reason }) => [key, reason]),
      [
        ["first", ""],
        ["a", "TTL_OUT_OF_RANGE"],
        [null, "KEY_REQUIRED"],
        [null, "KEY_TOO_LARGE"],
      ],
    );
  });

  it("leaves out what a limit kept from being done", () => {
    const limits = [
      { principal: "*", requestsPerSecond: 1, requestBurst: 1, bytesPerSecond: 0, byteBurst: 0, maxInFlight: 0 },
    ];
    const { bench, trail } = benchOf(AuditLevel.ALL, { limits });
    const told = bench.run(put("a"), put("b"), put("c"));
    assert.equal(told.filter(({ error }) => error?.code === Code.RESOURCE_EXHAUSTED).length, 2);
    assert.equal(trail.records.length, 1);
  });

  it("has the time of its step and the call's trace", () => {
    const { bench, trail } = benchOf(AuditLevel.WRITES);
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    bench.run([ada, { kv_put: { key: "a" }, traceparent }]);
    const [record] = trail.records;
    assert.equal(record?.atMs, bench.clock.wallMs());
    const { bytes, traceFrom = 0, traceTo } = record ?? {};
    assert.equal(Buffer.from(bytes?.subarray(traceFrom, traceTo) ?? []).toString(), traceparent);
  });

  it("is nothing of a pipeline that has no audit", () => {
    const bench = new PipelineBench({ auditLevel: AuditLevel.ALL });
    assert.deepEqual(bench.run([ANONYMOUS, { kv_put: { key: "a" } }])[0]?.error, undefined);
  });
});

describe("an audit that cannot be written", () => {
  it("keeps what must be recorded from being done, and nothing else", () => {
    const { bench, trail } = benchOf(AuditLevel.WRITES, { access: ONLY_ADA });
    trail.isRefusing = true;
    const told = bench.run(put("a"), get("a"), [eve, { kv_put: { key: "a" } }]);
    assert.deepEqual([told[0]?.error?.code, told[0]?.error?.reason], [Code.UNAVAILABLE, "AUDIT_UNAVAILABLE"]);
    assert.ok((told[0]?.error?.retry_after_ms ?? 0) > 0);
    assert.equal(told[1]?.error, undefined);
    assert.equal(told[2]?.error?.code, Code.PERMISSION_DENIED);
    trail.isRefusing = false;
    const [a, z] = ["a", "z"].map((key) => bench.run([ada, { kv_exists: { key } }])[0]?.kv_exists);
    assert.deepEqual(a, z, "nothing was done");
  });

  it("has what was done meanwhile answered as not known, and reads without a record as ever", () => {
    const { bench, trail } = benchOf(AuditLevel.WRITES);
    trail.isBroken = true;
    const told = bench.run(put("a"), get("b"), [ada, { kv_batch_put: { items: [{ key: "c" }] } }]);
    for (const answer of [told[0], told[2]]) {
      assert.deepEqual([answer?.error?.code, answer?.error?.reason], [Code.UNAVAILABLE, "AUDIT_INCOMPLETE"]);
    }
    assert.equal(told[1]?.error, undefined);
  });

  it("withholds what was read where reads must be on record", () => {
    const { bench, trail } = benchOf(AuditLevel.ALL);
    bench.run(put("a"));
    trail.isBroken = true;
    assert.equal(bench.run(get("a"))[0]?.error?.reason, "AUDIT_INCOMPLETE");
  });
});

describe("the order of record and answer", () => {
  it("has every record written before its answer is published", () => {
    const { bench, trail } = benchOf(AuditLevel.ALL, { access: ONLY_ADA });
    let published = 0;
    bench.onPublish = () => {
      published++;
      assert.ok(trail.flushed >= bench.answered, "each of these has one record");
    };
    bench.run(put("a"), get("b"), put("b"), get("a"), [eve, { kv_get: { key: "a" } }]);
    bench.run([eve, { kv_get: { key: "a" } }]);
    assert.ok(published >= 2);
    assert.equal(trail.records.length, 6);
  });
});
