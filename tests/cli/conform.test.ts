import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { exampleFile, writeModule } from "../backends/plugin/plugin-modules.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const settings = "path: ./data.json\n";

describe("prism conform", () => {
  it("prints what passes and what is skipped, and ends with 0", async (t) => {
    const cwd = tempFolder(t);
    writeFileSync(join(cwd, "settings.yaml"), settings);
    const source = readFileSync(exampleFile, "utf8").replace("counters: true", "counters: false");
    writeModule(cwd, source, "backend.mjs");
    const run = ["conform", "--backend", "./backend.mjs", "--settings", "settings.yaml", "--only", "0, go"];
    const { code, stdout, stderr } = await runCommand(run, { cwd });
    assert.equal(stderr, "");
    assert.match(stdout.toString(), /^skip +keyvalue +counters: begin at 0, go .* \(it declares no counters\)$/m);
    assert.match(stdout.toString(), /^0 passed, 0 failed, 1 skipped$/m);
    assert.equal(code, 0);
  });

  it("ends with 1 when a check fails, and says how", async (t) => {
    const cwd = tempFolder(t);
    writeFileSync(join(cwd, "settings.yaml"), settings);
    const source = readFileSync(exampleFile, "utf8").replace("item.ifVersion !== ANY_VERSION &&", "false &&");
    writeModule(cwd, source, "backend.mjs");
    const run = ["conform", "-b", "./backend.mjs", "-s", "settings.yaml", "--only", "compare and set"];
    const { code, stdout } = await runCommand(run, { cwd });
    assert.match(stdout.toString(), /^FAIL .*compare and set: writes only where the condition holds/m);
    assert.match(stdout.toString(), /^ +AssertionError/m);
    assert.match(stdout.toString(), /passed, [1-9]\d* failed, 0 skipped$/m);
    assert.equal(code, 1);
    const json = await runCommand([...run, "-o", "json"], { cwd });
    const results = JSON.parse(json.stdout.toString()) as { outcome: string; error?: string }[];
    assert.ok(results.some(({ outcome, error }) => outcome === "failed" && error !== undefined));
    assert.equal(json.code, 1);
  });

  it("says what is wrong with the module, the settings and the options", async (t) => {
    const cwd = tempFolder(t);
    writeFileSync(join(cwd, "wrong.yaml"), "pth: x\n");
    writeFileSync(join(cwd, "list.yaml"), "- x\n");
    writeFileSync(join(cwd, "s.yaml"), settings);
    const cases: [string[], number, RegExp][] = [
      [["--backend", "./none.js"], 2, /--backend: there is no file/],
      [["--backend", exampleFile], 1, /PLUGIN_SETTINGS_INVALID.*path is missing/],
      [["--backend", exampleFile, "--settings", "wrong.yaml"], 1, /did you mean "path"/],
      [["--backend", exampleFile, "--settings", "list.yaml"], 2, /must hold a map/],
      [["--backend", exampleFile, "--settings", "none.yaml"], 2, /none\.yaml cannot be read/],
      [["--backend", exampleFile, "--settings", "s.yaml", "--only", "nonsense"], 2, /no check has this text/],
      [["--backend", exampleFile, "--settings", "s.yaml", "-p", "stream"], 1, /PLUGIN_PATTERN_MISSING/],
    ];
    for (const [options, code, message] of cases) {
      const run = await runCommand(["conform", ...options], { cwd });
      assert.match(run.stderr, message, options.join(" "));
      assert.equal(run.code, code, options.join(" "));
    }
  });
});
