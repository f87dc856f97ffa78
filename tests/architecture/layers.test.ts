import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { importsOf, layerFaults } from "./layer-faults.ts";
import { exceptions, layers } from "./layer-table.ts";
import { readSources, sourceFile } from "./source-file.ts";

const faultsOf = (path: string, text: string) => layerFaults([sourceFile(path, text)]);

describe("the layers of src/", () => {
  it("import downwards only", () => {
    const sources = readSources("src");
    assert.ok(sources.length > 0);
    assert.deepEqual(layerFaults(sources), []);
  });

  it("list only exceptions that are still needed, each with its reason", () => {
    const sources = readSources("src");
    for (const { from, to, reason } of exceptions) {
      assert.ok(reason.length > 0);
      const source = sources.find((file) => file.path === from);
      assert.ok(source !== undefined && sources.some((file) => file.path === to), `${from} → ${to} is out of date`);
    }
  });

  it("have a table in which every permission points down to a row that is there", () => {
    for (const layer of layers) {
      if (typeof layer.mayImport === "string") continue;
      for (const name of layer.mayImport) {
        const target = layers.find((other) => other.unit === name);
        assert.ok(target !== undefined, `${layer.unit} may import ${name}, which has no row`);
        assert.ok(target.row < layer.row, `${layer.unit} may import ${name}, which does not lie below`);
      }
    }
  });
});

describe("the layer check", () => {
  it("allows a folder to import itself and what lies below", () => {
    assert.deepEqual(faultsOf("src/ring/a.ts", 'import { b } from "./b.ts";\nimport { c } from "../common/c.ts";'), []);
    assert.deepEqual(faultsOf("src/pipeline/stages/a.ts", 'import { b } from "../b.ts";'), []);
    assert.deepEqual(faultsOf("src/control/a.ts", 'import { b } from "../workers/b.ts";'), []);
    assert.deepEqual(faultsOf("src/cli/a.ts", 'import { b } from "../client/b.ts";'), []);
  });

  it("refuses an import upwards", () => {
    assert.match(
      faultsOf("src/codec/a.ts", 'import { b } from "../acceptor/b.ts";')[0] ?? "",
      /codec may not import acceptor/,
    );
    assert.match(faultsOf("src/common/a.ts", 'export * from "../ring/b.ts";')[0] ?? "", /common may not import ring/);
  });

  it("refuses an import between peers", () => {
    assert.equal(faultsOf("src/ring/a.ts", 'import { b } from "../codec/b.ts";').length, 1);
    assert.equal(faultsOf("src/acceptor/a.ts", 'import { b } from "../workers/b.ts";').length, 1);
    assert.equal(faultsOf("src/backends/sqlite/a.ts", 'import { b } from "../memory/b.ts";').length, 1);
  });

  it("lets a pattern import the contract and no driver", () => {
    assert.deepEqual(faultsOf("src/patterns/keyvalue/a.ts", 'import { b } from "../../backends/contract.ts";'), []);
    assert.equal(faultsOf("src/patterns/keyvalue/a.ts", 'import { b } from "../../backends/sqlite/b.ts";').length, 1);
  });

  it("lets the client import codec and common alone", () => {
    assert.deepEqual(
      faultsOf("src/client/a.ts", 'import { b } from "../codec/b.ts"; import { c } from "../common/c.ts";'),
      [],
    );
    assert.equal(faultsOf("src/client/a.ts", 'import { b } from "../config/b.ts";').length, 1);
    assert.equal(faultsOf("src/client/a.ts", 'import { b } from "protobufjs";').length, 1);
    assert.equal(faultsOf("src/control/a.ts", 'import { b } from "../client/b.ts";').length, 1);
  });

  it("refuses a folder or a file that has no row", () => {
    assert.match(faultsOf("src/plugins/a.ts", "")[0] ?? "", /in no row/);
    assert.match(faultsOf("src/other.ts", "")[0] ?? "", /in no row/);
    assert.match(faultsOf("src/backends/open.ts", "")[0] ?? "", /in no row/);
  });

  it("refuses packages and input or output where there may be none", () => {
    assert.match(faultsOf("src/codec/a.ts", 'import yaml from "yaml";')[0] ?? "", /may import none/);
    assert.match(faultsOf("src/ring/a.ts", 'import { b } from "node:fs/promises";')[0] ?? "", /no input or output/);
    assert.match(faultsOf("src/common/a.ts", 'import { b } from "net";')[0] ?? "", /no input or output/);
    assert.deepEqual(faultsOf("src/common/a.ts", 'import { b } from "node:crypto";'), []);
    assert.deepEqual(faultsOf("src/config/a.ts", 'import { b } from "node:fs"; import yaml from "yaml";'), []);
  });

  it("sees every way to name a module, and none in a comment", () => {
    const text = `
      import type { A } from "./a.ts";
      import {
        b,
      } from './b.ts';
      import "./c.ts";
      export { d } from "./d.ts";
      const e = await import("./e.ts");
      new Worker(new URL("./f.js", import.meta.url));
      const g = require("./g.cjs");
      const notCode = new URL("../package.json", import.meta.url);
      // import { h } from "./h.ts";
      /* import { i } from "./i.ts"; */
    `;
    const wanted = ["./a.ts", "./b.ts", "./c.ts", "./d.ts", "./e.ts", "./f.js", "./g.cjs"];
    assert.deepEqual([...importsOf(sourceFile("src/ring/x.ts", text))].sort(), wanted);
  });
});
