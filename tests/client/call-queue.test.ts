import assert from "node:assert/strict";
import { test } from "node:test";
import { Call } from "../../src/client/call.ts";
import { CallQueue } from "../../src/client/call-queue.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { ClientRequest } from "../../src/codec/client-request.ts";

function newCall(): Call {
  const handlers = { read: () => null, resolve: () => {}, reject: () => {} };
  return new Call(new ClientRequest(CallNumber.KV_GET, "default"), handlers, 1, 0);
}

function fill(queue: CallQueue, count: number): Call[] {
  const calls = Array.from({ length: count }, newCall);
  for (const call of calls) assert.equal(queue.push(call), true);
  return calls;
}

test("calls come out as they came in, over many thousand", () => {
  const queue = new CallQueue(100_000);
  const calls = fill(queue, 10_000);
  for (const call of calls) {
    assert.equal(queue.peek(), call);
    queue.shift();
  }
  assert.equal(queue.isEmpty(), true);
});

test("a settled call is passed over and makes room for another", () => {
  const queue = new CallQueue(3);
  const [first, second, third] = fill(queue, 3) as [Call, Call, Call];
  assert.equal(queue.push(newCall()), false);
  second.isSettled = true;
  const fourth = newCall();
  assert.equal(queue.push(fourth), true);
  assert.equal(queue.push(newCall()), false);
  const order: (Call | null)[] = [];
  for (let call = queue.peek(); call !== null; call = queue.peek()) {
    order.push(call);
    queue.shift();
  }
  assert.deepEqual(order, [first, third, fourth]);
});

test("calls that were taken do not count towards the bound", () => {
  const queue = new CallQueue(2);
  fill(queue, 2);
  assert.ok(queue.peek());
  queue.shift();
  fill(queue, 1);
  assert.equal(queue.push(newCall()), false);
});
