import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Children } from "../children.ts";
import { ServerProcess } from "./server-process.ts";

/** A server as it is to be started. */
export interface ServerToRun {
  /** What it is called when it fails. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Whether it serves. */
  readonly isReady: () => Promise<boolean>;
}

/** Runs `work` with a server whose files are in a folder of its own; neither outlives that. */
export async function withServer<T>(
  children: Children,
  prepare: (folder: string) => Promise<ServerToRun>,
  work: () => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-server-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const { name, file, args, isReady } = await prepare(folder).catch((error: unknown) => {
    remove();
    throw error;
  });
  const server = new ServerProcess(file, args, { name });
  const kill = (): void => {
    server.kill();
    remove();
  };
  return children.guard(kill, async () => {
    try {
      await server.waitUntil(isReady);
      return await work();
    } finally {
      await server.end();
      remove();
    }
  });
}
