import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Children } from "../children.ts";

export interface Responder {
  readonly port: number;
  readonly pid: number;
}

/** Runs `work` with a responder; `args` as its source says. */
export async function withResponder<T>(
  children: Children,
  program: string,
  args: readonly string[],
  work: (responder: Responder) => Promise<T>,
): Promise<T> {
  // It ends when its standard input does, and so with this process, however that ends.
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      try {
        const [line] = (await once(createInterface(child.stdout), "line")) as [string];
        const { port } = JSON.parse(line) as { port: number };
        return await work({ port, pid: child.pid as number });
      } finally {
        child.stdin.end();
        await ended;
      }
    },
  );
}
