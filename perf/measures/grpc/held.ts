import { setTimeout as pause } from "node:timers/promises";
import { type Finding, leftOut } from "../../finding.ts";
import { callPlanFor, type GrpcGets, getAnswer } from "../../grpc/get-plans.ts";
import type { Lab } from "../../lab.ts";
import { maxOpenFiles, residentBytesOf } from "../../proc.ts";
import { whileCallsAreHeld } from "../../reference/call-loop.ts";
import type { References } from "../../reference/compile.ts";
import { withGrpcEcho } from "../../servers/echo.ts";
import { withGateway } from "../../servers/gateway.ts";
import { preload } from "../plans.ts";
import type { Row } from "./gets.ts";
import { grpcInMemory } from "./setup.ts";

/** Resident memory for calls that are open and whose messages have not come: what a client can have a server keep by headers alone. */
export async function heldRows(lab: Lab, references: References): Promise<Finding[]> {
  const [name, target] = HELD;
  if (process.platform !== "linux")
    return [leftOut(name, target, "resident memory is read from /proc, which only Linux has")];
  if (maxOpenFiles() < CONNECTIONS + OTHER_FILES)
    return [leftOut(name, target, `the limit on open files is ${maxOpenFiles()}: raise ulimit -n`)];
  lab.progress(`${CONNECTIONS} connections × ${DEPTH} calls held open`);
  const { children } = lab;
  const gateway = await withGateway(children, grpcInMemory, async (running) => {
    await preload(lab, running.port, {});
    return held(lab, references, running.pid, { port: running.grpcPort, values: "put" });
  });
  const bare = await withGrpcEcho(children, { answer: getAnswer(), pages: [] }, ({ port, pid }) =>
    held(lab, references, pid, { port, values: "constant" }),
  );
  const kib = ({ before, after }: Held): number => (after - before) / 1024 / CONNECTIONS / DEPTH;
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  const [own, other] = [kib(gateway), kib(bare)];
  return [
    {
      name,
      figure: `${own.toFixed(2)} KiB`,
      baseline: `${other.toFixed(2)} KiB`,
      measured: own,
      spread: null,
      target,
      note: `${megabytes(gateway.before)} before, ${megabytes(gateway.after)} with all ${CONNECTIONS * DEPTH}, of which each was answered then; bare grpc-js ${megabytes(bare.before)} and ${megabytes(bare.after)}`,
    },
  ];
}

interface Held {
  readonly before: number;
  readonly after: number;
}

/** A few calls are held first, so that it is not the code for them that is measured. */
async function held(
  lab: Lab,
  { callLoop }: References,
  pid: number,
  gets: Pick<GrpcGets, "port" | "values">,
): Promise<Held> {
  const rssWith = async (connections: number, depth: number): Promise<number> => {
    const plan = callPlanFor(lab, { ...gets, connections, depth });
    const { done, answers } = await whileCallsAreHeld(lab.children, callLoop, plan, async () => {
      await pause(SETTLE_MS);
      return residentBytesOf(pid);
    });
    if (answers !== connections * depth)
      throw new Error(`${answers} of ${connections * depth} held calls were answered`);
    return done;
  };
  await rssWith(1, DEPTH);
  const before = residentBytesOf(pid);
  return { before, after: await rssWith(CONNECTIONS, DEPTH) };
}

const CONNECTIONS = 1_000;
const DEPTH = 100;
/** Files that a process has open besides its connections. */
const OTHER_FILES = 200;
/** Until a process that has just taken connections has done its chores. */
const SETTLE_MS = 2_000;
const HELD: Row = [
  "memory of a gRPC call held open, 1,000 connections × 100",
  { kind: "at most", bound: 1, unit: "KiB" },
];
export const rowsOfHeld: readonly Row[] = [HELD];
