import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FromGenerator } from "../../src/bench/generator-process.ts";
import type { LoadResult } from "../../src/bench/load-result.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { ServerCpu } from "../server-cpu.ts";

/** What a run of gRPC load does. Bytes are in base64, for a message between processes has no others. */
export interface GrpcLoadPlan {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  /** Calls open on each. */
  readonly depth: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  /** The calls' messages, sent by turns. */
  readonly messages: readonly string[];
  /** What is in every right answer. */
  readonly answerContains: string;
}

/** Runs a plan in a process of its own; throws when any answer was wrong. */
export async function grpcLoad(lab: Lab, plan: GrpcLoadPlan, serverPid: number): Promise<RoundFigure> {
  const child = fork(fileURLToPath(new URL("./grpc-load-process.js", import.meta.url)));
  const cpu = new ServerCpu(serverPid);
  const found = new Promise<LoadResult>((resolve, reject) => {
    child.on("message", (message: FromGenerator) => {
      if ("result" in message) resolve(message.result);
      else cpu.onPhase(message.phase);
    });
    child.on("exit", () => reject(new Error("the load generator ended early")));
  });
  return lab.children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      child.send(plan);
      const result = await found;
      const { valid, faults, opsPerSecond, latencyUs } = result;
      if (child.exitCode === null) await once(child, "exit");
      if (!valid) throw new Error(`the run is void: ${faults.join("; ")}`);
      return { opsPerSecond, latencyUs, serverCpuUs: cpu.usPerRequest(result) };
    },
  );
}
