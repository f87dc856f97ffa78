import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import { askServer } from "../../src/stack/loopback.ts";
import { processTree } from "../../src/stack/process-table.ts";
import { type ServerName, serverNames } from "../../src/stack/server-kind.ts";
import { serverKinds } from "../../src/stack/server-kinds.ts";
import { ServerProcess } from "../../src/stack/server-process.ts";
import { StackProblem } from "../../src/stack/stack-problem.ts";
import { eventually } from "../support/eventually.ts";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";

/** A setting of each server that keeps it from starting. */
const refused: Readonly<Record<ServerName, Readonly<Record<string, string>>>> = {
  postgres: { max_connections: "many" },
  redis: { maxmemory: "much" },
  nats: { listen: "nowhere" },
  kafka: { "node.id": "none" },
  gremlin: { port: "none" },
};

for (const name of serverNames) {
  describe(serverKinds[name].title, { skip: serverMissing(name) }, () => {
    const isReady = (server: ServerProcess) => server.kind.isReady(server.place);

    it("is ready when its start resolves, and gone with its folder after the test", async (t) => {
      let server: ServerProcess | undefined;
      await t.test("a test that has one", async (t) => {
        server = await startServer(t, name);
        assert.equal(await isReady(server), true);
        assert.deepEqual(ServerProcess.find(server.kind, server.place)?.pid, server.pid);
      });
      assert.ok(server !== undefined);
      assert.equal(server.isRunning, false);
      assert.equal(existsSync(server.place.folder), false);
    });

    it("is started again after its end, orderly or not", async (t) => {
      const server = await startServer(t, name);
      const firstPid = server.pid;
      await server.stop();
      assert.equal(server.isRunning, false);
      assert.equal(ServerProcess.find(server.kind, server.place), null);
      await server.startAgain();
      assert.notEqual(server.pid, firstPid);
      await server.kill();
      assert.equal(await isReady(server), false);
      await server.startAgain();
      assert.equal(await isReady(server), true);
    });

    it("answers nothing while it is paused, and goes on afterwards", async (t) => {
      const server = await startServer(t, name);
      await server.pause();
      assert.equal(await isReady(server), false);
      server.resume();
      await eventually("it answers", () => isReady(server));
    });

    it("says which port is taken", async (t) => {
      const server = await startServer(t, name);
      const place = { ...server.place, folder: `${server.place.folder}/second` };
      await assert.rejects(ServerProcess.start(server.kind, place), (error) => {
        assert.ok(error instanceof StackProblem);
        assert.equal(error.reason, "PORT_TAKEN");
        assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${server.place.ports[0]}`));
        return true;
      });
    });

    it("tells what the server itself says about a setting that it refuses", async (t) => {
      const server = await startServer(t, name);
      await server.stop();
      await assert.rejects(server.startAgain(refused[name]), (error) => {
        assert.ok(error instanceof StackProblem);
        assert.equal(error.reason, "START_FAILED");
        assert.match(error.message, /its log ends with: .+/);
        return true;
      });
      assert.deepEqual(processTree(server.pid), []);
    });
  });
}

describe("a redis with settings", { skip: serverMissing("redis") }, () => {
  it("has them, and others after it was started again", async (t) => {
    const server = await startServer(t, "redis", { maxmemory: "4mb" });
    const ask = async (name: string) => (await askServer(server.port, `CONFIG GET ${name}\r\n`))?.toString();
    assert.match((await ask("maxmemory")) ?? "", /4194304/);
    await server.stop();
    await server.startAgain({ maxmemory: "8mb" });
    assert.match((await ask("maxmemory")) ?? "", /8388608/);
  });
});

describe("the keeper of a test's servers", { skip: serverMissing("redis") }, () => {
  it("ends them and removes their folders when the test is killed", async () => {
    const file = new URL("killed-test-process.js", import.meta.url).pathname;
    const { stdout, signal } = spawnSync(process.execPath, [file], { encoding: "utf8" });
    assert.equal(signal, "SIGKILL");
    const { pid, folder } = JSON.parse(/\{.*\}/.exec(stdout)?.[0] ?? "") as { pid: number; folder: string };
    await eventually("the server ends", () => processTree(pid).length === 0);
    await eventually("its folder goes", () => !existsSync(folder));
  });
});
