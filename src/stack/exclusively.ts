import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Does something while no other process does anything under the same lock, a file. The system takes the lock back when
 * its holder dies, so that none is ever stale. Where there is no `flock`, as on macOS, nobody waits: what is fetched is
 * put into its place whole, and done twice at worst.
 */
export async function exclusively<Result>(lock: string, action: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(lock), { recursive: true });
  // `cat` holds the lock until this process closes the pipe, which its death does too.
  const holder = spawn("flock", [lock, "sh", "-c", "echo held; cat"], { stdio: ["pipe", "pipe", "ignore"] });
  const ended = once(holder, "close").catch(() => undefined);
  await Promise.race([once(holder.stdout, "data"), ended]).catch(() => undefined);
  try {
    return await action();
  } finally {
    holder.stdin.on("error", () => undefined).end();
    await ended;
  }
}
