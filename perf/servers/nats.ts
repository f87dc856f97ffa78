import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Children } from "../children.ts";
import { freePort } from "./free-port.ts";
import { isListening } from "./is-listening.ts";
import { ServerProcess } from "./server-process.ts";

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
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-nats-"));
  const port = await freePort();
  const args = ["-js", "-sd", folder, "-a", "127.0.0.1", "-p", String(port)];
  const server = new ServerProcess("nats-server", args, { name: "nats-server" });
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const kill = (): void => {
    server.kill();
    remove();
  };
  return children.guard(kill, async () => {
    try {
      await server.waitUntil(() => isListening(port));
      return await work(port);
    } finally {
      await server.end();
      remove();
    }
  });
}
