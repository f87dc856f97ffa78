import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";

/** Runs `work` with a bare uWebSockets.js server in a process of its own, which answers everything with so many `x`. */
export async function withBareHttp<T>(
  children: Children,
  bodyBytes: number,
  work: (bare: { port: number; pid: number }) => Promise<T>,
): Promise<T> {
  const child = fork(fileURLToPath(new URL("./bare-http-process.js", import.meta.url)), [String(bodyBytes)]);
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      try {
        const [message] = (await once(child, "message")) as [{ port: number }];
        return await work({ port: message.port, pid: child.pid as number });
      } finally {
        child.disconnect();
        if (child.exitCode === null) await once(child, "exit");
      }
    },
  );
}
