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
  return withProcess(children, "./echo-process.js", null, work);
}

/** What a bare server of gRPC gives for answers, whatever it is asked. */
export interface GrpcAnswers {
  /** To each Get. */
  readonly answer: Uint8Array;
  /** To each ScanStream: its messages. */
  readonly pages: readonly Uint8Array[];
}

/** … with one that speaks gRPC, by @grpc/grpc-js. */
export function withGrpcEcho<T>(
  children: Children,
  { answer, pages }: GrpcAnswers,
  work: (echo: Echo) => Promise<T>,
): Promise<T> {
  // A message between processes has no bytes.
  const texts = [answer, ...pages].map((bytes) => Buffer.from(bytes).toString("base64"));
  return withProcess(children, "./grpc-echo-process.js", { answer: texts[0], pages: texts.slice(1) }, work);
}

/** … with one that has so much of HTTP/2 as to find where calls end, and gives them all the same answer. */
export function withFraming<T>(children: Children, answer: Uint8Array, work: (echo: Echo) => Promise<T>): Promise<T> {
  const text = Buffer.from(answer).toString("base64");
  return withProcess(children, "./framing-process.js", { answer: text }, work);
}

/** … with a collector of traces that takes all and keeps nothing: OTLP over HTTP. */
export function withTraceSink<T>(children: Children, work: (sink: Echo) => Promise<T>): Promise<T> {
  return withProcess(children, "./trace-sink-process.js", null, work);
}

async function withProcess<T>(
  children: Children,
  file: string,
  message: object | null,
  work: (echo: Echo) => Promise<T>,
): Promise<T> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)));
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      try {
        if (message !== null) child.send(message);
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
