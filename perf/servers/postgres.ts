import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeLoopbackPorts } from "../../src/stack/loopback.ts";
import { serverKinds } from "../../src/stack/server-kinds.ts";
import { ServerProcess } from "../../src/stack/server-process.ts";
import { StackProblem } from "../../src/stack/stack-problem.ts";
import type { Children } from "../children.ts";

/** Why there is no PostgreSQL to measure with; null when there is one. */
export function postgresMissing(): string | null {
  try {
    serverKinds.postgres.check();
    return null;
  } catch (error) {
    if (error instanceof StackProblem) return error.message;
    throw error;
  }
}

/** Runs `work` with a PostgreSQL of its own as the stack starts it: fsync is on, and so is every other default. */
export async function withPostgres<T>(children: Children, work: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-postgres-"));
  // It runs as another user, who must come through.
  chmodSync(folder, 0o711);
  // Killed, it may write a last file meanwhile.
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  try {
    const place = { folder, ports: await freeLoopbackPorts(1), settings: {} };
    const server = await ServerProcess.start(serverKinds.postgres, place);
    return await children.guard(
      () => {
        // The signal is sent before the first wait, and nothing is waited for by a process that ends.
        void server.kill();
        remove();
      },
      async () => {
        try {
          return await work(`postgres://prism@127.0.0.1:${server.port}/prism`);
        } finally {
          await server.discard();
        }
      },
    );
  } finally {
    remove();
  }
}
