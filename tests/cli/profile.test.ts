import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { put } from "../support/frames.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const YAML = `
workers: 1
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram }]
`;

async function open(t: TestContext) {
  const admin = await OpenedAdmin.open(t, { yaml: YAML });
  const cwd = tempFolder(t);
  const run = (...args: string[]) =>
    runCommand(["profile", "--admin-address", admin.url, ...args], { cwd, env: { HOME: cwd } });
  return { admin, cwd, run };
}

describe("prism profile", () => {
  it("writes the profile for other programs, and says where most was spent", async (t) => {
    const { admin, cwd, run } = await open(t);
    const client = await admin.started.connect();
    const running = run("--thread", "worker-0", "--seconds", "0.5");
    for (let id = 1; id < 400; id++) await client.call(put(id, "memory", "k", "v"));
    const { code, stdout, stderr } = await running;
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(String(stdout), /^worker-0: busy \d+\.\d % of \d\.\d\d s\nby what it belongs to: /);
    // The map beside what runs says which line of the sources it is.
    assert.match(String(stdout), / src\/\w+\/[\w./-]+\.ts:\d+\n/);
    const file = join(cwd, "worker-0.cpuprofile");
    assert.ok(JSON.parse(readFileSync(file, "utf8")).samples.length > 0);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("draws a flame graph of time and of memory", async (t) => {
    const { cwd, run } = await open(t);
    for (const kind of ["cpu", "allocation"]) {
      const { code, stdout } = await run(
        ...["--thread", "acceptor", "--seconds", "0.2", "--kind", kind, "--out", `${kind}.svg`],
      );
      assert.equal(code, 0);
      assert.match(String(stdout), new RegExp(`written to ${join(cwd, `${kind}.svg`)}\n$`));
      assert.match(readFileSync(join(cwd, `${kind}.svg`), "utf8"), new RegExp(`acceptor, ${kind}, 0\\.2 s`));
    }
  });

  it("writes down a heap as it is now", async (t) => {
    const { cwd, run } = await open(t);
    assert.equal((await run("--thread", "worker-0", "--kind", "heap")).code, 0);
    assert.ok("snapshot" in JSON.parse(readFileSync(join(cwd, "worker-0.heapsnapshot"), "utf8")));
  });

  it("says which threads there are when it is given none of them", async (t) => {
    const { run } = await open(t);
    const { code, stderr } = await run("--thread", "worker-7");
    assert.equal(code, 1);
    assert.match(stderr, /^prism: THREAD_NOT_FOUND: there is no thread "worker-7"; there are acceptor, worker-0/);
  });

  it("refuses what makes no sense as usage, and a file that cannot be written with its reason", async (t) => {
    const { run } = await open(t);
    const cases = [
      ["--seconds", "1"],
      ["--thread", "acceptor", "--seconds", "61"],
      ["--thread", "acceptor", "--kind", "heat"],
      ["--thread", "acceptor", "--kind", "heap", "--seconds", "1"],
      ["--thread", "acceptor", "--kind", "heap", "--out", "x.svg"],
    ];
    for (const args of cases) assert.equal((await run(...args)).code, 2, args.join(" "));
    const { code, stderr } = await run("--thread", "acceptor", "--seconds", "0.05", "--out", "none/x.svg");
    assert.equal(code, 1);
    assert.match(stderr, /OUTPUT_FAILED: .*none\/x\.svg cannot be written/);
  });

  it("is for administrators", async (t) => {
    const yaml = `auth: { mode: required, apiKeys: { file: keys } }\n${YAML}`;
    const cwd = tempFolder(t);
    const file = join(cwd, "keys");
    const added = await runCommand(["apikey", "create", "--principal", "service:shop", "--file", file], {
      cwd,
      env: { HOME: cwd },
    });
    assert.equal(added.code, 0, added.stderr);
    const key = /prism_\S+/.exec(String(added.stdout))?.[0] as string;
    const admin = await OpenedAdmin.open(t, { yaml: yaml.replace("file: keys", `file: ${file}`) });
    const args = ["profile", "--admin-address", admin.url, "--thread", "acceptor", "--seconds", "0.05"];
    const none = await runCommand(args, { cwd, env: { HOME: cwd } });
    assert.match(none.stderr, /CREDENTIALS_REQUIRED/);
    const other = await runCommand([...args, "--token", key], { cwd, env: { HOME: cwd } });
    assert.match(other.stderr, /NOT_ADMIN: service:shop is no administrator/);
  });
});
