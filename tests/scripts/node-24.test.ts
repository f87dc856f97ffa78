import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const isItself = process.versions.node.startsWith("24.");
const isFetchable = process.platform === "linux" && process.arch === "x64";
const skip = isItself ? "this is Node.js 24" : !isFetchable && "the package that brings Node.js 24 is for Linux on x64";

/** Of what fails, and of why. */
const MAX_SHOWN = 12_000;

describe("Node.js 24", { skip }, () => {
  it("passes the units, the suites of the embedded stores, and whole gateways", () => {
    // Without the mark that makes a runner inside a test do nothing.
    const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
    // The lane that this test stands in: others run beside it.
    const env = { ...inherited, PRISM_TEST_LANES: "1" };
    const done = spawnSync(process.execPath, ["scripts/node-24.mjs"], {
      ...{ cwd: root, env, encoding: "utf8" },
      maxBuffer: 64 * 1024 * 1024,
    });
    const output = `${done.stdout}${done.stderr}`;
    const said = output.split("\n").filter((line) => !line.startsWith("ok  "));
    assert.equal(done.status, 0, said.join("\n").slice(-MAX_SHOWN));
    const passed = Number(/^(\d+) passed, 0 failed, \d+ skipped$/m.exec(output)?.[1] ?? 0);
    assert.ok(passed > MIN_TESTS, `only ${passed} tests ran on Node.js 24`);
  });
});

/** So that a part whose folder got another name is missed. */
const MIN_TESTS = 1_000;
