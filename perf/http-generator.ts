import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { HttpLoadPlan } from "../src/bench/http-load.ts";
import type { LoadResult } from "../src/bench/load-result.ts";
import type { LoadPhase } from "../src/bench/load-run.ts";
import type { Children } from "./children.ts";
import type { RoundFigure } from "./lab.ts";
import { ServerCpu } from "./server-cpu.ts";

/** Runs a load over HTTP in a process of its own; throws when any answer was wrong. */
export async function loadHttp(children: Children, plan: HttpLoadPlan, serverPid: number): Promise<RoundFigure> {
  const child = fork(fileURLToPath(new URL("../src/bench/http-load-process.js", import.meta.url)));
  const cpu = new ServerCpu(serverPid);
  const result = await children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      const found = new Promise<LoadResult>((resolve, reject) => {
        child.on("message", (message: { phase: LoadPhase } | { result: LoadResult }) => {
          if ("phase" in message) cpu.onPhase(message.phase);
          else resolve(message.result);
        });
        child.on("exit", () => reject(new Error("the load generator ended early")));
      });
      child.send(plan);
      const figures = await found;
      if (child.exitCode === null) await once(child, "exit");
      return figures;
    },
  );
  if (!result.valid) throw new Error(`the run is void: ${result.faults.join("; ") || "no answer came"}`);
  const { opsPerSecond, latencyUs } = result;
  return { opsPerSecond, latencyUs, serverCpuUs: cpu.usPerRequest(result) };
}
