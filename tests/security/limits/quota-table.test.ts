import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { QUOTAS_LOOKED_AT } from "../../../src/common/limits.ts";
import type { LimitRule } from "../../../src/config/access/limit-rule.ts";
import { Quota } from "../../../src/security/limits/quota.ts";
import { NO_ROOM, QuotaTable } from "../../../src/security/limits/quota-table.ts";
import { someone } from "../access/access-spec.ts";
import { limit } from "./limit-spec.ts";

function quotaIn(table: QuotaTable, who = someone("user:ada"), nowUs = 0, namespace = 0): Quota {
  const quota = table.of(who, namespace, nowUs);
  assert.ok(quota instanceof Quota);
  return quota;
}

function tableOf(rules: readonly LimitRule[], maxQuotas?: number): QuotaTable {
  return new QuotaTable({ namespaces: [{ name: "n", limits: rules }] }, maxQuotas);
}

describe("the limits of a principal", () => {
  it("come each from the narrowest rule that sets it", () => {
    const table = tableOf([
      limit("*", { requestsPerSecond: 10, maxInFlight: 5 }),
      limit("user:a*", { bytesPerSecond: 2048 }),
      limit("team:t", { requestsPerSecond: 100, requestBurst: 7 }),
      limit("user:ada", { maxInFlight: 9 }),
    ]);
    const { limits } = quotaIn(table, someone("user:ada", "team:t"));
    assert.deepEqual(limits, {
      requestsPerSecond: 100,
      requestBurst: 7,
      bytesPerSecond: 2048,
      byteBurst: 2048,
      maxInFlight: 9,
    });
    assert.equal(quotaIn(table, someone("user:bob")).limits.requestsPerSecond, 10);
  });

  it("are the lowest where two teams have some", () => {
    const rules = [limit("team:a", { requestsPerSecond: 20 }), limit("team:b", { requestsPerSecond: 10 })];
    for (const list of [rules, [...rules].reverse()])
      assert.equal(quotaIn(tableOf(list), someone("user:u", "team:a", "team:b")).limits.requestsPerSecond, 10);
  });

  it("are none where no rule means it", () => {
    assert.equal(tableOf([limit("user:bob", { maxInFlight: 1 })]).of(someone("user:ada"), 0, 0), null);
    assert.equal(tableOf([]).of(someone("user:ada"), 0, 0), null);
  });
});

describe("what a principal has used", () => {
  it("is its own, in each namespace", () => {
    const limits = [limit("*", { requestsPerSecond: 1 })];
    const table = new QuotaTable({
      namespaces: [
        { name: "m", limits },
        { name: "n", limits },
      ],
    });
    const [ada, bob] = [someone("user:ada"), someone("user:bob")];
    quotaIn(table, ada).begin(0, 0);
    assert.equal(quotaIn(table, ada).requestWaitUs(0), 1_000_000);
    assert.equal(quotaIn(table, bob).requestWaitUs(0), 0);
    assert.equal(quotaIn(table, ada, 0, 1).requestWaitUs(0), 0);
  });

  it("stays used when it comes again with other teams, or under another number", () => {
    const table = tableOf([limit("*", { requestsPerSecond: 1 }), limit("team:t", { maxInFlight: 3 })]);
    quotaIn(table, someone("user:ada")).begin(0, 0);
    assert.equal(quotaIn(table, someone("user:ada")).requestWaitUs(0), 1_000_000);
    assert.equal(quotaIn(table, someone("user:ada", "team:t")).requestWaitUs(0), 1_000_000);
  });

  it("stays used when it comes by turns with credentials that have the limit and that have not", () => {
    const table = tableOf([limit("*", { maxInFlight: 3 }), limit("team:t", { requestsPerSecond: 1 })]);
    const [within, outside] = [someone("user:ada", "team:t"), someone("user:ada")];
    quotaIn(table, within).begin(0, 0);
    assert.equal(quotaIn(table, outside).requestWaitUs(0), 0);
    assert.equal(quotaIn(table, within).requestWaitUs(0), 1_000_000);
  });

  it("stays used when the limits change, and when a namespace gets another place", () => {
    const table = tableOf([limit("*", { requestsPerSecond: 10 })]);
    const ada = someone("user:ada");
    for (let i = 0; i < 10; i++) quotaIn(table, ada).begin(0, 0);
    table.adopt({
      namespaces: [
        { name: "m", limits: [limit("*", { requestsPerSecond: 10 })] },
        { name: "n", limits: [limit("*", { requestsPerSecond: 20 })] },
      ],
    });
    assert.equal(quotaIn(table, ada, 0, 0).requestWaitUs(0), 0);
    assert.equal(quotaIn(table, ada, 0, 1).limits.requestsPerSecond, 20);
    for (let i = 0; i < 10; i++) quotaIn(table, ada, 0, 1).begin(0, 0);
    assert.equal(quotaIn(table, ada, 0, 1).requestWaitUs(0), 50_000);
  });

  it("is counted for so many at a time, and forgotten only when nothing is left of it", () => {
    const table = tableOf([limit("*", { requestsPerSecond: 1 })], 3);
    const people = ["a", "b", "c", "d"].map((name) => someone(`user:${name}`));
    for (const who of people.slice(0, 3)) quotaIn(table, who).begin(0, 0);
    assert.equal(table.of(people[3] ?? someone("user:d"), 0, 0), NO_ROOM, "none may be forgotten while it counts");
    assert.equal(table.of(people[3] ?? someone("user:d"), 0, 1_000_000), NO_ROOM, "they are answered still");
    quotaIn(table, people[1], 0).end(0, 0);
    assert.equal(table.of(people[3] ?? someone("user:d"), 0, 999_999), NO_ROOM);
    quotaIn(table, people[3], 1_000_000).begin(0, 1_000_000);
    assert.equal(table.size, 3);
    assert.equal(table.of(people[1] ?? someone("user:b"), 0, 1_000_000), NO_ROOM);
    assert.ok(quotaIn(table, people[0], 1_000_000).inFlight === 1, "who is in flight was kept");
  });

  it("cannot be had forgotten sooner by coming under many names", () => {
    const table = tableOf([limit("*", { requestsPerSecond: 1, requestBurst: 2 })], 200);
    const ada = someone("user:ada");
    const use = (): number => {
      const quota = table.of(ada, 0, 0);
      if (!(quota instanceof Quota)) return 1;
      const waitUs = quota.requestWaitUs(0);
      if (waitUs === 0) {
        quota.begin(0, 0);
        quota.end(0, 0);
      }
      return waitUs;
    };
    assert.deepEqual([use(), use()], [0, 0]);
    for (let i = 0; i < 10_000; i++) {
      const other = table.of(someone(`user:u${i}`), 0, 0);
      if (other instanceof Quota && i % 2 === 0) {
        other.begin(0, 0);
        other.end(0, 0);
      }
      if (i % 500 === 0) assert.ok(use() > 0, `after ${i} others`);
    }
    assert.ok(table.size <= 200);
  });

  it("looks at a bounded number of others for room", () => {
    const table = tableOf([limit("*", { requestsPerSecond: 1 })], 10 * QUOTAS_LOOKED_AT);
    for (let i = 0; i < 10 * QUOTAS_LOOKED_AT; i++) {
      const quota = quotaIn(table, someone(`user:u${i}`));
      if (i < 9 * QUOTAS_LOOKED_AT) quota.begin(0, 0);
    }
    const results = Array.from({ length: 10 }, (_, i) => table.of(someone(`user:v${i}`), 0, 0));
    assert.deepEqual(
      results.map((result) => result === NO_ROOM),
      [...Array(9).fill(true), false],
      "the unused ones are found by turns",
    );
  });
});
