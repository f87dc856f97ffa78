import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { root } from "./source-file.ts";

describe("the decisions", () => {
  const files = readdirSync(`${root}docs-cms/adr`).filter((name) => name.endsWith(".md"));

  it("have numbers of their own, from 1 upward without gaps", () => {
    const numbers = files.map((name) => Number(/^ADR-(\d{3})-[a-z0-9-]+\.md$/.exec(name)?.[1])).sort((a, b) => a - b);
    assert.deepEqual(
      numbers,
      files.map((_, i) => i + 1),
    );
  });

  it("have the number of their file in their title", () => {
    for (const name of files) {
      const title = readFileSync(`${root}docs-cms/adr/${name}`, "utf8").split("\n", 1)[0] ?? "";
      assert.ok(title.startsWith(`# ${name.slice(0, 7)}: `), `${name}: ${title}`);
    }
  });
});
