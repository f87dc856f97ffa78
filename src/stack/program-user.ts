import { chownSync, readFileSync } from "node:fs";

/** An account of this machine, for a server that refuses to run as root. */
export interface ProgramUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The first of these accounts that there is; null when this process is not root, and so is nobody to refuse. */
export function unprivilegedUser(...names: readonly string[]): ProgramUser | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of names) {
    const account = accounts.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (account !== undefined) return { name, uid: Number(account[2]), gid: Number(account[3]) };
  }
  return null;
}

/** Gives paths to a user; to nobody when there is none to give them to. */
export function giveTo(user: ProgramUser | null, ...paths: readonly string[]): void {
  if (user !== null) for (const path of paths) chownSync(path, user.uid, user.gid);
}
