import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";
import { type Denial, DenialLog, isDenial } from "../../../src/security/audit/denial-log.ts";
import { QueuedSegment } from "../../../src/security/audit/queued-segment.ts";
import { Door } from "../../../src/security/caller.ts";
import { AuditFixture } from "./audit-fixture.ts";

const required = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_REQUIRED", "");
const wrong = new Failure(Code.UNAUTHENTICATED, "TOKEN_SIGNATURE", "");

function denial(changes: Partial<Denial> = {}): Denial {
  return {
    door: Door.TCP,
    peer: "192.0.2.1",
    principal: null,
    failure: required,
    namespace: "orders",
    operation: 17,
    requestId: 5,
    traceparent: "",
    ...changes,
  };
}

const queued = { openSegment: (path: string, bytes: number) => new QueuedSegment(path, bytes) };

/** How many denials the records tell of. */
function sum(records: readonly Record<string, unknown>[]): number {
  return records.reduce((total, { count }) => total + ((count as number | undefined) ?? 1), 0);
}

describe("the log of denials", () => {
  it("records the first of its kind with all that is known of it, and those after it by their number", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = new DenialLog(fixture);
    log.open(fixture.open({}, queued));
    for (let i = 0; i < 50; i++) log.add(denial({ requestId: i, namespace: `n${i}` }));
    fixture.nowMs += 1_000;
    log.onTimer();
    log.add(denial({ requestId: 99 }));
    await log.close();
    const told = fixture
      .records()
      .map(({ peer, namespace, operation, reason, count, request }) => [
        ...[peer, namespace, operation, reason, count, request],
      ]);
    assert.deepEqual(told, [
      ["192.0.2.1", "n0", "put", "CREDENTIALS_REQUIRED", undefined, "0"],
      ["192.0.2.1", undefined, undefined, "CREDENTIALS_REQUIRED", 49, "0"],
      ["192.0.2.1", undefined, undefined, "CREDENTIALS_REQUIRED", undefined, "0"],
    ]);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
  });

  it("tells apart doors, addresses, principals and reasons", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = new DenialLog(fixture);
    log.open(fixture.open({}, queued));
    const kinds = [{}, { door: Door.HTTP }, { peer: "192.0.2.2" }, { principal: "user:eve" }, { failure: wrong }];
    for (const kind of kinds) for (let i = 0; i < 2; i++) log.add(denial(kind));
    await log.close();
    assert.equal(fixture.records().length, 10);
    assert.equal(fixture.records().filter(({ count }) => count === undefined).length, 10);
  });

  it("writes a bounded number of records however many come from however many, and counts them all", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = new DenialLog(fixture);
    log.open(fixture.open({}, queued));
    const sent = 20_000;
    for (let i = 0; i < sent; i++) log.add(denial({ peer: `2001:db8::${(i % 10_000).toString(16)}` }));
    await log.close();
    const records = fixture.records();
    assert.ok(records.length < 600, `${records.length} records`);
    assert.equal(sum(records), sent);
    assert.ok(records.some(({ peer }) => peer === "many"));
  });

  it("keeps counting while its file cannot be written, and loses none", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = new DenialLog(fixture);
    for (let i = 0; i < 10; i++) log.add(denial());
    const chain = fixture.open(
      {},
      {
        openSegment: (path, bytes) => {
          const segment = new QueuedSegment(path, bytes);
          Object.defineProperty(segment, "isFull", { get: () => isFull });
          return segment;
        },
      },
    );
    let isFull = true;
    log.open(chain);
    for (let i = 0; i < 10; i++) log.add(denial());
    fixture.nowMs += 1_000;
    log.onTimer();
    assert.equal(fixture.records().length, 0);
    isFull = false;
    fixture.nowMs += 1_000;
    log.onTimer();
    await log.close();
    assert.equal(sum(fixture.records()), 20);
  });

  it("takes wrong credentials and lacking rights for denials, and nothing else", () => {
    assert.ok(isDenial(required) && isDenial(new Failure(Code.PERMISSION_DENIED, "ACCESS_DENIED", "")));
    assert.ok(!isDenial(new Failure(Code.NOT_FOUND, "NAMESPACE_NOT_FOUND", "")));
  });
});
