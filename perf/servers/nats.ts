import { execFileSync } from "node:child_process";
import type { Children } from "../children.ts";
import { freePort } from "./free-port.ts";
import { isListening } from "./is-listening.ts";
import { withServer } from "./with-server.ts";

/** The version of NATS on this machine; null when there is none. */
export function natsVersion(): string | null {
  try {
    return /v(\S+)/.exec(execFileSync("nats-server", ["--version"], { encoding: "utf8" }))?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Runs `work` with a NATS server that keeps its streams in files. */
export async function withNats<T>(children: Children, work: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort();
  const start = async (folder: string) => ({
    name: "nats-server",
    file: "nats-server",
    args: ["-js", "-sd", folder, "-a", "127.0.0.1", "-p", String(port)],
    isReady: () => isListening(port),
  });
  return withServer(children, start, () => work(port));
}
