import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { after, beforeEach, describe, it } from "node:test";
import { ScratchProject } from "./scratch-project.ts";

describe("preparing a checkout: the packages", () => {
  const project = new ScratchProject();
  after(() => project.close());

  /** What a stand-in for npm does; the real one needs a registry, and minutes. */
  function npmThat(body: string): Readonly<Record<string, string>> {
    project.write("npm/npm-cli.js", `const fs = require("node:fs");\n${body}`);
    project.write("npm/package.json", '{ "type": "commonjs" }');
    return { npm_execpath: project.path("npm/npm-cli.js") };
  }
  const record = 'fs.appendFileSync("npm/calls", process.argv.slice(2).join(" ") + "\\n");\n';
  const addon = (text: string) => `
    fs.mkdirSync("node_modules/better-sqlite3", { recursive: true });
    fs.writeFileSync("node_modules/better-sqlite3/index.js", ${JSON.stringify(text)});\n`;
  const works = addon("module.exports = class { close() {} };");
  const prepare = (env: Readonly<Record<string, string>>) =>
    project.run(["scripts/prepare.mjs", "--quiet", "--no-build"], env);

  beforeEach(() => {
    rmSync(project.path("node_modules"), { recursive: true, force: true });
    rmSync(project.path("npm"), { recursive: true, force: true });
    project.write("package-lock.json", '{ "packages": { "": {}, "node_modules/a": { "version": "1.0.0" } } }\n');
  });

  it("installs what is missing, once", () => {
    const env = npmThat(record + works);
    const first = prepare(env);
    assert.equal(first.status, 0, first.output);
    assert.match(first.output, /installing packages/);
    assert.deepEqual(prepare(env), { status: 0, output: "" });
    assert.equal(project.read("npm/calls"), "ci --include=dev --no-audit --no-fund\n");
  });

  it("installs again when the lock file asks for something else", () => {
    const env = npmThat(record + works);
    prepare(env);
    project.write("package-lock.json", '{ "packages": { "": {}, "node_modules/a": { "version": "1.0.1" } } }\n');
    assert.match(prepare(env).output, /installing packages/);
    assert.equal(project.read("npm/calls").split("\n").length - 1, 2);
  });

  it("takes over what somebody installed by hand", () => {
    const env = npmThat(record);
    project.write("node_modules/.package-lock.json", '{ "packages": { "node_modules/a": { "version": "1.0.0" } } }');
    project.write("node_modules/better-sqlite3/index.js", "module.exports = class { close() {} };");
    assert.deepEqual(prepare(env), { status: 0, output: "" });
    assert.ok(!existsSync(project.path("npm/calls")));
  });

  it("never empties the folder that a linked node_modules leads to", () => {
    const env = npmThat(record + works);
    mkdirSync(project.path("shared/keep"), { recursive: true });
    symlinkSync(project.path("shared"), project.path("node_modules"));
    const done = prepare(env);
    assert.equal(done.status, 0, done.output);
    assert.match(done.output, /replacing the link/);
    assert.ok(!lstatSync(project.path("node_modules")).isSymbolicLink());
    assert.deepEqual(readdirSync(project.path("shared")), ["keep"]);
  });

  it("shows npm's words when it fails, and does not take the packages for installed", () => {
    const env = npmThat('console.error("npm error network"); process.exit(1);');
    for (const attempt of [prepare(env), prepare(env)]) {
      assert.equal(attempt.status, 1);
      assert.match(attempt.output, /npm error network\n\n/);
    }
  });

  it("names what compiling lacks on a machine without a compiler", () => {
    const env = npmThat('console.error("gyp ERR! not found: make"); process.exit(1);');
    const done = prepare({ ...env, PATH: project.path("no-tools") });
    assert.equal(done.status, 1);
    assert.match(done.output, /gyp ERR! not found: make\n\n[\s\S]*lacks: a C\+\+ compiler, make, python3\. Install/);
  });

  it("shows where a long explanation begins and where it ends", () => {
    const env = npmThat('for (let i = 1; i <= 100; i++) console.error("line", i); process.exit(1);');
    assert.match(prepare(env).output, /line 1\n[\s\S]*line 20\n…\nline 71\n[\s\S]*line 100\n/);
  });

  it("fails when the native addon does not load", () => {
    const done = prepare(npmThat(addon('throw new Error("wrong ELF class");')));
    assert.equal(done.status, 1);
    assert.match(done.output, /addon does not load:[\s\S]*wrong ELF class/);
  });

  it("tells an old Node.js from a new one before anything else", () => {
    const old = 'Object.defineProperty(process, "versions", { value: { node: "18.19.1", modules: "108" } });';
    const done = project.run(["--import", `data:text/javascript,${encodeURIComponent(old)}`, "scripts/prepare.mjs"]);
    assert.equal(done.status, 1);
    assert.match(done.output, /^prism: Node\.js 20 or newer is needed; this is 18\.19\.1 /);
  });

  it("refuses an option that it does not have", () => {
    const done = project.run(["scripts/prepare.mjs", "--fast"]);
    assert.deepEqual(done, {
      status: 1,
      output: "prism: unknown option --fast; there are --quiet and --no-build.\n",
    });
  });

  it("adopts the git hooks once, and leaves another choice alone", () => {
    const git = (...args: readonly string[]) =>
      spawnSync("git", args, { cwd: project.folder, encoding: "utf8" }).stdout.trim();
    const env = npmThat(works);
    git("init", "--quiet");
    assert.match(prepare(env).output, /set git's core\.hooksPath to \.githooks/);
    assert.equal(git("config", "core.hooksPath"), ".githooks");
    assert.equal(prepare(env).output, "");
    git("config", "core.hooksPath", "other");
    prepare(env);
    assert.equal(git("config", "core.hooksPath"), "other");
  });
});
