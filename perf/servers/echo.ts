import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";

/** Runs `work` with a bare echo server in a process of its own. */
export async function withEcho<T>(
  children: Children,
  work: (echo: { port: number; pid: number }) => Promise<T>,
): Promise<T> {
  const child = fork(fileURLToPath(new URL("./echo-process.js", import.meta.url)));
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      try {
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
