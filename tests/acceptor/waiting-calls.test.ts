import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { WaitingCalls } from "../../src/acceptor/waiting-calls.ts";

const handler = () => undefined;

describe("the calls of a port", () => {
  it("give each answer to its own call, and to nobody whose call was abandoned", () => {
    const calls = new WaitingCalls();
    const [first, second] = [calls.add(handler), calls.add(() => assert.fail())];
    calls.abandon(second);
    assert.equal(calls.count, 1);
    assert.equal(calls.take(second), null);
    assert.equal(calls.take(first), handler);
    assert.equal(calls.take(first), null);
    assert.equal(calls.count, 0);
  });

  it("keep a place until its answer has come, and give it under another id then", () => {
    const calls = new WaitingCalls();
    const abandoned = calls.add(handler);
    calls.abandon(abandoned);
    const other = calls.add(handler);
    assert.notEqual(other & 0xfffff, abandoned & 0xfffff);
    calls.take(abandoned);
    const next = calls.add(handler);
    assert.equal(next & 0xfffff, abandoned & 0xfffff);
    assert.notEqual(next, abandoned);
    // Late, and of a call that is over: it must not be another's.
    calls.abandon(abandoned);
    assert.equal(calls.take(abandoned), null);
    assert.equal(calls.take(next), handler);
  });

  it("never give one id to two calls that are open, nor 0", () => {
    const step = fc.tuple(fc.constantFrom("add", "take", "abandon"), fc.nat());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const calls = new WaitingCalls();
        const open: number[] = [];
        const unanswered: number[] = [];
        for (const [what, which] of steps) {
          if (what === "add" || unanswered.length === 0) {
            const id = calls.add(handler);
            assert.ok(id > 0 && id <= 0xffff_ffff && !unanswered.includes(id));
            open.push(id);
            unanswered.push(id);
            continue;
          }
          const id = unanswered[which % unanswered.length] as number;
          const isOpen = open.includes(id);
          if (isOpen) open.splice(open.indexOf(id), 1);
          if (what === "abandon") calls.abandon(id);
          else {
            unanswered.splice(unanswered.indexOf(id), 1);
            assert.equal(calls.take(id), isOpen ? handler : null);
          }
          assert.equal(calls.count, open.length);
          assert.deepEqual(new Set(calls.ids()), new Set(open));
        }
      }),
    );
  });
});
