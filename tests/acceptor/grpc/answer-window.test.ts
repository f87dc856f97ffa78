import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AnswerWindow } from "../../../src/acceptor/grpc/answer-window.ts";
import { UnreadTotal } from "../../../src/acceptor/unread-total.ts";
import { DEFAULT_MAX_UNREAD_TOTAL_BYTES, FIRST_IN_FLIGHT, MAX_AWAITED_BYTES } from "../../../src/common/limits.ts";

const MIB = 1024 * 1024;

const owner = { unreadBytes: 0, cut: () => undefined, onRoom: () => undefined };

function createWindow(connection = { unsentBytes: 0 }, total = createTotal()): AnswerWindow {
  return new AnswerWindow(connection, total.open(owner));
}

function createTotal(maxBytes = DEFAULT_MAX_UNREAD_TOTAL_BYTES): UnreadTotal {
  return new UnreadTotal(maxBytes, { monotonicUs: () => 0, wallMs: () => 0 });
}

/** How many calls it lets in, one after the other, without an answer. */
function fill(window: AnswerWindow): number {
  let count = 0;
  for (; window.isOpen && count < 1_000_000; count++) window.begin();
  return count;
}

describe("answer window", () => {
  it("takes the first answers to be large", () => {
    assert.equal(fill(createWindow()), FIRST_IN_FLIGHT);
  });

  it("lets in many once answers are small", () => {
    const window = createWindow();
    for (let i = 0; i < 100; i++) {
      window.begin();
      window.answer(10);
      window.release(10);
    }
    assert.ok(fill(window) > 10_000);
  });

  it("lets in fewer at the first large answer", () => {
    const window = createWindow();
    for (let i = 0; i < 100; i++) {
      window.begin();
      window.answer(10);
      window.release(10);
    }
    window.begin();
    window.answer(2 * MIB);
    window.release(2 * MIB);
    assert.equal(fill(window), MAX_AWAITED_BYTES / (2 * MIB));
  });

  it("is shut while the client does not read, and opens when it does", () => {
    const window = createWindow();
    for (let i = 0; i < FIRST_IN_FLIGHT; i++) window.begin();
    for (let i = 0; i < FIRST_IN_FLIGHT; i++) window.answer(MIB);
    assert.deepEqual([window.isOpen, window.bytes > 0], [false, true]);
    for (let i = 0; i < FIRST_IN_FLIGHT; i++) window.release(MIB);
    assert.deepEqual([window.isOpen, window.bytes > 0], [true, false]);
  });

  it("lets in one at least when nothing is under way, however large answers are", () => {
    const window = createWindow();
    window.begin();
    window.answer(2 * MAX_AWAITED_BYTES);
    assert.equal(window.isOpen, false);
    window.release(2 * MAX_AWAITED_BYTES);
    assert.equal(fill(window), 1);
  });

  it("counts what its connection has not sent of calls that are over", () => {
    const connection = { unsentBytes: 0 };
    const window = createWindow(connection);
    connection.unsentBytes = MAX_AWAITED_BYTES;
    assert.deepEqual([window.isOpen, window.bytes > 0], [false, true]);
    connection.unsentBytes = MAX_AWAITED_BYTES / 2;
    assert.equal(fill(window), FIRST_IN_FLIGHT / 2);
    connection.unsentBytes = 0;
    assert.equal(window.bytes, 0);
  });

  it("is wide while a quarter at the most is unread, of open calls and of those that are over", () => {
    const connection = { unsentBytes: 0 };
    const window = createWindow(connection);
    window.begin();
    window.answer(MAX_AWAITED_BYTES / 4);
    assert.equal(window.isWide, true);
    connection.unsentBytes = 1;
    assert.deepEqual([window.isWide, window.isOpen], [false, true]);
    window.release(1);
    assert.equal(window.isWide, true);
  });

  it("is narrower where others have much unread, and counts what it has itself", () => {
    const total = createTotal(64 * MIB);
    total.open(owner).note(32 * MIB);
    const window = createWindow({ unsentBytes: 0 }, total);
    assert.equal(fill(window), 4);
    window.answer(MIB);
    assert.equal(total.bytes, 33 * MIB);
    window.release(MIB);
    assert.equal(total.bytes, 32 * MIB);
  });

  it("when all is full, waits for room with large answers alone, and not with the first", () => {
    const total = createTotal(64 * MIB);
    let rooms = 0;
    const holder = total.open(owner);
    const window = new AnswerWindow({ unsentBytes: 0 }, total.open({ ...owner, onRoom: () => void rooms++ }));
    holder.note(64 * MIB);
    assert.equal(fill(window), 1);
    window.answer(MIB);
    window.release(MIB);
    assert.equal(window.isOpen, false);
    holder.note(60 * MIB);
    assert.deepEqual([rooms, window.isOpen], [1, true]);
    holder.note(64 * MIB);
    for (let i = 0; i < 60; i++) {
      window.begin();
      window.answer(10);
      window.release(10);
    }
    assert.equal(window.isOpen, true);
  });
});
