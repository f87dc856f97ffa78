import assert from "node:assert/strict";
import { test } from "node:test";
import { CallNumber } from "../../src/codec/calls.ts";
import { Code } from "../../src/common/codes.ts";
import { AuditEntry } from "../../src/security/audit/audit-entry.ts";
import { AuditLevel } from "../../src/security/audit/audit-level.ts";
import type { AuditTrail } from "../../src/security/audit/audit-trail.ts";
import type { prism } from "../generated/prism.js";
import { rule, someone } from "../security/access/access-spec.ts";
import { StreamBench } from "./stream-bench.ts";

const ada = someone("user:ada");
const message = (key: string): prism.v1.IMessage => ({ key, value: Buffer.from(key) });
const publish = (key: string): prism.v1.IRequest => ({ streamPublish: { message: message(key) } });
const publishAll = (...keys: string[]): prism.v1.IRequest => ({
  streamBatchPublish: { messages: keys.map(message) },
});
const reason = ({ error }: prism.v1.Response): string => error?.reason ?? "";

class Trail implements AuditTrail {
  isRefusing = false;
  isBroken = false;
  readonly records: AuditEntry[] = [];

  begin(): void {}

  append(entry: AuditEntry): void {
    this.records.push(Object.assign(new AuditEntry(), entry, { keys: [...entry.keys] }));
  }

  flush(): boolean {
    return !this.isBroken;
  }
}

test("calls of a stream go through the stages, and are measured and answered when they are done", async () => {
  const bench = new StreamBench();
  const [published, fetched, waiting] = bench.send(
    [ada, publish("a")],
    [ada, { streamFetch: { group: "g" } }],
    [ada, { streamFetch: { group: "h", start: { latest: true }, waitMs: 60_000 } }],
  );
  assert.equal((await published)?.streamPublish?.position, "1");
  assert.equal((await fetched)?.streamFetch?.deliveries?.length, 1);
  assert.equal(bench.pipeline.pending, 0, "a fetch that waits for messages holds nothing up");
  assert.equal(bench.pipeline.later.streams.fetches, 1);
  await bench.pipeline.whenIdle();
  await bench.ask(ada, publish("b"));
  assert.equal((await waiting)?.streamFetch?.deliveries?.length, 1);
  assert.deepEqual(bench.measured.map(({ operation }) => operation).sort(), [32, 32, 34, 34]);
  assert.equal(reason(await bench.ask(ada, { streamPublish: {} })), "MESSAGE_REQUIRED");
  assert.deepEqual(bench.refused, ["MESSAGE_REQUIRED"]);
});

test("a fetch counts for its principal's requests in flight for as long as it waits", async () => {
  const limits = [{ principal: "*", requestsPerSecond: 0, bytesPerSecond: 0, requestBurst: 0, byteBurst: 0 }];
  const bench = new StreamBench({ limits: limits.map((limit) => ({ ...limit, maxInFlight: 1 })) as never });
  const waiting = bench.ask(ada, { streamFetch: { waitMs: 60_000 } });
  assert.equal(reason(await bench.ask(ada, publish("a"))), "TOO_MANY_IN_FLIGHT_FOR_PRINCIPAL");
  bench.pipeline.later.drain();
  assert.equal((await waiting).streamFetch?.deliveries?.length, 0);
  assert.equal(reason(await bench.ask(ada, publish("a"))), "");
});

test("who may read only fetches, settles and looks; who may write only publishes", async () => {
  const reader = new StreamBench({ access: [rule("user:ada", "+read")] });
  const fetched = await reader.ask(ada, { streamFetch: { group: "g" } });
  assert.equal(reason(fetched), "");
  const settled = await reader.ask(ada, { streamAck: { group: "g", leases: ["1~x"] } });
  assert.equal(settled.streamAck?.results?.[0]?.error?.reason, "LEASE_ENDED");
  assert.equal(reason(await reader.ask(ada, publish("a"))), "ACCESS_DENIED");
  assert.equal(reason(await reader.ask(ada, { streamDropGroup: { group: "g" } })), "ACCESS_DENIED");
  assert.equal(reason(await reader.ask(ada, { streamReplayDeadLetters: { ids: ["1"] } })), "ACCESS_DENIED");
  const writer = new StreamBench({ access: [rule("user:ada", "+write")] });
  assert.equal(reason(await writer.ask(ada, publish("a"))), "");
  assert.equal(reason(await writer.ask(ada, { streamFetch: {} })), "ACCESS_DENIED");
});

test("who may write some keys only publishes under these; a batch with another is refused as a whole", async () => {
  const bench = new StreamBench({ access: [rule("user:ada", "+write", "a/")] });
  assert.equal(reason(await bench.ask(ada, publishAll("a/1", "a/2"))), "");
  const denied = await bench.ask(ada, publishAll("a/1", "b/1"));
  assert.deepEqual([reason(denied), denied.error?.metadata?.field], ["ACCESS_DENIED", "messages[1].key"]);
  assert.equal((await bench.ask(ada, publish(""))).error?.metadata?.field, "message.key");
  const next = await bench.ask(ada, publish("a/3"));
  assert.equal(next.streamPublish?.position, "3");
});

test("who may read some keys only reads these, by a filter, and takes part in no group", async () => {
  const bench = new StreamBench({ access: [rule("user:ada", "+read +scan", "a/"), rule("user:eve", "+write")] });
  await bench.ask(someone("user:eve"), publishAll("a/1", "b/1"));
  const start = { earliest: true };
  const fetched = await bench.ask(ada, { streamFetch: { start, filter: { keyPrefix: "a/" } } });
  assert.deepEqual(
    fetched.streamFetch?.deliveries?.map(({ key }) => key),
    ["a/1"],
  );
  const fieldOf = async (call: prism.v1.IRequest): Promise<string | undefined> => {
    const answer = await bench.ask(ada, call);
    assert.equal(reason(answer), "ACCESS_DENIED");
    return answer.error?.metadata?.field;
  };
  assert.equal(await fieldOf({ streamFetch: { start } }), "filter.key_prefix");
  assert.equal(await fieldOf({ streamFetch: { start, filter: { keyPrefix: "a" } } }), "filter.key_prefix");
  assert.equal(await fieldOf({ streamFetch: { group: "g", filter: { keyPrefix: "a/" } } }), "group");
  assert.equal(await fieldOf({ streamAck: { group: "g", leases: ["1~x"] } }), "group");
  assert.equal(await fieldOf({ streamSeek: { group: "g", to: { latest: true } } }), "group");
});

test("publishes are on record with their keys, one by one; other calls with how many they were about", async () => {
  const audit = new Trail();
  const bench = new StreamBench({ audit, auditLevel: AuditLevel.ALL });
  await bench.ask(ada, publish("one"));
  await bench.ask(ada, publishAll("two", ""));
  await bench.ask(ada, { idempotencyKey: "k", ...publish("once") });
  await bench.ask(ada, { idempotencyKey: "k", ...publish("other") });
  const fetched = await bench.ask(ada, { streamFetch: { group: "g" } });
  const leases = (fetched.streamFetch?.deliveries ?? []).map(({ lease }) => lease ?? "");
  await bench.ask(ada, { streamAck: { group: "g", leases } });
  const seen = audit.records.map(({ operation, key, item, items, code }) => [operation, key, item, items, code]);
  assert.deepEqual(seen, [
    [CallNumber.STREAM_PUBLISH, "one", -1, -1, Code.OK],
    [CallNumber.STREAM_BATCH_PUBLISH, "two", 0, -1, Code.OK],
    [CallNumber.STREAM_BATCH_PUBLISH, null, 1, -1, Code.OK],
    [CallNumber.STREAM_PUBLISH, "once", -1, -1, Code.OK],
    [CallNumber.STREAM_PUBLISH, "other", -1, -1, Code.INVALID_ARGUMENT],
    [CallNumber.STREAM_FETCH, null, -1, 4, Code.OK],
    [CallNumber.STREAM_ACK, null, -1, 4, Code.OK],
  ]);
  assert.ok(audit.records.every(({ principal, namespace }) => principal === "user:ada" && namespace === "n"));
});

test("writes alone are on record where a namespace wants no more, and denials always", async () => {
  const audit = new Trail();
  const access = [rule("user:ada", "+all")];
  const bench = new StreamBench({ audit, auditLevel: AuditLevel.WRITES, access });
  await bench.ask(ada, { streamFetch: { group: "g" } });
  await bench.ask(ada, { streamSeek: { group: "g", to: { earliest: true } } });
  await bench.ask(someone("user:eve"), publish("stolen"));
  await bench.ask(someone("user:eve"), publishAll("many", "keys"));
  const seen = audit.records.map(({ operation, key, keys, code }) => [operation, key, keys, code]);
  assert.deepEqual(seen, [
    [CallNumber.STREAM_SEEK, null, [], Code.OK],
    [CallNumber.STREAM_PUBLISH, "stolen", [], Code.PERMISSION_DENIED],
    [CallNumber.STREAM_BATCH_PUBLISH, null, ["many", "keys"], Code.PERMISSION_DENIED],
  ]);
});

test("a publish whose record cannot be written is not acknowledged, and refused once that is known", async () => {
  const audit = new Trail();
  const bench = new StreamBench({ audit, auditLevel: AuditLevel.WRITES });
  audit.isBroken = true;
  assert.equal(reason(await bench.ask(ada, publish("a"))), "AUDIT_INCOMPLETE");
  audit.isRefusing = true;
  assert.equal(reason(await bench.ask(ada, publish("b"))), "AUDIT_UNAVAILABLE");
});
