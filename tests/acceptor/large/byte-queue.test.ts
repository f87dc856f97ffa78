import assert from "node:assert/strict";
import { it } from "node:test";
import { ByteQueue } from "../../../src/acceptor/large/byte-queue.ts";

function queued() {
  const told: string[] = [];
  const queue = new ByteQueue({ pause: () => told.push("pause"), resume: () => told.push("resume") });
  return { queue, told };
}

async function all(queue: ByteQueue): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of queue) parts.push(part);
  return Buffer.concat(parts).toString();
}

it("holds its sender up while a part waits, and no longer", async () => {
  const { queue, told } = queued();
  queue.push(Buffer.from("a"));
  queue.push(Buffer.from("b"));
  assert.deepEqual(told, ["pause"]);
  const whole = all(queue);
  await new Promise(setImmediate);
  assert.deepEqual(told, ["pause", "resume"]);
  queue.push(Buffer.from("c"));
  queue.end();
  assert.equal(await whole, "abc");
});

it("lets its sender go on once its last part has come, though parts wait: what follows is of others", async () => {
  const { queue, told } = queued();
  queue.push(Buffer.from("a"));
  queue.end();
  assert.deepEqual(told, ["pause", "resume"]);
  assert.equal(await all(queue), "a");
  queue.end();
  assert.deepEqual(told, ["pause", "resume"]);
});

it("lets its sender go on when it fails, and says why", async () => {
  const { queue, told } = queued();
  queue.push(Buffer.from("a"));
  queue.fail(new Error("no more"));
  assert.deepEqual(told, ["pause", "resume"]);
  await assert.rejects(all(queue), /no more/);
  assert.ok(queue.isOver && !queue.isHeldUp);
});
