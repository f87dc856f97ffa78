import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";
import type { SqliteTask } from "./sqlite-process.ts";

/** Calls better-sqlite3 in a loop for a while; gives calls a second. */
export type RunSqlite = (task: SqliteTask) => Promise<number>;

/** Runs `work` with a process that calls SQLite directly, its file beside where the gateway's would be. */
export async function withSqlite<T>(
  children: Children,
  data: { keys: number; valueBytes: number },
  work: (run: RunSqlite, pid: number) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-sqlite-"));
  const file = fileURLToPath(new URL("./sqlite-process.js", import.meta.url));
  const child = fork(file, [folder, String(data.keys), String(data.valueBytes)]);
  const next = async (): Promise<unknown> => {
    const ended = new AbortController();
    const died = once(child, "exit", { signal: ended.signal }).then(() => {
      throw new Error("the process that calls SQLite directly ended early");
    });
    try {
      return ((await Promise.race([once(child, "message", { signal: ended.signal }), died])) as unknown[])[0];
    } finally {
      died.catch(() => undefined);
      ended.abort();
    }
  };
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const kill = (): void => {
    child.kill("SIGKILL");
    remove();
  };
  return children.guard(kill, async () => {
    try {
      await next();
      return await work(async (task) => {
        child.send(task);
        return ((await next()) as { opsPerSecond: number }).opsPerSecond;
      }, child.pid as number);
    } finally {
      if (child.connected) child.disconnect();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      remove();
    }
  });
}
