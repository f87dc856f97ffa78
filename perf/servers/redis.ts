import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Children } from "../children.ts";
import { freePort } from "./free-port.ts";
import { isListening } from "./is-listening.ts";
import { ServerProcess } from "./server-process.ts";

/** The version of Redis on this machine; null when server or benchmark are not there. */
export function redisVersion(): string | null {
  try {
    execFileSync("redis-benchmark", ["--version"], { stdio: "ignore" });
    return /v=(\S+)/.exec(execFileSync("redis-server", ["--version"], { encoding: "utf8" }))?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Runs `work` with a Redis that keeps nothing on disk. */
export async function withRedis<T>(children: Children, work: (port: number) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-redis-"));
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
  const server = new ServerProcess("redis-server", args, { name: "redis-server" });
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

/** Requests a second, by Redis' own benchmark: 50 connections, 64-byte values, 10,000 keys. */
export async function benchRedis(
  children: Children,
  port: number,
  depth: number,
  requests: number,
): Promise<{ get: number; set: number }> {
  const args = ["-p", String(port), "-t", "set,get", "-c", "50", "-P", String(depth), "-d", "64", "-r", "10000"];
  const running = promisify(execFile)("redis-benchmark", [...args, "-n", String(requests), "--csv"], {
    timeout: 120_000,
  });
  const { stdout } = await children.guard(
    () => running.child.kill("SIGKILL"),
    () => running,
  );
  return { get: rateOf(stdout, "GET"), set: rateOf(stdout, "SET") };
}

/** The second column of a line like `"GET","131000.00","0.3"…`. */
function rateOf(csv: string, test: string): number {
  const rate = Number(new RegExp(`^"${test}","([\\d.]+)"`, "m").exec(csv)?.[1]);
  if (!(rate > 0)) throw new Error(`redis-benchmark gave no rate for ${test}: ${csv.slice(0, 200)}`);
  return rate;
}
