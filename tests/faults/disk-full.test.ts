import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import type { Answer } from "../support/answer.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { get, put, putWith } from "../support/frames.ts";
import { SmallDisk } from "../support/small-disk.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const ON_SMALL_DISK = (folder: string): string => `
workers: 1
backends: { disk: { type: sqlite, path: ${JSON.stringify(folder)} }, ram: { type: memory } }
namespaces:
  - { name: durable, pattern: keyvalue, backend: disk }
  - { name: memory, pattern: keyvalue, backend: ram }
`;

const VALUE = "x".repeat(8 * 1024);

/** Puts until the disk refuses one; returns that answer and how many were acknowledged before it. */
async function putUntilFull(client: FrameClient): Promise<{ refused: Answer; acknowledged: number }> {
  for (let i = 0; ; i++) {
    const answer = await client.call(put(1, "durable", `k${i}`, VALUE));
    if (answer.code !== Code.OK) return { refused: answer, acknowledged: i };
    assert.ok(i < 100_000, "a disk of a few megabytes fills up");
  }
}

describe("a disk that is full", { skip: SmallDisk.missing() }, () => {
  it("refuses writes, keeps what was acknowledged, and takes writes again when it has room", async (t) => {
    const disk = SmallDisk.mount(t, 16);
    const started = await StartedGateway.open(t, { yaml: ON_SMALL_DISK(disk.folder) });
    const client = await started.connect();
    await client.call(putWith(1, "durable", "ending", "soon", [4, 1]));
    disk.fill(2 * 1024 * 1024);
    const { refused, acknowledged } = await putUntilFull(client);
    assert.equal(refused.code, Code.RESOURCE_EXHAUSTED);
    assert.equal(refused.reason, "STORE_FULL");
    assert.ok(refused.retryAfterMs > 0);
    assert.ok(acknowledged > 0);

    for (let i = 0; i < acknowledged; i++) {
      const answer = await client.call(get(1, "durable", `k${i}`));
      assert.equal(answer.value, VALUE, `k${i}`);
    }
    assert.equal((await client.call(get(1, "durable", `k${acknowledged}`))).value, null);
    assert.equal((await client.call(put(1, "memory", "k", "v"))).code, Code.OK);

    disk.clear();
    let last: Answer | undefined;
    await eventually("writes are taken again", async () => {
      last = await client.call(put(1, "durable", "again", "and again"));
      return last.code === Code.OK;
    });
    assert.equal((await client.call(get(1, "durable", "again"))).value, "and again");
    // Not a worker that died and came back, on the way: a full disk is no reason to.
    assert.deepEqual(started.logs, []);
  });

  it("does not keep a gateway from starting, which reads and says why it cannot write", async (t) => {
    const disk = SmallDisk.mount(t, 16);
    const yaml = ON_SMALL_DISK(disk.folder);
    const first = await StartedGateway.open(t, { yaml });
    const writer = await first.connect();
    disk.fill(2 * 1024 * 1024);
    const { acknowledged } = await putUntilFull(writer);
    await first.close();
    disk.fill();

    const second = await StartedGateway.open(t, { yaml });
    const client = await second.connect();
    for (let i = 0; i < acknowledged; i += 7) {
      assert.equal((await client.call(get(1, "durable", `k${i}`))).value, VALUE, `k${i}`);
    }
    const refused = await client.call(put(1, "durable", "new", VALUE));
    assert.equal(refused.reason, "STORE_FULL");
    disk.clear();
    await eventually(
      "writes are taken",
      async () => (await client.call(put(1, "durable", "new", VALUE))).code === Code.OK,
    );
  });

  it("leaves what has expired for later, and the worker alive", async (t) => {
    const disk = SmallDisk.mount(t, 16);
    const started = await StartedGateway.open(t, { yaml: ON_SMALL_DISK(disk.folder) });
    const client = await started.connect();
    for (let i = 0; i < 50; i++) await client.call(putWith(1, "durable", `ending${i}`, VALUE, [4, 500]));
    disk.fill(64 * 1024);
    await putUntilFull(client);
    disk.fill();
    // The sweep comes once a second: the first that finds something expired has then been and gone.
    const beganMs = performance.now();
    await eventually("a sweep has met the full disk", () => performance.now() - beganMs > 3_000);
    assert.equal((await client.call(get(1, "durable", "ending0"))).value, null);
    assert.deepEqual(started.logs, []);
    assert.equal(started.gateway.supervisor.states()[0]?.restarts, 0);
  });
});
