import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Children } from "../children.ts";

/**
 * Runs the gate of a copy of this build in which a worker burns so many microseconds more for each request, to see that it
 * is found. Gives the copy's exit status. The copy is gone afterwards.
 */
export async function gateOfSlowedBuild(root: string, children: Children, us: number): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), "prism-slowed-"));
  const remove = (): void => rmSync(copy, { recursive: true, force: true });
  try {
    for (const folder of ["src", "perf"])
      cpSync(join(root, "dist", folder), join(copy, "dist", folder), { recursive: true });
    for (const name of ["node_modules", "package.json", "proto"]) symlinkSync(join(root, name), join(copy, name));
    const file = join(copy, "dist", "src", "workers", "worker-loop.js");
    writeFileSync(file, slowed(readFileSync(file, "utf8"), us));
    const gate = spawn(process.execPath, [join(copy, "dist", "perf", "bench.js"), "--gate"], { stdio: "inherit" });
    const kill = (): void => {
      gate.kill("SIGTERM");
      remove();
    };
    return await children.guard(kill, async () => {
      const [code] = (await once(gate, "exit")) as [number | null];
      return code ?? 1;
    });
  } finally {
    remove();
  }
}

/** The compiled loop of a worker that burns `us` for each request that it takes. */
export function slowed(loop: string, us: number): string {
  const parts = loop.split(TAKEN);
  if (parts.length !== 2)
    throw new Error(`worker-loop.js has "${TAKEN}" not once: say in slowed-build.ts where it burns`);
  return `import { steadyMs as burntMs } from "../common/clock.js";
${parts.join(`${TAKEN} for (const until = burntMs() + ${us / 1e3}; burntMs() < until; );`)}`;
}

/** In `onRecord`: one request more is in the batch. */
const TAKEN = "this.count++;";
