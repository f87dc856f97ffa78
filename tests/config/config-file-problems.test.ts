import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config/load-config.ts";
import { problemsOf, withFolder } from "./load-text.ts";

describe("files that are wrong", () => {
  const syntax: readonly (readonly [string, string, string])[] = [
    ["a tab as indentation", "limits:\n\tringBytes: 1MiB\n", "2:1: Tabs are not allowed as indentation"],
    [
      "an open bracket",
      "namespaces: [\n",
      "2:1: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    ["an open quote", 'workers: "2', '1:12: Missing closing "quote'],
    ["two documents", "workers: 1\n---\nworkers: 2\n", "2:1: the file must hold one document, without a second ---"],
    ["an unknown tag", "workers: !int 2\n", "1:10: Unresolved tag: !int"],
    [
      "an alias without an anchor",
      "workers: *cores\n",
      "1:10: workers: there is no anchor &cores before the alias *cores",
    ],
  ];
  for (const [what, text, expected] of syntax) {
    it(`refuses ${what}`, () => assert.equal(problemsOf(text)[0], `prism.yaml:${expected}`));
  }

  it("reports nothing but the syntax of a file that is no YAML", () => {
    assert.deepEqual(problemsOf("wrokers: 2\nlimits:\n\tringBytes: 1MiB\n"), [
      "prism.yaml:3:1: Tabs are not allowed as indentation",
    ]);
  });

  it("ends on an alias that contains itself", () => {
    assert.deepEqual(problemsOf("listeners: &all\n  admin: *all\n"), [
      "prism.yaml:2:3: listeners.admin.admin: unknown key; the keys here are host, port, tls",
    ]);
  });

  it("refuses a file that is nested without end", () => {
    const problems = problemsOf(`limits: ${"[".repeat(40)}${"]".repeat(40)}`);
    assert.match(problems[0] ?? "", /^prism.yaml:1:9: limits: must be a map of settings, not a list$/);
    assert.match(problems[1] ?? "", /^prism.yaml:1:41: limits(\[0\]){32}: nested deeper than 32 levels$/);
  });

  it("refuses a file that was named and is not there, saying who named it", () => {
    assert.deepEqual(problemsOf(null, { file: "no.yaml" }), ["no.yaml: the file does not exist; named by --config"]);
    assert.deepEqual(problemsOf(null, { env: { PRISM_CONFIG: "etc/no.yaml" } }), [
      "etc/no.yaml: the file does not exist; named by PRISM_CONFIG",
    ]);
  });

  it("refuses a file that is a folder", () => {
    withFolder((cwd) => {
      mkdirSync(join(cwd, "prism.yaml"));
      assert.throws(() => loadConfig({ env: {}, cores: 1, cwd }), {
        message: "prism.yaml: the file is a folder, not a file",
      });
    });
  });

  it("refuses a file that it may not read", () => {
    withFolder((cwd) => {
      writeFileSync(join(cwd, "prism.yaml"), "");
      chmodSync(join(cwd, "prism.yaml"), 0);
      // Root may read every file, so it becomes nobody for the moment.
      const isRoot = process.geteuid?.() === 0;
      if (isRoot) process.seteuid?.(65_534);
      try {
        const message = "prism.yaml: the file may not be read by this user";
        assert.throws(() => loadConfig({ env: {}, cores: 1, cwd }), { message });
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
    });
  });

  it("refuses a file below something that is no folder", () => {
    withFolder((cwd) => {
      writeFileSync(join(cwd, "a"), "");
      assert.throws(() => loadConfig({ file: "a/b", env: {}, cores: 1, cwd }), {
        message: "a/b: the file cannot be read (ENOTDIR); named by --config",
      });
    });
  });

  it("refuses bytes that are not UTF-8", () => {
    assert.deepEqual(problemsOf(new Uint8Array([0x61, 0xff])), ["prism.yaml: the file is not UTF-8 text"]);
  });

  it("refuses a file that is far too large", () => {
    assert.deepEqual(problemsOf(`#${" ".repeat(4 * 1024 * 1024)}`), [
      "prism.yaml: the file has 4194305 bytes; at most 4MiB are read",
    ]);
  });
});
