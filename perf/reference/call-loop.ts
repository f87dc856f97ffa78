import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { firstCall, laterCall, MESSAGE_PREFIX_BYTES } from "../../src/bench/grpc/h2-frames.ts";
import type { LatencySummary } from "../../src/bench/load-result.ts";
import type { Children } from "../children.ts";
import type { RoundFigure } from "../lab.ts";
import { runLoop, withScript } from "./loop-process.ts";

/** Calls of one method over gRPC, for the client in C. */
export interface CallLoopPlan {
  readonly port: number;
  readonly isSecure: boolean;
  readonly path: string;
  readonly calls: readonly ScriptedCall[];
  readonly connections: number;
  /** Calls open on each. */
  readonly depth: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export interface ScriptedCall {
  readonly message: Uint8Array;
  /** What the first message of the answer begins with. */
  readonly begins: Uint8Array;
  /** Of the answer: how many messages, and the bytes of all of them. */
  readonly messages: number;
  readonly bytes: { readonly least: number; readonly most: number };
}

export interface CallLoopFigure extends RoundFigure {
  readonly messagesPerSecond: number;
  readonly serverCpuUsPerMessage: number | null;
}

/** One run of the client in C. Throws when an answer was wrong. */
export async function runCallLoop(
  children: Children,
  program: string,
  plan: CallLoopPlan,
  serverPid: number | null,
): Promise<CallLoopFigure> {
  const { port, isSecure, connections, depth, warmUpMs, durationMs } = plan;
  const { found, cpu } = await withScript(program, callScript(plan), (file) => {
    const args = [isSecure ? "tls" : "plain", file, ...[port, connections, depth, warmUpMs, durationMs].map(String)];
    return runLoop<CallLoopFigures>(children, { command: program, args, serverPid });
  });
  const { answers, messages, seconds } = found;
  return {
    opsPerSecond: answers / seconds,
    messagesPerSecond: messages / seconds,
    latencyUs: found,
    serverCpuUs: cpu.usPerRequest({ answers, seconds }),
    serverCpuUsPerMessage: cpu.usPerRequest({ answers: messages, seconds }),
    clientCpuUs: (found.cpuSeconds * 1e6) / answers,
  };
}

interface CallLoopFigures extends LatencySummary {
  readonly answers: number;
  readonly messages: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/**
 * Does `work` while `depth` calls are open on each connection whose messages have not come. They come then, and every call
 * must be answered. Gives what `work` does and how many calls there were.
 */
export async function whileCallsAreHeld<T>(
  children: Children,
  program: string,
  plan: CallLoopPlan,
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly answers: number }> {
  return withScript(program, callScript(plan), async (file) => {
    const args = ["hold", file, ...[plan.port, plan.connections, plan.depth].map(String)];
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    const problem = text(child.stderr);
    const closed = once(child, "close");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const nextLine = async (): Promise<string> => {
      const { value } = await lines.next();
      if (value === undefined) throw new Error(`the run is void: ${(await problem).trim()}`);
      return value;
    };
    const kill = (): boolean => child.kill("SIGKILL");
    return children.guard(kill, async () => {
      try {
        await nextLine();
        const done = await work();
        child.stdin.end();
        return { done, answers: (JSON.parse(await nextLine()) as { answers: number }).answers };
      } finally {
        kill();
        await closed;
      }
    });
  });
}

/** As call-script.h reads it. The headers are those of our own generator. */
export function callScript({ port, path, isSecure, calls }: CallLoopPlan): Buffer {
  const headers = { path, authority: `127.0.0.1:${port}`, authorization: "", isSecure };
  const templates = [firstCall(headers, none), laterCall(path, headers, none)];
  const blocks = templates.map(({ bytes, streamAt: [first, second] }) =>
    // Behind the head of its frame, and before that of the data: a stream's number stands in the last four bytes of both.
    bytes.subarray((first as number) + 4, (second as number) - 5),
  );
  const parts = blocks.flatMap((block) => [words(block.length), block]);
  for (const { message, begins, messages, bytes } of calls) {
    const prefix = Buffer.alloc(MESSAGE_PREFIX_BYTES);
    prefix.writeUInt32BE(message.length, 1);
    parts.push(words(prefix.length + message.length, begins.length, messages, bytes.least, bytes.most));
    parts.push(prefix, Buffer.from(message), Buffer.from(begins));
  }
  return Buffer.concat(parts);
}

function words(...numbers: number[]): Buffer {
  return Buffer.from(new Uint32Array(numbers).buffer);
}

const none = new Uint8Array(0);
