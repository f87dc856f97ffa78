import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { put } from "../support/frames.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const YAML = `
workers: 1
backends: { disk: { type: sqlite, path: ./data }, ram: { type: memory } }
namespaces:
- { name: orders, pattern: keyvalue, backend: disk }
- { name: kept, pattern: keyvalue, backend: ram }
`;

async function open(t: TestContext) {
  const admin = await OpenedAdmin.open(t, { yaml: YAML });
  const cwd = tempFolder(t);
  const run = (...args: string[]) =>
    runCommand(["workers", ...args, "--admin-address", admin.url], { cwd, env: { HOME: cwd } });
  return { admin, run };
}

describe("prism workers", () => {
  it("shows what each worker owns and how much it does, and has more of them serve", async (t) => {
    const { admin, run } = await open(t);
    const client = await admin.started.connect();
    const listing = run();
    let id = 0;
    let isOver = false;
    const load = async (): Promise<void> => {
      while (!isOver) await client.call(put(++id, "orders", "k", "v"));
    };
    const loaded = load();
    const { code, stdout } = await listing;
    isOver = true;
    await loaded;
    assert.equal(code, 0);
    const [head, row] = String(stdout).split("\n");
    assert.match(head as string, /^WORKER +UP +RESTARTS +REQUESTS\/S +BATCH P50\/P99 /);
    assert.match(row as string, /^0 +yes +0 +[1-9][\d ]* +≤1\/1 .* orders kept$/);
    const set = await run("set", "2", "-o", "json");
    assert.equal(set.code, 0, set.stderr);
    assert.equal(JSON.parse(String(set.stdout)).count, 2);
  });

  it("says what keeps a worker, and what is no number", async (t) => {
    const { admin, run } = await open(t);
    assert.equal((await run("set", "2")).code, 0);
    const body = { name: "more", pattern: "keyvalue", backend: "ram" };
    assert.equal((await admin.ask("/v1/namespaces", { method: "POST", body })).status, 201);
    const client = await admin.started.connect();
    for (const [i, name] of ["kept", "more"].entries()) await client.call(put(i + 1, name, "k", "v"));
    const refused = await run("set", "1");
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /WORKER_HOLDS_MEMORY: what is in (kept|more), (kept|more) is in the memory of workers/,
    );
    assert.equal((await run("set", "many")).code, 2);
    assert.equal((await run("set", "65")).code, 1);
  });
});
