import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Lab } from "../lab.ts";

/** Microseconds of processor time for a request of each kind, and of the bare kernel. */
export interface KernelFigures {
  readonly bare: number;
  readonly "worker memory get": number;
  readonly "worker memory put": number;
  readonly "worker sqlite get": number;
}

/** One round: a process of its own, for what V8 makes of the same code differs from process to process. */
export async function kernelRound(lab: Lab): Promise<KernelFigures> {
  const folder = mkdtempSync(join(tmpdir(), "prism-gate-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const child = fork(fileURLToPath(new URL("./kernel-process.js", import.meta.url)), [folder]);
  const kill = (): void => {
    child.kill("SIGKILL");
    remove();
  };
  try {
    return await lab.children.guard(kill, async () => {
      const figures = await figuresOf(child);
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      return figures;
    });
  } finally {
    remove();
  }
}

function figuresOf(child: ChildProcess): Promise<KernelFigures> {
  return new Promise((resolve, reject) => {
    child.on("message", resolve);
    child.on("exit", (code, signal) => reject(new Error(`a worker's kernel ended early (${signal ?? code})`)));
  });
}
