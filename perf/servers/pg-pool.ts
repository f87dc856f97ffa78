import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";
import type { PgPoolResult, PgPoolTask } from "./pg-pool-process.ts";

export type RunPgPool = (task: PgPoolTask) => Promise<PgPoolResult>;

/** Runs `work` with a process that uses PostgreSQL through a Pool of `pg`. */
export async function withPgPool<T>(
  children: Children,
  setup: { readonly url: string; readonly keys: number; readonly valueBytes: number },
  work: (run: RunPgPool) => Promise<T>,
): Promise<T> {
  const file = fileURLToPath(new URL("./pg-pool-process.js", import.meta.url));
  const child = fork(file, [setup.url, String(setup.keys), String(setup.valueBytes)]);
  const next = async (): Promise<unknown> => {
    const ended = new AbortController();
    const died = once(child, "exit", { signal: ended.signal }).then(() => {
      throw new Error("the process that uses a Pool of pg ended early");
    });
    try {
      return ((await Promise.race([once(child, "message", { signal: ended.signal }), died])) as unknown[])[0];
    } finally {
      died.catch(() => undefined);
      ended.abort();
    }
  };
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      try {
        await next();
        return await work(async (task) => {
          child.send(task);
          return (await next()) as PgPoolResult;
        });
      } finally {
        if (child.connected) child.disconnect();
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      }
    },
  );
}
