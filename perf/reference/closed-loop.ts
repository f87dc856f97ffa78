import { FrameScript } from "../../src/bench/frame-script.ts";
import type { HttpLoadPlan } from "../../src/bench/http-load.ts";
import type { LoadPlan } from "../../src/bench/load-plan.ts";
import type { LatencySummary } from "../../src/bench/load-result.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import type { Children } from "../children.ts";
import type { RoundFigure } from "../lab.ts";
import { runLoop, withScript } from "./loop-process.ts";

/** What the client in C sends, to which server, and for how long. */
export interface ClosedLoopPlan {
  readonly door: "frames" | "echo" | "http";
  readonly requests: readonly ScriptedRequest[];
  readonly port: number;
  readonly connections: number;
  readonly depth: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export interface ScriptedRequest {
  readonly bytes: Uint8Array;
  /** That an answer must have found; empty where none is looked for. */
  readonly value: Uint8Array;
}

/** What our generator would send: the same requests in the same order. */
export function framesOf(plan: LoadPlan): ClosedLoopPlan {
  const script = new FrameScript(plan);
  const { connections, depth, warmUpMs, durationMs, target } = plan;
  if (!("port" in target)) throw new Error("the client in C speaks TCP alone");
  const requests = Array.from({ length: script.length }, (_, i) => ({
    bytes: script.bytes.subarray(script.offsets[i], script.offsets[i + 1]),
    value: script.calls[i] === CallNumber.KV_GET ? Buffer.from(script.valueOf(i), "latin1") : none,
  }));
  const door = plan.answers === "echo" ? "echo" : "frames";
  return { door, requests, port: target.port, connections, depth, warmUpMs, durationMs };
}

/** As {@link framesOf}, of gets over HTTP. */
export function httpGetsOf({ paths, body, port, connections, warmUpMs, durationMs }: HttpLoadPlan): ClosedLoopPlan {
  const value = Buffer.from(body);
  const requests = paths.map((path) => ({
    bytes: Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
    value,
  }));
  return { door: "http", requests, port, connections, depth: 1, warmUpMs, durationMs };
}

/** One run of the client in C. Throws when an answer was wrong. */
export async function runClosedLoop(
  children: Children,
  program: string,
  plan: ClosedLoopPlan,
  serverPid: number | null,
): Promise<RoundFigure> {
  const { door, port, connections, depth, warmUpMs, durationMs } = plan;
  const { found, cpu } = await withScript(program, scriptOf(plan.requests), (file) => {
    const args = [door, file, ...[port, connections, depth, warmUpMs, durationMs].map(String)];
    return runLoop<ClosedLoopFigures>(children, { command: program, args, serverPid });
  });
  return { opsPerSecond: found.answers / found.seconds, latencyUs: found, serverCpuUs: cpu.usPerRequest(found) };
}

interface ClosedLoopFigures extends LatencySummary {
  readonly answers: number;
  readonly seconds: number;
}

/** As the program reads it: lengths of the request and of the value, and both. */
function scriptOf(requests: readonly ScriptedRequest[]): Buffer {
  const parts = requests.map(({ bytes, value }) => {
    const lengths = new Uint32Array([bytes.length, value.length]);
    return Buffer.concat([Buffer.from(lengths.buffer), bytes, value]);
  });
  return Buffer.concat(parts);
}

const none = new Uint8Array(0);
