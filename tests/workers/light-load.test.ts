import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LightLoad } from "../../src/workers/light-load.ts";

describe("light load", () => {
  it("is light from the beginning, and while requests come in ones and twos", () => {
    const load = new LightLoad();
    assert.equal(load.isLight, true);
    for (let i = 0; i < 100; i++) {
      load.note(1 + (i % 2));
      assert.equal(load.isLight, true);
    }
  });

  it("is not after a batch of more, until 32 in a row had fewer", () => {
    const load = new LightLoad();
    load.note(3);
    for (let i = 0; i < 32; i++) {
      assert.equal(load.isLight, false, `after ${i}`);
      load.note(1);
    }
    assert.equal(load.isLight, true);
  });

  it("does not count looks that found nothing", () => {
    const load = new LightLoad();
    load.note(3);
    for (let i = 0; i < 100; i++) load.note(0);
    assert.equal(load.isLight, false);
  });

  it("begins to count again with each batch of more", () => {
    const load = new LightLoad();
    load.note(3);
    for (let i = 0; i < 31; i++) load.note(2);
    load.note(8);
    load.note(1);
    assert.equal(load.isLight, false);
  });
});
