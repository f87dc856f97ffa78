import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { placeModule } from "../../src/config/module-place.ts";
import { tempFolder } from "../support/temp-folder.ts";

function write(folder: string, path: string, text = ""): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function project(t: TestContext): string {
  const folder = tempFolder(t);
  mkdirSync(join(folder, "etc"));
  return folder;
}

test("a path stands relative to the folder, or absolute", (t) => {
  const folder = project(t);
  const file = write(folder, "a/b.js");
  assert.equal(placeModule("./b.js", join(folder, "a")), file);
  assert.equal(placeModule("../a/b.js", join(folder, "etc")), file);
  assert.equal(placeModule(file, "/"), file);
  assert.throws(() => placeModule("./c.js", folder), /there is no file .*\/c\.js/);
  assert.throws(() => placeModule("./a", folder), /there is no file/);
});

test("a package is found in node_modules of the folder or above, with the file that it exports", (t) => {
  const folder = project(t);
  const manifests: [string, object][] = [
    ["main", { main: "./lib/main.js" }],
    ["index", {}],
    ["text", { exports: "./lib/main.js", main: "./other.js" }],
    ["dot", { exports: { ".": "./lib/main.js" } }],
    [
      "conditions",
      { exports: { ".": { types: "./t.d.ts", import: { types: "./t.d.ts", default: "./lib/main.js" } } } },
    ],
    ["@scope/name", { exports: { node: "./lib/main.js" } }],
  ];
  for (const [name, manifest] of manifests) {
    write(folder, `node_modules/${name}/package.json`, JSON.stringify(manifest));
    const file = write(folder, `node_modules/${name}/${name === "index" ? "index.js" : "lib/main.js"}`);
    assert.equal(placeModule(name, join(folder, "etc")), file, name);
  }
});

test("a package that is missing, or has no such file, is told", (t) => {
  const folder = project(t);
  assert.throws(() => placeModule("no-such-package", folder), /no package no-such-package in node_modules.*install it/);
  write(folder, "node_modules/empty/package.json", JSON.stringify({ main: "gone.js" }));
  assert.throws(() => placeModule("empty", folder), /has no file gone\.js/);
  write(folder, "node_modules/broken/package.json", "{");
  assert.throws(() => placeModule("broken", folder), /package\.json cannot be read/);
});
