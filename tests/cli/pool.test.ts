import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

/** Nothing listens there: a store on the network is asked for when it is first needed. */
const YAML = `
workers: 1
backends: { cache: { type: redis, url: "redis://127.0.0.1:1" }, ram: { type: memory } }
namespaces:
- { name: orders, pattern: keyvalue, backend: cache }
- { name: kept, pattern: keyvalue, backend: ram }
`;

async function open(t: TestContext) {
  const admin = await OpenedAdmin.open(t, { yaml: YAML });
  const cwd = tempFolder(t);
  return (...args: string[]) =>
    runCommand(["pool", ...args, "--admin-address", admin.url], { cwd, env: { HOME: cwd } });
}

describe("prism pool", () => {
  it("shows the connections to each store that has a number of them, and sets it", async (t) => {
    const run = await open(t);
    const { code, stdout } = await run();
    assert.equal(code, 0);
    const [head, row, ...others] = String(stdout).trimEnd().split("\n");
    assert.match(head as string, /^BACKEND +TYPE +EACH WORKER +WORKERS +OPEN +CALLS +UNDER WAY$/);
    assert.match(row as string, /^cache +redis +2 +1 +0 /);
    assert.deepEqual(others, []);
    const set = await run("set", "cache", "7", "-o", "json");
    assert.equal(set.code, 0, set.stderr);
    assert.equal(JSON.parse(String(set.stdout)).pools[0].connections, 7);
  });

  it("says what has no connections, and what is no number", async (t) => {
    const run = await open(t);
    const refused = await run("set", "ram", "3");
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /POOL_FIXED: backend "ram" has no number of connections to change/);
    assert.equal((await run("set", "cache", "many")).code, 2);
    assert.equal((await run("set", "cache", "99")).code, 1);
  });
});
