import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { ScratchProject } from "./scratch-project.ts";

/** A compiled test file for each thing that can become of one. */
const files: Readonly<Record<string, string>> = {
  "ring/passes": 'test("a", () => {}); describe("b", () => { test("c", () => {}); });',
  "ring/fails": 'test("a", () => {}); test("b", () => { throw new Error("the reason"); });',
  "codec/skips": 'test("a", { skip: "needs PostgreSQL" }, () => {}); test("b", { skip: "too slow" }, () => {});',
  "codec/skips-a-suite": 'describe("a", { skip: "needs root" }, () => { test("b", () => {}); });',
  "codec/to-do": 'test("a", { todo: "one day" }, () => { throw new Error(); });',
  "lanes/meets": 'test("a", () => meet("lane", "other"));',
  "faults/crash": 'test("a", () => meet("other", "lane"));',
  "crash/early": 'throw new Error("on the way up");',
  "crash/late": 'test("a", () => {}); process.on("exit", () => { process.exitCode = 7; });',
  "crash/empty": 'console.log("nothing here");',
  "crash/hangs": 'test("a", () => {}); setInterval(() => {}, 1000);',
  "crash/pending": 'test("a", () => new Promise(() => {}));',
};

/** Passes when both run at one time. */
const meet = `
async function meet(self, other) {
  const { existsSync, writeFileSync } = await import("node:fs");
  writeFileSync(self, "");
  while (!existsSync(other)) await new Promise((resolve) => setTimeout(resolve, 10));
}`;

describe("the test runner", () => {
  const project = new ScratchProject();
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { status, output } = project.run(["scripts/test.mjs", ...args], env);
    return { status, output, closing: output.trimEnd().split("\n").at(-1) };
  };
  after(() => project.close());
  before(() => {
    for (const [name, body] of Object.entries(files)) {
      project.write(`dist/tests/${name}.test.js`, `import { describe, test } from "node:test";\n${body}\n${meet}\n`);
    }
  });

  it("counts tests, not suites or files", () => {
    const { status, closing } = run(["ring/passes"]);
    assert.equal(closing, "2 passed, 0 failed, 0 skipped");
    assert.equal(status, 0);
  });

  it("fails with the details when a test fails", () => {
    const { status, output, closing } = run(["ring/"]);
    assert.equal(closing, "3 passed, 1 failed, 0 skipped");
    assert.equal(status, 1);
    assert.match(output, /^FAIL ring\/fails: 1 passed, 1 failed/m);
    assert.match(output, /^FAILED ring\/fails: b\n {4}Error: the reason\n {8}at /m);
  });

  it("shows the reason of each skip and passes", () => {
    const { status, output, closing } = run(["skips"]);
    assert.equal(closing, "0 passed, 0 failed, 3 skipped");
    assert.equal(status, 0);
    assert.match(output, /^skipped, needs PostgreSQL:\n {4}codec\/skips: a$/m);
    assert.match(output, /^skipped, too slow:$/m);
  });

  it("turns a skip for something missing, and no other, into a failure when asked", () => {
    const { status, output, closing } = run(["skips"], { PRISM_REQUIRE: "all" });
    assert.equal(closing, "0 passed, 2 failed, 1 skipped");
    assert.equal(status, 1);
    assert.match(output, /^FAILED codec\/skips: a: needs PostgreSQL, and PRISM_REQUIRE=all/m);
    assert.match(output, /^FAILED codec\/skips-a-suite: a: needs root/m);
  });

  it("counts what is to do as skipped", () => {
    assert.equal(run(["to-do"]).closing, "0 passed, 0 failed, 1 skipped");
  });

  it("counts a file that crashes, before or after its tests, as a failure", () => {
    const { status, output, closing } = run(["crash/early", "crash/late"]);
    assert.equal(closing, "1 passed, 2 failed, 0 skipped");
    assert.equal(status, 1);
    assert.match(output, /on the way up/);
    assert.match(output, /^FAILED crash\/late: ended with 7 outside of any test$/m);
  });

  it("counts a file without a test as a failure", () => {
    const { output, closing } = run(["empty"]);
    assert.equal(closing, "0 passed, 1 failed, 0 skipped");
    assert.match(output, /holds no test[\s\S]*nothing here/);
  });

  it("has a lane for files that mostly wait, and knows only such as there are", async () => {
    const { closing } = run(["lanes/meets", "faults/crash"], { PRISM_TEST_LANES: "1", PRISM_TEST_FILE_MS: "20000" });
    assert.equal(closing, "2 passed, 0 failed, 0 skipped");
    const { WAITING } = await import(pathToFileURL(project.path("scripts/test/lanes.mjs")).href);
    const root = new URL("../../../", import.meta.url);
    for (const path of WAITING) assert.ok(existsSync(new URL(`dist/tests/${path}`, root)), `${path} is no test`);
  });

  it("ends a file that hangs and counts it as a failure", () => {
    const { output, closing } = run(["hangs"], { PRISM_TEST_FILE_MS: "1500" });
    assert.equal(closing, "1 passed, 1 failed, 0 skipped");
    assert.match(output, /still running after 1500 ms/);
  });

  it("counts a test that never ends as a failure when nothing can end it any more", () => {
    assert.equal(run(["pending"]).closing, "0 passed, 1 failed, 0 skipped");
  });

  it("fails when no file was meant", () => {
    const { status, output, closing } = run(["no-such-part"]);
    assert.equal(closing, "0 passed, 1 failed, 0 skipped");
    assert.equal(status, 1);
    assert.match(output, /no test file has this in its path/);
  });
});
