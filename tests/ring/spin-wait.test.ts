import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SpinWait } from "../../src/ring/spin-wait.ts";

/** Each reading of the clock takes a microsecond. */
function tickingClock() {
  let us = 0;
  return { monotonicUs: () => us++, wallMs: () => 0 };
}

/** How often `hasWork`, which never has any, was asked in each of so many waits. */
function looks(spin: SpinWait, waits: number): boolean[] {
  return Array.from({ length: waits }, () => {
    let asked = 0;
    assert.equal(
      spin.finds(() => {
        asked++;
        return false;
      }),
      false,
    );
    return asked > 0;
  });
}

describe("spin wait", () => {
  it("finds work that comes while it looks, and does not look on", () => {
    let asked = 0;
    assert.equal(
      new SpinWait(tickingClock(), 20).finds(() => ++asked === 5),
      true,
    );
    assert.equal(asked, 5);
  });

  it("ends at its limit, across the wrap of the clock", () => {
    let us = 0x7fff_fff8;
    let readings = 0;
    const clock = {
      monotonicUs: () => {
        readings++;
        return us++ | 0;
      },
      wallMs: () => 0,
    };
    assert.equal(
      new SpinWait(clock, 20).finds(() => false),
      false,
    );
    assert.equal(readings, 21);
  });

  it("leaves out 480 times after 32 looks in a row that found nothing, then looks 32 times again", () => {
    const looked = looks(new SpinWait(tickingClock(), 1), 2 * (32 + 480));
    assert.equal(looked.indexOf(false), 32);
    assert.equal(looked.indexOf(true, 32), 32 + 480);
    assert.equal(looked.filter(Boolean).length, 64);
  });

  it("goes on looking as long as one look in 32 helps", () => {
    const spin = new SpinWait(tickingClock(), 1);
    for (let i = 0; i < 10; i++) {
      assert.deepEqual(looks(spin, 31), new Array(31).fill(true));
      assert.equal(
        spin.finds(() => true),
        true,
      );
    }
  });
});
