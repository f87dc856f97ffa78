import assert from "node:assert/strict";
import { existsSync, rmSync, statSync, utimesSync } from "node:fs";
import { after, beforeEach, describe, it } from "node:test";
import { ScratchProject } from "./scratch-project.ts";

describe("preparing a checkout: the build", () => {
  const project = new ScratchProject();
  const prepare = () => project.run(["scripts/prepare.mjs", "--quiet"]);
  after(() => project.close());

  beforeEach(() => {
    rmSync(project.path("src"), { recursive: true, force: true });
    project.write("src/one.ts", "export const one: number = 1;\n");
    project.write("src/page/page.html", "<p>\n");
    project.write("tests/one.test.ts", 'import { one } from "../src/one.ts";\nexport const two = one + one;\n');
    assert.equal(prepare().status, 0);
  });

  it("compiles the sources and copies what is no TypeScript", () => {
    assert.match(project.read("dist/src/one.js"), /export const one = 1;/);
    assert.match(project.read("dist/tests/one.test.js"), /"\.\.\/src\/one\.js"/);
    assert.equal(project.read("dist/src/page/page.html"), "<p>\n");
  });

  it("does nothing, and is quiet about it, when nothing changed", () => {
    const before = statSync(project.path("dist/src/one.js")).mtimeMs;
    assert.deepEqual(prepare(), { status: 0, output: "" });
    assert.equal(statSync(project.path("dist/src/one.js")).mtimeMs, before);
    assert.deepEqual(project.run(["scripts/prepare.mjs"]), {
      status: 0,
      output: "prism: packages and build are up to date\n",
    });
  });

  it("sees a change of the same size even when the clock went back", () => {
    project.write("src/one.ts", "export const one: number = 7;\n");
    utimesSync(project.path("src/one.ts"), new Date(0), new Date(0));
    assert.equal(prepare().status, 0);
    assert.match(project.read("dist/src/one.js"), /one = 7/);
  });

  it("removes what the build made of a source that is gone", () => {
    project.write("src/two.ts", "export const two = 2;\n");
    prepare();
    assert.ok(existsSync(project.path("dist/src/two.js")));
    rmSync(project.path("src/two.ts"));
    rmSync(project.path("src/page/page.html"));
    assert.equal(prepare().status, 0);
    for (const gone of ["two.js", "two.js.map", "two.d.ts", "page/page.html"]) {
      assert.ok(!existsSync(project.path(`dist/src/${gone}`)), gone);
    }
    assert.ok(existsSync(project.path("dist/src/one.js")));
  });

  it("brings back an output that was lost", () => {
    rmSync(project.path("dist/src/one.js"));
    assert.equal(prepare().status, 0);
    assert.match(project.read("dist/src/one.js"), /one = 1/);
  });

  it("fails with the compiler's words until the source is right", () => {
    project.write("src/one.ts", 'export const one: number = "1";\n');
    for (const attempt of [prepare(), prepare()]) {
      assert.equal(attempt.status, 1);
      assert.match(attempt.output, /src\/one\.ts\(1,14\): error TS2322/);
      assert.match(attempt.output, /The build failed/);
    }
    project.write("src/one.ts", "export const one: number = 1;\n");
    assert.equal(prepare().status, 0);
  });
});
