import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { TokenBucket } from "../../../src/security/limits/token-bucket.ts";

const rate = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1e9 }));
const burst = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1e6 }));
/** Times between two attempts in microseconds: mostly short, some long. */
const pause = fc.oneof(fc.nat(10), fc.nat(2_000_000), fc.constant(0));

/** Lets a caller try to take one token after each pause; returns when it got one. */
function grants(bucket: TokenBucket, pauses: readonly number[], tokens = 1): number[] {
  let nowUs = 0;
  const granted: number[] = [];
  for (const each of pauses) {
    nowUs += each;
    if (bucket.waitUs(tokens, nowUs) > 0) continue;
    bucket.take(tokens, nowUs);
    granted.push(nowUs);
  }
  return granted;
}

describe("a token bucket", () => {
  it("grants the burst at once, and then as many as come in", () => {
    const bucket = new TokenBucket(10, 5, 0);
    assert.equal(grants(bucket, Array(20).fill(0)).length, 5);
    assert.equal(bucket.waitUs(1, 0), 100_000);
    assert.equal(bucket.waitUs(1, 99_999), 1);
    assert.equal(bucket.waitUs(1, 100_000), 0);
  });

  it("never grants more than the rate and the burst in any time", () => {
    fc.assert(
      fc.property(rate, burst, fc.array(pause, { maxLength: 60 }), (perSecond, most, pauses) => {
        const granted = grants(new TokenBucket(perSecond, most, 0), pauses);
        for (let from = 0; from < granted.length; from++) {
          for (let to = from; to < granted.length; to++) {
            const us = (granted[to] as number) - (granted[from] as number);
            assert.ok((to - from + 1) * 1e6 <= most * 1e6 + us * perSecond, `${to - from + 1} in ${us} us`);
          }
        }
      }),
    );
  });

  it("never lets a caller wait longer than it says, nor a microsecond less", () => {
    fc.assert(
      fc.property(
        rate,
        burst,
        fc.array(pause, { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (perSecond, most, pauses, tokens) => {
          const bucket = new TokenBucket(perSecond, most, 0);
          grants(bucket, pauses, tokens);
          const nowUs = pauses.reduce((sum, each) => sum + each, 0);
          const waitUs = bucket.waitUs(tokens, nowUs);
          if (waitUs > 0) assert.ok(bucket.waitUs(tokens, nowUs + waitUs - 1) > 0, "a microsecond sooner is too soon");
          assert.equal(bucket.waitUs(tokens, nowUs + waitUs), 0);
        },
      ),
    );
  });

  it("gives the whole rate to a caller that always comes back when told", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 50 }), (perSecond, most) => {
        const bucket = new TokenBucket(perSecond, most, 0);
        let nowUs = 0;
        let count = 0;
        while (nowUs < 1_000_000) {
          const waitUs = bucket.waitUs(1, nowUs);
          if (waitUs === 0) {
            bucket.take(1, nowUs);
            count++;
          }
          nowUs += waitUs;
        }
        // A bucket of one loses what comes in between the moment and the next whole microsecond.
        const least = most === 1 ? Math.floor(1e6 / Math.ceil(1e6 / perSecond)) : perSecond;
        assert.ok(count >= least && count <= perSecond + most);
      }),
      { numRuns: 30 },
    );
  });

  it("lets more than it holds pass when it is full, and then waits for all of it", () => {
    const bucket = new TokenBucket(100, 10, 0);
    assert.equal(bucket.waitUs(50, 0), 0);
    bucket.take(50, 0);
    assert.equal(bucket.waitUs(1, 0), 410_000);
    assert.equal(bucket.isFull(499_999), false);
    assert.equal(bucket.isFull(500_000), true);
  });

  it("counts what was taken against another rate and burst", () => {
    const bucket = new TokenBucket(10, 10, 0);
    bucket.take(8, 0);
    bucket.adjust(1, 4, 0);
    assert.equal(bucket.waitUs(1, 0), 5_000_000, "the 8 taken leave 4 owing");
    bucket.adjust(1000, 1000, 0);
    assert.equal(bucket.waitUs(992, 0), 0);
    assert.ok(bucket.waitUs(993, 0) > 0);
  });

  it("keeps counting after half an hour and after years", () => {
    const bucket = new TokenBucket(1, 1, 0);
    for (const nowUs of [3_600e6, 3_600e6 * 24 * 365 * 10]) {
      assert.equal(bucket.waitUs(1, nowUs), 0);
      bucket.take(1, nowUs);
      assert.equal(bucket.waitUs(1, nowUs), 1_000_000);
    }
  });
});
