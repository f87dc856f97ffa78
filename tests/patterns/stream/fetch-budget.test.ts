import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_FETCHED_BYTES } from "../../../src/common/limits.ts";
import { FetchBudget } from "../../../src/patterns/stream/fetch-budget.ts";
import { settled } from "./stream-client.ts";

const MIB = 1024 * 1024;

test("lets fetches in, in order, as far as there is room, and the next ones when others have left", async () => {
  const budget = new FetchBudget(() => false);
  const entered: number[] = [];
  const fetches = MAX_FETCHED_BYTES / MIB + 2;
  for (let i = 0; i < fetches; i++) void budget.enter(MIB).then(() => entered.push(i));
  await settled();
  assert.equal(entered.length, fetches - 2);
  budget.settle(MIB, 10);
  await settled();
  assert.equal(entered.length, fetches - 2, "ten bytes are still there");
  budget.leave(10);
  await settled();
  assert.deepEqual(entered, [...Array(fetches - 1).keys()]);
});

test("lets one fetch in that asks for more than there ever is", async () => {
  const budget = new FetchBudget(() => false);
  await budget.enter(2 * MAX_FETCHED_BYTES);
  let isIn = false;
  void budget.enter(1).then(() => {
    isIn = true;
  });
  await settled();
  assert.equal(isIn, false);
  budget.settle(2 * MAX_FETCHED_BYTES, 0);
  await settled();
  assert.equal(isIn, true);
});

test("counts what was answered until the answers have found room", async () => {
  let isCongested = true;
  const budget = new FetchBudget(() => isCongested);
  await budget.enter(MAX_FETCHED_BYTES);
  const next = budget.enter(MAX_FETCHED_BYTES);
  let isIn = false;
  void next.then(() => {
    isIn = true;
  });
  budget.leave(MAX_FETCHED_BYTES);
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(isIn, false);
  isCongested = false;
  await next;
});
