import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { parse } from "yaml";
import { findProcess } from "../../src/stack/process-table.ts";
import { afterwards } from "../support/afterwards.ts";
import { serverMissing } from "../support/servers/private-servers.ts";
import { stackFolder } from "../support/servers/stack-folder.ts";
import { runCommand } from "./run-command.ts";

const missing = serverMissing("redis") || serverMissing("nats");

describe("prism stack", { skip: missing }, () => {
  it("has servers up, says so in every form, and ends them", async (t) => {
    const { run, offset } = await project(t);
    const up = await run("up", "redis", "nats", ...offset);
    assert.equal(up.code, 0, up.stderr);
    assert.match(up.text, /^SERVER +STATE +ADDRESS +PID +LOG\nredis +started in \d\.\d s .*\nnats +started in .*\n$/);
    assert.match((await run("up", "redis", ...offset)).text, /redis +ran already/);

    const json = JSON.parse((await run("status", "redis", "nats", "-o", "json")).text) as Record<string, unknown>[];
    assert.deepEqual(
      json.map(({ server, state }) => [server, state]),
      [
        ["redis", "running"],
        ["nats", "running"],
      ],
    );
    assert.deepEqual(parse((await run("status", "redis", "nats", "-o", "yaml")).text), json);
    assert.match((await run("logs", "nats", "--lines", "1")).text, /Server is ready\n$/);

    const down = await run("down");
    assert.equal(down.code, 0, down.stderr);
    assert.match(down.text, /postgres +did not run\nredis +ended\nnats +ended\n/);
    for (const { pid } of json) assert.equal(findProcess(pid as number), null);
    const after = await run("status", "redis", ...offset);
    assert.equal(after.code, 1);
    assert.match(after.text, /stopped/);
  });

  it("ends, where ports are named, those on them alone", async (t) => {
    const { run, offset, portOffset } = await project(t);
    assert.equal((await run("up", "redis", ...offset)).code, 0);
    const other = await run("down", "redis", "--port-offset", String(portOffset + 1));
    assert.equal(other.code, 0, other.stderr);
    assert.match(other.text, /redis +left alone: it runs on other ports\n$/);
    assert.match((await run("status", "redis", ...offset)).text, /redis +running/);
    assert.match((await run("down", "redis", ...offset)).text, /redis +ended\n$/);
    assert.match((await run("down", "redis", ...offset)).text, /redis +did not run\n$/);
  });

  it("starts what it can, says what it cannot and why, and ends with status 1", async (t) => {
    const { run, offset, portOffset } = await project(t);
    const port = 7379 + portOffset;
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    afterwards(t, () => other.close());
    const { code, text, stderr } = await run("up", "redis", "nats", ...offset);
    assert.equal(code, 1);
    assert.match(text, /nats +started/);
    assert.doesNotMatch(text, /redis/);
    assert.match(
      stderr,
      new RegExp(`^prism: PORT_TAKEN: Redis: someone else listens on 127\\.0\\.0\\.1:${port}\nhint: `),
    );
  });

  it("finds programs there when they are, and fetches nothing", async (t) => {
    const { run } = await project(t);
    const { code, text } = await run("fetch", "redis", "nats", "-o", "json");
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(text), [
      { server: "redis", programs: "present" },
      { server: "nats", programs: "present" },
    ]);
  });

  it("knows no other servers, and no log of one that was never started", async (t) => {
    const { run } = await project(t);
    const unknown = await run("up", "mysql");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /there is no server "mysql"; there are postgres, redis, nats, kafka, gremlin/);
    const logs = await run("logs", "redis");
    assert.equal(logs.code, 1);
    assert.match(logs.stderr, /^prism: LOG_UNREADABLE: /);
  });
});

async function project(t: TestContext) {
  const { folder, portOffset } = await stackFolder(t);
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCommand(["stack", ...args], { cwd: folder });
    return { code, text: stdout.toString(), stderr };
  };
  return { run, portOffset, offset: ["--port-offset", String(portOffset)] };
}
