import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readProfile } from "../../src/flame-graph/read-profile.ts";
import { sharesByKind, topSelfTimes } from "../../src/flame-graph/self-times.ts";
import type { CallFrame, FrameSource } from "../../src/flame-graph/stack-tree.ts";
import { cpuProfile, frame } from "./made-profile.ts";

const locate = ({ url }: CallFrame): FrameSource => ({ place: url, kind: url === "" ? "native" : "acceptor" });

describe("a profile of time", () => {
  it("gives each sample the time until the next, and takes what the thread slept apart", () => {
    const { root, idle, unit } = readProfile(cpuProfile(), locate);
    assert.equal(unit, "us");
    // The last sample has no time, for nothing says how long it lasted.
    assert.deepEqual([root.total, idle], [900, 5_000]);
    const [outer] = root.children;
    assert.deepEqual([outer?.name, outer?.self, outer?.total], ["outer", 100, 900]);
    assert.deepEqual(
      outer?.children.map(({ name, total }) => [name, total]),
      [["inner", 800]],
    );
  });

  it("has one node for a function under one caller, though V8 has two", () => {
    const [outer] = readProfile(cpuProfile(), locate).root.children;
    const [inner] = outer?.children ?? [];
    assert.deepEqual([inner?.self, inner?.children.length], [500, 1]);
  });

  it("says where most was spent, by function and by what it belongs to", () => {
    const tree = readProfile(cpuProfile(), locate);
    assert.deepEqual(
      topSelfTimes(tree, 2).map(({ name, share }) => [name, share]),
      [
        ["inner", 5 / 9],
        ["writev", 3 / 9],
      ],
    );
    assert.deepEqual(sharesByKind(tree), [
      ["acceptor", 6 / 9],
      ["native", 3 / 9],
    ]);
  });
});

describe("a profile of memory", () => {
  it("is read in bytes", () => {
    const leaf = { callFrame: frame("make", "a.js"), selfSize: 64, children: [] };
    const head = { callFrame: frame("(root)", ""), selfSize: 0, children: [leaf, { ...leaf, selfSize: 36 }] };
    const { root, unit } = readProfile(JSON.stringify({ head, samples: [] }), locate);
    assert.deepEqual([unit, root.total, root.children.length, root.children[0]?.self], ["bytes", 100, 1, 100]);
  });
});

describe("what is no profile", () => {
  it("is refused", () => {
    assert.throws(() => readProfile("{}", locate), /neither a profile of time nor one of memory/);
  });

  it("may be empty", () => {
    const tree = readProfile('{"nodes":[],"samples":[],"timeDeltas":[]}', locate);
    assert.deepEqual([tree.root.total, topSelfTimes(tree, 3), sharesByKind(tree)], [0, [], []]);
  });
});
