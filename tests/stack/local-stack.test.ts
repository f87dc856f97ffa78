import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { askServer } from "../../src/stack/loopback.ts";
import { findProcess } from "../../src/stack/process-table.ts";
import { StackProblem } from "../../src/stack/stack-problem.ts";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { serverMissing } from "../support/servers/private-servers.ts";
import { stackFolder } from "../support/servers/stack-folder.ts";

const portOf = (address: string) => Number(address.split(":")[1]);
const tell = async (address: string, command: string) =>
  (await askServer(portOf(address), `${command}\r\n`))?.toString("latin1");

const reason = (expected: string) => (error: unknown) => {
  assert.ok(error instanceof StackProblem);
  assert.equal(error.reason, expected);
  return true;
};

describe("a local stack", { skip: serverMissing("redis") }, () => {
  it("starts a server once, and ends it with its data kept", async (t) => {
    const { stack } = await stackFolder(t);
    assert.equal((await stack.status("redis")).state, "stopped");
    const first = await stack.up("redis");
    assert.equal(first.isNew, true);
    assert.equal(await tell(first.address, "SET kept yes"), "+OK\r\n");
    const second = await stack.up("redis");
    assert.deepEqual([second.isNew, second.pid, second.seconds], [false, first.pid, 0]);
    assert.equal(await stack.down("redis"), "ended");
    assert.equal((await stack.status("redis")).state, "stopped");
    assert.equal(await stack.down("redis"), "absent");
    const third = await stack.up("redis");
    assert.equal(await tell(third.address, "GET kept"), "$3\r\nyes\r\n");
  });

  it("starts one process when two ask at the same time", async (t) => {
    const { stack } = await stackFolder(t);
    const both = await Promise.all([stack.up("redis"), stack.up("redis")]);
    assert.deepEqual(both.map(({ isNew }) => isNew).sort(), [false, true]);
    assert.equal(both[0].pid, both[1].pid);
  });

  it("knows that a server was killed, and starts it again with what it had acknowledged", async (t) => {
    const { stack } = await stackFolder(t);
    const { address, pid } = await stack.up("redis");
    assert.equal(await tell(address, "SET kept yes"), "+OK\r\n");
    process.kill(pid as number, "SIGKILL");
    await eventually("it is gone", () => findProcess(pid as number) === null);
    assert.equal((await stack.status("redis")).state, "died");
    const again = await stack.up("redis");
    assert.equal(again.isNew, true);
    assert.equal(await tell(again.address, "GET kept"), "$3\r\nyes\r\n");
  });

  it("says of a server that does not answer that it is silent, and ends it all the same", async (t) => {
    const { stack } = await stackFolder(t);
    const { pid } = await stack.up("redis");
    process.kill(pid as number, "SIGSTOP");
    assert.equal((await stack.status("redis")).state, "silent");
    await assert.rejects(stack.up("redis"), reason("START_FAILED"));
    assert.equal(await stack.down("redis"), "ended");
    assert.equal(findProcess(pid as number), null);
  });

  it("leaves alone whoever has its port", async (t) => {
    const { stack } = await stackFolder(t);
    const { address } = await stack.status("redis");
    await listen(t, portOf(address));
    assert.equal((await stack.status("redis")).state, "taken");
    await assert.rejects(stack.up("redis"), reason("PORT_TAKEN"));
    assert.equal(await stack.down("redis"), "absent");
  });

  it("takes no process for its own by its number alone", async (t) => {
    const { stack } = await stackFolder(t);
    const { log, pid } = await stack.up("redis");
    const record = join(dirname(log), "server.json");
    const text = readFileSync(record, "utf8");
    // As after a restart of the machine: the number belongs to somebody else, here to this test.
    writeFileSync(record, text.replace(`"pid":${pid}`, `"pid":${process.pid}`));
    assert.equal(await stack.down("redis"), "absent");
    assert.equal(existsSync(record), false);
    writeFileSync(record, text);
    assert.equal(await stack.down("redis"), "ended");
  });

  it("starts anew over a record that makes no sense", async (t) => {
    const { stack } = await stackFolder(t);
    const { log } = await stack.up("redis");
    assert.equal(await stack.down("redis"), "ended");
    writeFileSync(join(dirname(log), "server.json"), "{ half");
    assert.equal((await stack.up("redis")).isNew, true);
  });

  it("runs PostgreSQL for root in a project that only root can come to", { skip: notForRoot() }, async (t) => {
    const { folder, stack } = await stackFolder(t);
    chmodSync(folder, 0o700);
    const { state, log, pid } = await stack.up("postgres");
    assert.equal(state, "running");
    assert.equal(existsSync(join(dirname(log), "data")), false);
    const [, , data = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    assert.match(data, /^\/var\/tmp\/prism-stack-[0-9a-f]+\/data$/);
    await stack.down("postgres");
    rmSync(dirname(data), { recursive: true });
  });
});

function notForRoot(): string | false {
  return process.getuid?.() === 0 ? serverMissing("postgres") : "this process is not root";
}

async function listen(t: TestContext, port: number): Promise<void> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  afterwards(t, () => server.close());
}
