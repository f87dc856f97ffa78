import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Code } from "../../../src/common/codes.ts";
import { AdminOperation } from "../../../src/security/audit/admin-operation.ts";
import type { AuditEntry } from "../../../src/security/audit/audit-entry.ts";
import { readControlLine } from "../../../src/security/audit/control-line.ts";
import { KeyHash } from "../../../src/security/audit/key-hash.ts";
import { MAX_LINE_BYTES, RecordLines } from "../../../src/security/audit/record-lines.ts";
import { DOOR_NAMES, type Door } from "../../../src/security/caller.ts";
import { entry } from "./audit-fixture.ts";

const TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const hash = new KeyHash(Buffer.alloc(16, 7));

function written(...entries: readonly AuditEntry[]): string {
  const lines = new RecordLines(hash);
  lines.setTime(Date.parse("2026-03-04T05:06:07.008Z"));
  for (const each of entries) lines.append(each);
  assert.equal(lines.count, entries.length);
  return lines.bytes.toString("latin1", 0, lines.length);
}

function traced(traceparent: string): Partial<AuditEntry> {
  return { bytes: Buffer.from(`xx${traceparent}`), traceFrom: 2, traceTo: 2 + traceparent.length };
}

describe("a record", () => {
  it("is one line that tells who did what, through which door, and what came of it", () => {
    assert.equal(
      written(entry({ key: "k", requestId: 4_294_967_295 })),
      `{"time":"2026-03-04T05:06:07.008Z","principal":"user:ada","door":"tcp","namespace":"orders","operation":"put","key":"${hash.hex("k")}","code":"OK","request":"4294967295"}\n`,
    );
  });

  it("tells the reason of what failed, the place in a batch, and that an answer was given again", () => {
    const line = written(
      entry({ key: "k", item: 0, code: Code.PERMISSION_DENIED, reason: "NOT_ALLOWED", isReplay: true }),
    );
    assert.match(
      line,
      /"key":"[0-9a-f]{16}","item":0,"code":"PERMISSION_DENIED","reason":"NOT_ALLOWED","replayed":true/,
    );
  });

  it("tells the first keys of a batch call that is recorded as a whole", () => {
    const line = written(entry({ items: 1_000, keys: ["a", "b"], count: 12 }));
    const { key, items, keys, count } = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual([key, items, keys, count], [undefined, 1_000, [hash.hex("a"), hash.hex("b")], 12]);
  });

  it("tells what number an administrator changes, and whose it is when it is not the gateway's", () => {
    const line = (backend: string | null): string =>
      written(entry({ namespace: null, operation: AdminOperation.POOL_SET, change: { backend, from: 4, to: 12 } }));
    assert.match(line('n"t'), /,"operation":"pool_set","backend":"n\\"t","from":4,"to":12,"code":"OK",/);
    assert.match(line(null), /,"operation":"pool_set","from":4,"to":12,"code":"OK",/);
  });

  it("has the trace's id when the call carries a trace, and the frame's number when not", () => {
    const requestOf = (changes: Partial<AuditEntry>) =>
      (JSON.parse(written(entry({ requestId: 17, ...changes }))) as { request: string }).request;
    assert.equal(requestOf(traced(TRACE)), "0af7651916cd43dd8448eb211c80319c");
    assert.equal(requestOf(traced(TRACE.replace("00-", "cc-").concat("-more"))), "0af7651916cd43dd8448eb211c80319c");
    for (const wrong of [
      "",
      TRACE.slice(0, -1),
      TRACE.replace("0af7", "0AF7"),
      TRACE.replace("0af7", '0a"7'),
      TRACE.replace("0af7", "0a\n7"),
      TRACE.replaceAll(/[1-9a-f]/g, "0"),
      TRACE.replace("c-b", "cxb"),
    ])
      assert.equal(requestOf(traced(wrong)), "17", wrong);
  });

  it("comes back as it was, whatever the texts hold", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constantFrom('"},\n{"seal":1', "\u2028\u2029\u0085", "\ud800"),
    );
    const anyEntry = fc.record({
      principal: fc.option(text),
      door: fc.integer({ min: 0, max: 4 }) as fc.Arbitrary<Door>,
      peer: fc.option(text),
      namespace: fc.option(text.filter((each) => each !== "")),
      operation: fc.integer({ min: 16, max: 23 }),
      key: fc.option(text.map((each) => Buffer.from(each).toString("latin1"))),
      item: fc.integer({ min: -1, max: 1_000 }),
      items: fc.integer({ min: -1, max: 10_000 }),
      code: fc.integer({ min: 0, max: 16 }) as fc.Arbitrary<Code>,
      reason: text,
      isReplay: fc.boolean(),
      count: fc.integer({ min: 1, max: 1_000_000 }),
      requestId: fc.integer({ min: 0, max: 0xffff_ffff }),
    });
    fc.assert(
      fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 5 }), (fields) => {
        const output = written(...fields.map((each) => entry(each)));
        assert.match(output, /^[\x20-\x7e\n]*$/);
        const lines = output.split("\n");
        assert.equal(lines.pop(), "");
        assert.equal(lines.length, fields.length);
        for (const [i, line] of lines.entries()) {
          const given = fields[i] as (typeof fields)[number];
          const read = JSON.parse(line) as Record<string, unknown>;
          assert.ok(line.startsWith('{"time":"') && line.length < MAX_LINE_BYTES);
          assert.equal(readControlLine(line), null);
          assert.equal(read.principal, cut(given.principal));
          assert.equal(read.door, DOOR_NAMES[given.door]);
          assert.equal(read.peer, cut(given.peer) ?? undefined);
          assert.equal(read.namespace, cut(given.namespace) ?? undefined);
          assert.equal(read.key, given.key === null ? undefined : hash.hex(given.key));
          assert.equal(read.item, given.item < 0 ? undefined : given.item);
          assert.equal(read.items, given.items < 0 ? undefined : given.items);
          assert.equal(read.reason, given.code === Code.OK ? undefined : cut(given.reason));
          assert.equal(read.replayed, given.isReplay || undefined);
          assert.equal(read.count, given.count > 1 ? given.count : undefined);
          assert.equal(read.request, String(given.requestId));
        }
      }),
    );
  });

  it("stays within its bound when all it holds is as long as it may be", () => {
    const longest = "\u0000".repeat(1_000);
    const line = written(
      entry({
        principal: longest,
        peer: longest,
        namespace: longest,
        key: longest,
        items: 10_000,
        keys: new Array<string>(16).fill(longest),
        code: Code.UNAUTHENTICATED,
        reason: longest,
        isReplay: true,
        item: 10_000,
        count: 1e15,
        ...traced(TRACE),
      }),
    );
    assert.ok(line.length < MAX_LINE_BYTES, String(line.length));
  });

  it("is right for more callers and namespaces than are remembered", () => {
    const entries = Array.from({ length: 10_000 }, (_, i) => entry({ principal: `user:${i}`, namespace: `n${i}` }));
    const lines = written(...entries)
      .trimEnd()
      .split("\n");
    for (const [i, line] of lines.entries()) {
      const { principal, namespace } = JSON.parse(line) as Record<string, unknown>;
      assert.deepEqual([principal, namespace], [`user:${i}`, `n${i}`]);
    }
  });
});

function cut(text: string | null): string | null {
  return text !== null && text.length > 256 ? `${text.slice(0, 256)}…` : text;
}
