import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KeyOrder } from "../../../src/bench/replay/key-order.ts";
import type { ReadRecord } from "../../../src/capture/read-capture.ts";
import { CallNumber } from "../../../src/codec/calls.ts";
import { join, lenRecord } from "../../codec/wire-records.ts";

const none = Buffer.alloc(0);

/** A call that took ten microseconds. */
function about(key: string, call: number, arrivalUs: number): ReadRecord {
  return {
    ...{ arrivalUs, connection: 1, timeoutMs: 0, totalUs: 10, backendUs: 1, queueUs: 1, door: 1, call },
    ...{ code: 0, reason: "", principal: none, idempotency: none, answer: none },
    request: join([lenRecord(2, Buffer.from(key))]),
    header: { recording: "r", namespace: "n", worker: 0, startedMs: 0, values: "hash", keySeparator: "", sample: 1 },
  };
}

const { KV_GET, KV_PUT, KV_SCAN } = CallNumber;

describe("the order of calls about the same keys", () => {
  it("has a call wait for what had ended when it came, if either writes", () => {
    const order = new KeyOrder();
    const end = order.begin(about("a", KV_PUT, 0), 0);
    assert.equal(order.isFree(about("a", KV_GET, 10), 0), false);
    assert.equal(order.isFree(about("a", KV_PUT, 11), 0), false);
    assert.equal(order.isFree(about("b", KV_PUT, 11), 0), true, "another key");
    assert.equal(order.isFree(about("a", KV_GET, 9), 0), true, "both were under way at one time");
    assert.equal(order.isFree(about("a", KV_GET, 9), 1), false, "the next loop comes after this one");
    end();
    assert.equal(order.isFree(about("a", KV_GET, 10), 0), true);
    order.begin(about("a", KV_GET, 20), 0);
    assert.equal(order.isFree(about("a", KV_GET, 40), 0), true, "reads overtake each other");
    assert.equal(order.isFree(about("a", KV_PUT, 40), 0), false);
  });

  it("takes a scan for one about every key", () => {
    const order = new KeyOrder();
    const endPut = order.begin(about("a", KV_PUT, 0), 0);
    assert.equal(order.isFree(about("z", KV_SCAN, 20), 0), false);
    endPut();
    assert.equal(order.isFree(about("z", KV_SCAN, 20), 0), true);
    const endScan = order.begin(about("z", KV_SCAN, 20), 0);
    assert.deepEqual([order.isFree(about("b", KV_PUT, 40), 0), order.isFree(about("b", KV_GET, 40), 0)], [false, true]);
    endScan();
    assert.equal(order.isFree(about("b", KV_PUT, 40), 0), true);
  });
});
