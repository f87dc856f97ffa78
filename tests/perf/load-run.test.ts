import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { LoadRun } from "../../src/bench/load-run.ts";
import { encodeFailureFrame } from "../../src/codec/response.ts";
import { systemClock } from "../../src/common/clock.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { countedEcho, type OnFrame, startServer } from "./fixtures/scripted-server.ts";

const echo: OnFrame = (frame, socket) => socket.write(frame);

test("a counted run sends exactly the planned number of requests and counts each answer once", async () => {
  await using server = await startServer(echo);
  const plan = countedEcho(server.target, { connections: 7, depth: 5, requests: 12_345 });
  const result = await new LoadRun(plan, systemClock).run();
  assert.deepEqual(result.faults, []);
  assert.equal(result.valid, true);
  assert.equal(result.totalAnswers, 12_345);
  assert.equal(result.answers, 12_345);
  assert.equal(server.frames, 12_345);
  assert.ok(result.compared >= Math.floor(12_345 / 64), "one in 64 answers is compared");
});

test("a connection goes through its script again and again", async () => {
  await using server = await startServer(echo);
  const result = await new LoadRun(countedEcho(server.target, { depth: 64, requests: 100_000 }), systemClock).run();
  assert.deepEqual(result.faults, []);
  assert.equal(server.frames, 100_000);
});

test("fewer requests than places in flight leave no connection waiting", async () => {
  await using server = await startServer(echo);
  const result = await new LoadRun(
    countedEcho(server.target, { connections: 9, depth: 4, requests: 10 }),
    systemClock,
  ).run();
  assert.equal(result.valid, true);
  assert.equal(server.frames, 10);
});

test("each connection shows its credentials with its first request and with no other", async () => {
  const shown: string[] = [];
  await using server = await startServer((frame, socket) => {
    const at = frame.indexOf("Bearer ");
    if (at < 0) return socket.write(frame);
    shown.push(frame.toString("latin1", at));
    // The echo of a request without them: before the text stand its tag and its length.
    const plain = Buffer.from(frame.subarray(0, at - 2));
    plain.writeUInt32BE(plain.length - 4);
    return socket.write(plain);
  });
  const authorizations = ["Bearer ada", "Bearer bob"];
  const plan = countedEcho(server.target, { authorizations, connections: 5, depth: 3, requests: 100 });
  assert.deepEqual((await new LoadRun(plan, systemClock).run()).faults, []);
  assert.deepEqual(shown.sort(), ["Bearer ada", "Bearer ada", "Bearer ada", "Bearer bob", "Bearer bob"]);
});

test("a load run puts every key exactly once", async () => {
  const keys = new Map<string, number>();
  await using server = await startServer((frame, socket) => {
    const key = /\d{8}/.exec(frame.toString("latin1"))?.[0] ?? "";
    keys.set(key, (keys.get(key) ?? 0) + 1);
    socket.write(frame);
  });
  const plan = countedEcho(server.target, { operation: "load", keys: 3_000, depth: 64, valueBytes: 3 });
  assert.equal((await new LoadRun(plan, systemClock).run()).valid, true);
  assert.equal(keys.size, 3_000);
  assert.deepEqual([...new Set(keys.values())], [1]);
});

test("never more than the planned depth is in flight on a connection", async () => {
  const waiting: Buffer[] = [];
  let most = 0;
  await using server = await startServer((frame, socket) => {
    waiting.push(frame);
    most = Math.max(most, waiting.length);
    // Answered in a later turn, when all that may be in flight has come.
    setImmediate(() => socket.write(waiting.shift() as Buffer));
  });
  const result = await new LoadRun(countedEcho(server.target, { depth: 6 }), systemClock).run();
  assert.equal(result.valid, true);
  assert.equal(most, 6);
});

test("answers in reverse order are matched by their ids", async () => {
  let held: Buffer[] = [];
  await using server = await startServer((frame, socket) => {
    held.push(frame);
    if (held.length < 8) return;
    socket.write(Buffer.concat(held.reverse()));
    held = [];
  });
  const result = await new LoadRun(countedEcho(server.target, { depth: 8, requests: 8_000 }), systemClock).run();
  assert.deepEqual(result.faults, []);
  assert.equal(result.totalAnswers, 8_000);
});

test("a request that thousands overtake is still matched when its answer comes", async () => {
  let late: Buffer | null = null;
  await using server = await startServer((frame, socket, count) => {
    if (count === 3) late = frame;
    else socket.write(frame);
    if (count === 5_000) socket.write(late as Buffer);
  });
  const result = await new LoadRun(countedEcho(server.target, { depth: 4, requests: 6_000 }), systemClock).run();
  assert.deepEqual(result.faults, []);
  assert.equal(result.totalAnswers, 6_000);
});

test("a request that is never answered makes the run void once all others have been sent again", async () => {
  await using server = await startServer((frame, socket, count) => count !== 3 && socket.write(frame));
  const result = await new LoadRun(countedEcho(server.target, { depth: 64, requests: 100_000 }), systemClock).run();
  assert.equal(result.valid, false);
  assert.match(result.faults[0] ?? "", /stays unanswered/);
});

test("answers that come a byte at a time are put together", async () => {
  await using server = await startServer((frame, socket) => {
    for (const byte of frame) socket.write(Buffer.of(byte));
  });
  const result = await new LoadRun(countedEcho(server.target, { depth: 3, requests: 60 }), systemClock).run();
  assert.deepEqual(result.faults, []);
  assert.equal(result.totalAnswers, 60);
});

test("an error frame is counted, described, and makes the run void", async () => {
  const failure = new Failure(Code.RESOURCE_EXHAUSTED, "OVERLOADED", "try later");
  await using server = await startServer((frame, socket, count) => {
    // The id stands behind the length and its tag.
    const id = (frame[5] as number & 0x7f) | ((frame[6] as number & 0x7f) << 7) | ((frame[7] as number) << 14);
    socket.write(count === 200 ? encodeFailureFrame(id, failure) : frame);
  });
  const result = await new LoadRun(countedEcho(server.target, { depth: 2 }), systemClock).run();
  assert.equal(result.valid, false);
  assert.equal(result.errors, 1);
  assert.deepEqual(result.faults, ["an answer is an error: RESOURCE_EXHAUSTED OVERLOADED try later"]);
});

test("an answer that is not what was asked for makes the run void", async () => {
  await using server = await startServer((frame, socket) => {
    frame[frame.length - 1] = 0x21;
    socket.write(frame);
  });
  const result = await new LoadRun(countedEcho(server.target, {}), systemClock).run();
  assert.equal(result.valid, false);
  assert.match(result.faults[0] ?? "", /not what was sent/);
});

test("an answer that comes twice makes the run void", async () => {
  await using server = await startServer((frame, socket, count) =>
    socket.write(count === 50 ? Buffer.concat([frame, frame]) : frame),
  );
  const result = await new LoadRun(countedEcho(server.target, { depth: 4 }), systemClock).run();
  assert.equal(result.valid, false);
  assert.match(result.faults[0] ?? "", /not in flight/);
});

test("a frame of length 0 makes the run void", async () => {
  await using server = await startServer((frame, socket, count) => socket.write(count === 9 ? Buffer.alloc(4) : frame));
  const result = await new LoadRun(countedEcho(server.target, {}), systemClock).run();
  assert.deepEqual(result.faults, ["the stream of answers cannot be split into frames"]);
});

test("a connection that the server closes makes the run void", async () => {
  await using server = await startServer((frame, socket, count) => (count === 50 ? socket.end() : socket.write(frame)));
  const result = await new LoadRun(countedEcho(server.target, { connections: 3 }), systemClock).run();
  assert.equal(result.valid, false);
  assert.match(result.faults[0] ?? "", /closed a connection/);
});

test("a server that is not there makes the run void", async () => {
  const server = await startServer(echo);
  const { target } = server;
  await server[Symbol.asyncDispose]();
  const result = await new LoadRun(countedEcho(target, {}), systemClock).run();
  assert.equal(result.valid, false);
  assert.match(result.faults[0] ?? "", /ECONNREFUSED/);
});

test("a Unix socket can be the target", async () => {
  const folder = mkdtempSync(join(tmpdir(), "prism-load-"));
  try {
    await using server = await startServer(echo, join(folder, "s"));
    const result = await new LoadRun(countedEcho(server.target, { connections: 2 }), systemClock).run();
    assert.equal(result.valid, true);
    assert.equal(server.frames, 1_000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a holding run keeps its connections open until it is told to let go", async () => {
  await using server = await startServer(echo);
  let held: () => void = () => undefined;
  const holding = new Promise<void>((resolve) => {
    held = resolve;
  });
  const plan = countedEcho(server.target, { connections: 40, requests: 40, holds: true });
  const run = new LoadRun(plan, systemClock, (phase) => phase === "holding" && held());
  const ended = run.run().then((result) => ({ result, wasReleased }));
  let wasReleased = false;
  await holding;
  wasReleased = true;
  run.release();
  const outcome = await ended;
  assert.equal(outcome.result.valid, true);
  assert.equal(outcome.wasReleased, true);
  assert.equal(outcome.result.totalAnswers, 40);
});

test("a plan for another machine is refused", () => {
  const plan = countedEcho({ host: "192.0.2.1", port: 7400 }, {});
  assert.throws(() => new LoadRun(plan, systemClock), /this machine only/);
});
