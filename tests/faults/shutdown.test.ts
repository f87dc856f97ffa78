import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout } from "node:timers/promises";
import { steadyMs } from "../../src/common/clock.ts";
import { Code } from "../../src/common/codes.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { get, put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { openConnections } from "../support/open-connections.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe("a shutdown under load", () => {
  it("finishes what is in flight, keeps every acknowledged write, and ends with status 0", async (t) => {
    const folder = tempFolder(t);
    const gateway = await GatewayProcess.serving(t, { folder });
    const client = await gateway.connect();
    let sent = 0;
    const send = (): void => client.send(put(++sent, "default", `k${sent}`, `v${sent}`));
    // Every answer brings a new request, so that there is always something in flight and something new to refuse.
    client.socket.on("data", () => {
      while (sent < client.answers.length + 64) send();
    });
    send();
    await client.answered(500);
    gateway.signal("SIGTERM");
    await client.closed();
    assert.deepEqual(await gateway.end, { code: 0, signal: null });

    const acknowledged = client.answers.filter((answer) => answer.code === Code.OK).map((answer) => answer.id);
    const refused = client.answers.filter((answer) => answer.code !== Code.OK);
    assert.ok(acknowledged.length >= 500);
    for (const answer of refused) {
      assert.equal(answer.reason, "SHUTTING_DOWN");
      assert.equal(answer.code, Code.UNAVAILABLE);
      assert.ok(answer.retryAfterMs > 0);
    }
    assert.equal(new Set(client.answers.map((answer) => answer.id)).size, client.answers.length);

    const again = await GatewayProcess.serving(t, { folder });
    const reader = await again.connect();
    reader.send(Buffer.concat(acknowledged.map((id) => get(id, "default", `k${id}`))));
    for (const answer of await reader.answered(acknowledged.length)) assert.equal(answer.value, `v${answer.id}`);
  });

  it("refuses what is new with a hint when to come back", async (t) => {
    const started = await StartedGateway.open(t);
    const client = await started.connect();
    await client.call(put(1, "default", "k", "before"));
    started.gateway.acceptor.drain();
    const answer = await client.call(put(2, "default", "k", "after"));
    assert.equal(answer.code, Code.UNAVAILABLE);
    assert.equal(answer.reason, "SHUTTING_DOWN");
    assert.ok(answer.retryAfterMs > 0);
  });

  it("is seen in the readiness, and takes no new connections", async (t) => {
    const env = { PRISM_LIMITS_DRAIN_TIMEOUT: "20m" };
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t), env });
    const idle = await gateway.connect();
    await fillUnread(await gateway.connect());
    gateway.signal("SIGTERM");
    await gateway.logged("shutting down; a second signal ends at once");
    const ready = await fetch(`http://127.0.0.1:${gateway.adminPort}/readyz`);
    assert.equal(ready.status, 503);
    assert.match(await ready.text(), /shutting down/);
    await assert.rejects(gateway.connect(), { code: "ECONNREFUSED" });
    await idle.closed();
  });

  it("is not held up past the bound by a client that never reads", async (t) => {
    const folder = tempFolder(t);
    const gateway = await GatewayProcess.serving(t, { folder, env: { PRISM_LIMITS_DRAIN_TIMEOUT: "300ms" } });
    await fillUnread(await gateway.connect());
    const beganMs = Date.now();
    gateway.signal("SIGTERM");
    assert.deepEqual(await gateway.end, { code: 0, signal: null });
    // The bound, the second that the stores get, and what a busy machine adds.
    assert.ok(Date.now() - beganMs < 300 + 1_000 + 30_000);
  });

  it("is not held up by a client that never closes", async (t) => {
    const started = await StartedGateway.open(t, { flags: { "limits.drainTimeout": "300ms" } });
    const client = await started.connect();
    client.socket.allowHalfOpen = true;
    await client.call(get(1, "memory", "k"));
    await started.close();
    assert.equal(openConnections(started.gateway.acceptor), 0);
  });

  for (const [signal, code] of [
    ["SIGTERM", 1],
    ["SIGINT", 130],
  ] as const) {
    it(`ends at once, with status ${code}, on a second ${signal}`, async (t) => {
      const gateway = await GatewayProcess.serving(t, {
        folder: tempFolder(t),
        env: { PRISM_LIMITS_DRAIN_TIMEOUT: "20m" },
      });
      await fillUnread(await gateway.connect());
      gateway.signal(signal);
      // Wrappers pass a signal on that the gateway has had already: one that comes with the first is no second. Long enough for
      // two, and not a wait that a busy machine makes longer.
      for (const untilMs = steadyMs() + 5; steadyMs() < untilMs; );
      gateway.signal(signal);
      await gateway.logged("shutting down; a second signal ends at once");
      await setTimeout(500);
      assert.equal(gateway.child.exitCode, null);
      gateway.signal(signal);
      assert.deepEqual(await gateway.end, { code, signal: null });
    });
  }
});

describe("a gateway whose worker is held up in a call of the system", () => {
  it("ends within the bound all the same", async (t) => {
    const gateway = await heldUp(t);
    gateway.signal("SIGTERM");
    assert.deepEqual(await gateway.end, { code: null, signal: "SIGKILL" });
    await gateway.logged("a worker is held up in a call of the system and does not end: the process is killed");
  });

  it("ends on a second signal", async (t) => {
    const gateway = await heldUp(t, { PRISM_LIMITS_DRAIN_TIMEOUT: "20m" });
    gateway.signal("SIGINT");
    await gateway.logged("shutting down; a second signal ends at once");
    await setTimeout(500);
    gateway.signal("SIGINT");
    assert.deepEqual(await gateway.end, { code: null, signal: "SIGKILL" });
  });
});

/** Its store writes a file that is a pipe without a reader, as a disk is that does not answer. */
async function heldUp(t: TestContext, env = { PRISM_LIMITS_DRAIN_TIMEOUT: "0" }): Promise<GatewayProcess> {
  const folder = tempFolder(t);
  const data = join(folder, ".prism", "data");
  mkdirSync(data, { recursive: true });
  execFileSync("mkfifo", [join(data, "prism.owner")]);
  const gateway = GatewayProcess.start(t, { folder, env });
  await eventually("the store is being opened", () => existsSync(join(data, "prism.db")));
  return gateway;
}

/** Asks for more than the kernel's buffers hold, and reads nothing of it. */
async function fillUnread(client: FrameClient): Promise<void> {
  const value = Buffer.alloc(1024 * 1024, 0x61);
  await client.call(put(1, "memory", "large", value));
  client.socket.pause();
  client.send(Buffer.concat(Array.from({ length: 16 }, (_, i) => get(i + 2, "memory", "large"))));
  await eventually(
    "the answers have begun to come",
    () => client.socket.readableLength > 0 || client.socket.bytesRead > 0,
  );
}
