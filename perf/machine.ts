import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem } from "node:os";
import { commitOf } from "../src/bench/suite/environment.ts";
import { redisVersion } from "./servers/redis.ts";

/** Where and with what the findings were made: figures of two machines do not compare, ratios do. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly kernel: string;
  readonly node: string;
  readonly sqlite: string;
  readonly redis: string;
  /** With `+` when the work tree had changes; null outside a git work tree. */
  readonly commit: string | null;
}

export function describeMachine(root: string): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    kernel: `${process.platform} ${release()}`,
    node: process.versions.node,
    sqlite: `better-sqlite3 ${packageVersion("better-sqlite3")}`,
    redis: redisVersion() ?? "not there",
    commit: commitOf(root),
  };
}

function packageVersion(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
