import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type { Children } from "../children.ts";
import type { RoundFigure } from "../lab.ts";
import { ServerCpu } from "../server-cpu.ts";

/** What h2load of nghttp2 sends: one body over and over. */
export interface H2loadPlan {
  readonly url: string;
  readonly bodyFile: string;
  readonly connections: number;
  readonly depth: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export function hasH2load(): boolean {
  return spawnSync("h2load", ["--version"]).status === 0;
}

/** One run of h2load, which looks at no answer but for its HTTP status. */
export async function runH2load(children: Children, plan: H2loadPlan, serverPid: number): Promise<RoundFigure> {
  const { url, bodyFile, connections, depth, warmUpMs, durationMs } = plan;
  const load = ["-t", "1", "-c", String(connections), "-m", String(depth)];
  const times = ["--warm-up-time", `${warmUpMs}ms`, "-D", `${durationMs}ms`];
  const headers = ["-H", "content-type: application/grpc", "-H", "te: trailers"];
  const child = spawn("h2load", [...load, ...times, ...headers, "-d", bodyFile, url], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [server, client] = [new ServerCpu(serverPid), new ServerCpu(child.pid as number)];
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      const closed = once(child, "close");
      const report = Promise.all([text(child.stdout), text(child.stderr)]);
      // It says no phases: two looks within its time see the share of a processor.
      await pause(warmUpMs + durationMs * EDGE);
      for (const cpu of [server, client]) cpu.onPhase("measuring");
      await pause(durationMs * (1 - 2 * EDGE));
      for (const cpu of [server, client]) cpu.onPhase("measured");
      const [code] = await closed;
      const [said, problem] = await report;
      const found = readH2load(said);
      if (code !== 0 || found === null) throw new Error(`the run of h2load is void: ${problem.trim()} ${said}`);
      const seen = { answers: found.answers, seconds: found.answers / found.perSecond };
      const clientCpuUs = client.usPerRequest(seen) ?? Number.NaN;
      return { opsPerSecond: found.perSecond, latencyUs: null, serverCpuUs: server.usPerRequest(seen), clientCpuUs };
    },
  );
}

/** What its report says; null when not all calls were answered with 200. */
export function readH2load(report: string): { perSecond: number; answers: number } | null {
  const rate = /^finished in [^,]+, ([\d.]+) req\/s/m.exec(report)?.[1];
  const counts = /^status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx/m.exec(report)?.slice(1).map(Number);
  const failed = /(\d+) failed, (\d+) errored, (\d+) timeout/.exec(report)?.slice(1).map(Number);
  if (rate === undefined || counts === undefined || failed === undefined) return null;
  const [answers = 0, ...others] = counts;
  if (answers === 0 || [...others, ...failed].some((count) => count > 0)) return null;
  return { perSecond: Number(rate), answers };
}

/** Of the time at each end. */
const EDGE = 0.1;
