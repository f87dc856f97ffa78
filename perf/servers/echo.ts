import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";

export interface Echo {
  readonly port: number;
  readonly pid: number;
}

/** Runs `work` with a bare echo server in a process of its own. */
export function withEcho<T>(children: Children, work: (echo: Echo) => Promise<T>): Promise<T> {
  return withProcess(children, "./echo-process.js", [], work);
}

/** … with one that speaks gRPC, and gives this answer to each Get. */
export function withGrpcEcho<T>(children: Children, answer: Uint8Array, work: (echo: Echo) => Promise<T>): Promise<T> {
  return withProcess(children, "./grpc-echo-process.js", [Buffer.from(answer).toString("base64")], work);
}

/** … with a collector of traces that takes all and keeps nothing: OTLP over HTTP. */
export function withTraceSink<T>(children: Children, work: (sink: Echo) => Promise<T>): Promise<T> {
  return withProcess(children, "./trace-sink-process.js", [], work);
}

async function withProcess<T>(
  children: Children,
  file: string,
  args: readonly string[],
  work: (echo: Echo) => Promise<T>,
): Promise<T> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      try {
        return await work({ port: await portOf(child), pid: child.pid as number });
      } finally {
        child.disconnect();
        if (child.exitCode === null) await once(child, "exit");
      }
    },
  );
}

async function portOf(child: ChildProcess): Promise<number> {
  const [message] = (await once(child, "message")) as [{ port: number }];
  return message.port;
}
