import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { firstCall, laterCall } from "../../src/bench/grpc/h2-frames.ts";
import type { LoadResult } from "../../src/bench/load-result.ts";
import type { LoadPhase } from "../../src/bench/load-run.ts";
import { Tally } from "../../src/bench/tally.ts";
import { elapsedUs, systemClock } from "../../src/common/clock.ts";
import type { GrpcLoadPlan } from "./grpc-load.ts";
import { H2Connection, type H2Shared } from "./h2-connection.ts";

/** The process that makes gRPC load: says its phases and what it found, and ends with its parent. */
process.on("message", (plan: GrpcLoadPlan) => {
  void run(plan).then((result) => {
    process.send?.({ result });
    process.disconnect();
  });
});
process.on("disconnect", () => process.exit(0));

async function run(plan: GrpcLoadPlan): Promise<LoadResult> {
  const tally = new Tally();
  const shared = sharedOf(plan, tally);
  const connections = await Promise.all(Array.from({ length: plan.connections }, (_, i) => open(plan, shared, i)));
  for (const { load } of connections) load.start(plan.depth);
  await pause(plan.warmUpMs);
  say("measuring");
  tally.beginMeasuring();
  const begun = { us: systemClock.monotonicUs(), cpu: process.cpuUsage() };
  await pause(plan.durationMs);
  const seconds = elapsedUs(begun.us, systemClock.monotonicUs()) / 1e6;
  const cpu = process.cpuUsage(begun.cpu);
  const { answers } = tally;
  say("measured");
  shared.isOver = true;
  for (let i = 0; i < DRAIN_LOOKS && connections.some(({ load }) => load.inFlight > 0); i++) await pause(DRAIN_LOOK_MS);
  if (connections.some(({ load }) => load.inFlight > 0)) tally.fault("calls are left unanswered");
  for (const { socket } of connections) socket.destroy();
  return {
    valid: tally.faults.length === 0,
    faults: tally.faults,
    errors: tally.errors,
    compared: tally.totalAnswers,
    answers,
    seconds,
    opsPerSecond: answers / seconds,
    totalAnswers: tally.totalAnswers,
    latencyUs: tally.latencyUs(),
    cpu: { userSeconds: cpu.user / 1e6, systemSeconds: cpu.system / 1e6 },
  };
}

function sharedOf(plan: GrpcLoadPlan, tally: Tally): H2Shared {
  const messages = plan.messages.map((text) => Buffer.from(text, "base64"));
  const ending = Buffer.from(plan.answerContains, "base64");
  const headers = { path: plan.path, authority: `127.0.0.1:${plan.port}`, authorization: "" };
  return {
    clock: systemClock,
    tally,
    first: firstCall(headers, messages[0] as Buffer),
    rest: messages.map((message) => laterCall(plan.path, headers, message)),
    isRight: (message) => message.includes(ending),
    isOver: false,
  };
}

function open(plan: GrpcLoadPlan, shared: H2Shared, number: number) {
  return new Promise<{ load: H2Connection; socket: ReturnType<typeof connect> }>((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: plan.port, noDelay: true });
    const turn = Math.floor((number * plan.messages.length) / plan.connections);
    const load = new H2Connection(shared, turn, (bytes) => socket.write(bytes));
    socket.once("connect", () => resolve({ load, socket }));
    socket.on("data", (chunk: Buffer) => load.receive(chunk));
    socket.on("error", (error) => {
      shared.tally.fault(error.message);
      reject(error);
    });
  });
}

function say(phase: LoadPhase): void {
  process.send?.({ phase });
}

const DRAIN_LOOK_MS = 10;
const DRAIN_LOOKS = 500;
