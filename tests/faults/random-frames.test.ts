import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { createPrng, type Prng } from "../../src/common/prng.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { frame, get, put, request, scan } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { canReadMemory, residentMiB } from "../support/process-memory.ts";
import { encodeMessage, type Field } from "../support/protobuf.ts";
import { readFigure, readSum } from "../support/read-figure.ts";
import { tempFolder } from "../support/temp-folder.ts";

const FRAMES = 1_000_000;
const CONNECTIONS = 8;
/** Frames sent at once, and how many may be unanswered: the test must not become a slow reader itself. */
const CHUNK = 100;
const MAX_UNANSWERED = 500;
/** What the gateway may have grown by since it was warm: buffers and the data that the right ones wrote. */
const MAX_GROWTH_MIB = 200;

/** One right request of each call; ids below a million, so that those of the neighbours are told apart. */
function templates(prng: Prng): Buffer[] {
  const key = (): string => `k${prng.below(100)}`;
  const made: Buffer[] = [];
  for (const namespace of ["memory", "default"]) {
    const inNamespace: Field = [1, namespace];
    const id = (): number => 1 + prng.below(1_000_000);
    made.push(get(id(), namespace, key()), put(id(), namespace, key(), "v".repeat(prng.below(300))));
    made.push(request(id(), 18, [inNamespace, [2, key()], [3, prng.below(5)]]));
    made.push(scan(id(), namespace, [2, "k"], [5, 10]), scan(id(), namespace, [3, "k2"], [4, "k5"], [5, 3], [7, 1]));
    made.push(request(id(), 20, [inNamespace, [2, key()], [2, key()]]));
    const item = encodeMessage([1, key()], [2, "v"], [3, 60_000]);
    made.push(request(id(), 21, [inNamespace, [2, item], [2, item]], [[3, `once${prng.below(50)}`]]));
    made.push(request(id(), 22, [inNamespace, [2, encodeMessage([1, key()])]]));
    made.push(
      request(
        id(),
        23,
        [inNamespace, [2, key()]],
        [
          [2, 30_000],
          [4, "00-0-0-01"],
          [5, "Bearer x"],
        ],
      ),
    );
  }
  return made;
}

/** A right request with a few bytes changed, cut, doubled or put in, in a frame whose length is true; or pure garbage. */
function randomFrame(prng: Prng, right: readonly Buffer[]): Buffer {
  if (prng.below(4) === 0) return frame(randomBytes(prng, 1 + prng.below(60)));
  const original = (right[prng.below(right.length)] as Buffer).subarray(4);
  let payload = Buffer.from(original);
  for (let changes = 1 + prng.below(3); changes > 0; changes--) {
    const at = prng.below(payload.length);
    switch (prng.below(4)) {
      case 0:
        payload[at] = prng.below(256);
        break;
      case 1:
        payload[at] = (payload[at] as number) ^ (1 << prng.below(8));
        break;
      case 2:
        payload = payload.subarray(0, Math.max(1, at));
        break;
      default:
        payload = Buffer.concat([payload.subarray(0, at), randomBytes(prng, 1 + prng.below(8)), payload.subarray(at)]);
    }
  }
  return frame(payload);
}

function randomBytes(prng: Prng, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) bytes[i] = prng.below(256);
  return bytes;
}

/** Sends so many frames, some of them right, and sees each answered once. */
async function bombard(client: FrameClient, prng: Prng, frames: number): Promise<void> {
  const right = templates(prng);
  client.keepsAnswers = false;
  for (let sent = 0; sent < frames; sent += CHUNK) {
    const chunk = Array.from({ length: CHUNK }, () => randomFrame(prng, right));
    chunk[prng.below(CHUNK)] = right[prng.below(right.length)] as Buffer;
    client.send(Buffer.concat(chunk));
    await client.answered(sent + CHUNK - MAX_UNANSWERED);
  }
  await client.answered(frames);
  // An answer too many to any of them would come before that to a later request.
  for (const namespace of ["memory", "default"]) client.send(get(1, namespace, "k1"));
  await client.answered(frames + 2);
  assert.equal(client.answerCount, frames + 2);
}

/** One right request after the other, until told to stop; each must be answered with what was put. */
function beNeighbour(
  client: FrameClient,
  namespace: string,
): { stop(): Promise<{ calls: number; slowestMs: number }> } {
  let isStopping = false;
  let calls = 0;
  let slowestMs = 0;
  const run = async (): Promise<void> => {
    while (!isStopping) {
      const beganMs = performance.now();
      const value = `v${calls}`;
      client.send(
        Buffer.concat([put(2 * calls + 1, namespace, "neighbour", value), get(2 * calls + 2, namespace, "neighbour")]),
      );
      await client.answered(2 * calls + 2);
      assert.equal(client.answers.at(-1)?.value, value);
      calls++;
      slowestMs = Math.max(slowestMs, performance.now() - beganMs);
    }
  };
  const running = run();
  return {
    async stop() {
      isStopping = true;
      await running;
      assert.equal(client.answers.length, 2 * calls);
      return { calls, slowestMs };
    },
  };
}

async function bombardAll(t: TestContext, gateway: GatewayProcess, seed: number, frames: number): Promise<void> {
  const each = frames / CONNECTIONS;
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => gateway.connect()));
  await Promise.all(clients.map((client, i) => bombard(client, createPrng(seed + i), each)));
  for (const client of clients) client.socket.end();
  await Promise.all(clients.map((client) => client.closed()));
  t.diagnostic(`${frames} frames of seed ${seed} answered`);
}

describe("random frames", () => {
  it(`get one answer each, ${FRAMES} of them, and leave nothing behind, while neighbours are served`, async (t) => {
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t), args: ["--workers", "2"] });
    const pid = gateway.child.pid as number;
    const neighbours = [
      beNeighbour(await gateway.connect(), "memory"),
      beNeighbour(await gateway.connect(), "default"),
    ];
    await bombardAll(t, gateway, 1, FRAMES / 10);
    const warmMiB = canReadMemory ? residentMiB(pid).now : 0;
    await bombardAll(t, gateway, 1_000, (FRAMES / 10) * 9);

    for (const neighbour of neighbours) {
      const { calls, slowestMs } = await neighbour.stop();
      t.diagnostic(`a neighbour made ${calls} calls, the slowest took ${slowestMs.toFixed(0)} ms`);
      assert.ok(calls > 50, "a neighbour is served");
    }
    await eventually(
      "only the neighbours are connected",
      async () => (await readSum(gateway, "prism_connections", 'door="tcp"')) === 2,
    );
    assert.equal(await readFigure(gateway, "prism_in_flight"), 0);
    if (canReadMemory) {
      const grownMiB = residentMiB(pid).now - warmMiB;
      t.diagnostic(`grew by ${grownMiB.toFixed(0)} MiB`);
      assert.ok(grownMiB < MAX_GROWTH_MIB);
    }
    assert.deepEqual(
      gateway.log.filter((line) => line.level !== "info"),
      [],
    );
  });
});
