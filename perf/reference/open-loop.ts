import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Children } from "../children.ts";

/** A constant rate of gets, shared out over connections. */
export interface OpenLoopPlan {
  readonly port: number;
  readonly ratePerSecond: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly connections: number;
  readonly depth: number;
  readonly namespace: string;
  readonly keyPrefix: string;
  readonly keys: number;
  readonly keyBytes: number;
}

/** Microseconds from the moment at which a request was due. */
export interface OpenLoopFigures {
  readonly answers: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** One run of the client in C. Throws when an answer was wrong. */
export function runOpenLoop(children: Children, program: string, plan: OpenLoopPlan): Promise<OpenLoopFigures> {
  const { port, ratePerSecond, warmUpMs, durationMs, connections, depth, namespace, keyPrefix, keys, keyBytes } = plan;
  const args = [port, ratePerSecond, warmUpMs, durationMs, connections, depth, namespace, keyPrefix, keys, keyBytes];
  const child = spawn(program, args.map(String), { stdio: ["ignore", "pipe", "pipe"] });
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      const [[code], found, problem] = await Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]);
      if (code !== 0) throw new Error(problem.trim());
      return JSON.parse(found) as OpenLoopFigures;
    },
  );
}
