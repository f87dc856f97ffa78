import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import type { Children } from "../children.ts";
import { freePort } from "./free-port.ts";
import { isListening } from "./is-listening.ts";
import { withServer } from "./with-server.ts";

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
  const port = await freePort();
  const start = async (folder: string) => ({
    name: "redis-server",
    file: "redis-server",
    args: ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder],
    isReady: () => isListening(port),
  });
  return withServer(children, start, () => work(port));
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
