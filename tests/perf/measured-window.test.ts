import assert from "node:assert/strict";
import { test } from "node:test";
import { type LoadPhase, LoadRun } from "../../src/bench/load-run.ts";
import { countedEcho, startServer } from "./fixtures/scripted-server.ts";

test("only what is answered between warm-up and end is measured, by the clock that was given", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let nowMs = 1_000_000;
  const clock = { monotonicUs: () => (nowMs * 1e3) | 0, wallMs: () => nowMs };
  // The server tells when so many frames have come; it goes on answering meanwhile.
  let waitsFor = { frames: 500, reached: (): void => undefined };
  const reach = (frames: number): Promise<void> =>
    new Promise((resolve) => {
      waitsFor = { frames, reached: resolve };
    });
  await using server = await startServer((frame, socket) => {
    socket.write(frame);
    if (server.frames >= waitsFor.frames) waitsFor.reached();
  });
  const phases: LoadPhase[] = [];
  const plan = countedEcho(server.target, { connections: 3, depth: 2, requests: 0, warmUpMs: 40, durationMs: 4_000 });
  const ended = new LoadRun(plan, clock, (phase) => phases.push(phase)).run();

  await reach(500);
  const beforeWarm = server.frames;
  context.mock.timers.tick(40);
  await reach(beforeWarm + 2_000);
  assert.deepEqual(phases, ["measuring"]);
  nowMs += 4_000;
  context.mock.timers.tick(4_000);
  const result = await ended;

  assert.deepEqual(result.faults, []);
  assert.deepEqual(phases, ["measuring", "measured"]);
  assert.equal(result.seconds, 4);
  assert.equal(result.opsPerSecond, result.answers / 4);
  assert.equal(result.totalAnswers, server.frames);
  assert.ok(result.answers >= 1_900, `the window saw ${result.answers} answers`);
  assert.ok(result.totalAnswers - result.answers >= 490, "the warm-up's answers are not in it");
});
