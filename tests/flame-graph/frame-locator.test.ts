import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLocator } from "../../src/flame-graph/frame-locator.ts";
import { frame } from "./made-profile.ts";

/** Says that the first line of what runs comes from the eighth of its source. */
const MAP = JSON.stringify({ version: 3, sources: ["../../../src/ring/a.ts"], names: [], mappings: "AAOA" });

describe("where a function comes from", () => {
  it("is said by the map beside what runs, which is read once", () => {
    const read: string[] = [];
    const locate = createLocator((url) => {
      read.push(url);
      return MAP;
    });
    const url = "file:///srv/prism/dist/src/ring/a.js";
    assert.deepEqual(locate(frame("f", url)), { place: "src/ring/a.ts:8", kind: "ring" });
    locate(frame("g", url));
    assert.deepEqual(read, [`${url}.map`]);
  });

  it("is what runs where there is no map, or one that cannot be read", () => {
    for (const text of [null, "{", "[]"]) {
      const place = createLocator(() => text)(frame("f", "file:///srv/prism/dist/src/codec/b.js"));
      assert.deepEqual(place, { place: "dist/src/codec/b.js:1", kind: "codec" });
    }
  });

  it("is told of packages, of Node.js and of V8 itself", () => {
    const locate = createLocator(() => null);
    const kindOf = (name: string, url: string) => locate(frame(name, url));
    assert.deepEqual(kindOf("f", "file:///srv/node_modules/@x/y/lib/z.js"), {
      place: "@x/y/lib/z.js:1",
      kind: "package",
    });
    assert.deepEqual(kindOf("f", "node:net"), { place: "node:net:1", kind: "node" });
    assert.deepEqual(kindOf("(garbage collector)", ""), { place: "", kind: "gc" });
    assert.deepEqual(kindOf("(program)", ""), { place: "", kind: "program" });
    assert.deepEqual(kindOf("writev", ""), { place: "", kind: "native" });
    assert.deepEqual(kindOf("f", "file:///home/me/plugin.js"), { place: "plugin.js:1", kind: "other" });
  });
});
