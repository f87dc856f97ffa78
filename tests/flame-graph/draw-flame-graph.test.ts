import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Script } from "node:vm";
import { drawFlameGraph } from "../../src/flame-graph/draw-flame-graph.ts";
import { readProfile } from "../../src/flame-graph/read-profile.ts";
import type { CallFrame, FrameSource, StackNode, StackTree } from "../../src/flame-graph/stack-tree.ts";
import { cpuProfile } from "./made-profile.ts";

const locate = ({ url }: CallFrame): FrameSource => ({ place: url, kind: url === "" ? "native" : "ring" });
const texts = { title: "worker-0 & <others>", subtitle: "busy" };

function box(svg: string, name: string): { x: number; y: number; width: number; kind: string } {
  const found = new RegExp(
    `<g class="k-(\\w+)"><title>${name}[^<]*</title><rect x="([\\d.]+)" y="([\\d.]+)" width="([\\d.]+)"`,
  ).exec(svg);
  assert.ok(found !== null, name);
  return { kind: found[1] as string, x: Number(found[2]), y: Number(found[3]), width: Number(found[4]) };
}

function leaf(name: string, total: number): StackNode {
  return { name, place: "", kind: "native", self: total, total, children: [] };
}

describe("a flame graph", () => {
  it("has a box for each function, as wide as its share, above that of its caller", () => {
    const svg = drawFlameGraph(readProfile(cpuProfile(), locate), texts);
    const [all, outer, inner, writev] = ["all", "outer", "inner", "writev"].map((name) => box(svg, name));
    assert.ok(all !== undefined && outer !== undefined && inner !== undefined && writev !== undefined);
    assert.ok(Math.abs(inner.width / all.width - 8 / 9) < 0.01);
    assert.ok(all.y > outer.y && outer.y > inner.y && inner.y > writev.y);
    assert.ok(inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width + 0.1);
    assert.deepEqual([inner.kind, writev.kind], ["ring", "native"]);
    assert.match(svg, /<title>writev\n33\.3 %, 0\.3 ms; itself 33\.3 %/);
  });

  it("needs nothing beside itself, and has texts that cannot end its elements", () => {
    const svg = drawFlameGraph(readProfile(cpuProfile(), locate), texts);
    assert.match(svg, /worker-0 &#38; &#60;others&#62;/);
    assert.doesNotMatch(svg.replace("http://www.w3.org/2000/svg", ""), /https?:\/\/(?!www\.w3\.org\/2000\/svg)|href=/);
    const script = /<script><!\[CDATA\[([\s\S]*)\]\]><\/script>/.exec(svg)?.[1] ?? "";
    assert.ok(script.length > 500);
    // It is at least a program.
    new Script(script);
  });

  it("leaves out what has less than a thousandth, and stays small", () => {
    const root: StackNode = { ...leaf("all", 0), total: 10_000, children: [leaf("large", 9_000), leaf("small", 9)] };
    for (let i = 0; i < 991; i++) root.children.push(leaf(`tiny${i}`, 1));
    const tree: StackTree = { unit: "us", root, idle: 0 };
    const svg = drawFlameGraph(tree, texts);
    assert.equal(box(svg, "large").kind, "native");
    assert.doesNotMatch(svg, /small|tiny/);
    assert.ok(svg.length < 6_000, String(svg.length));
  });

  it("of nothing is drawn too", () => {
    const empty: StackTree = { unit: "bytes", root: leaf("all", 0), idle: 0 };
    assert.match(drawFlameGraph(empty, texts), /<\/svg>\n$/);
  });
});
