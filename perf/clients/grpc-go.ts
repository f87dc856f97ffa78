import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";

/** Does `work` with the client of grpc-go, which is built for it; with a reason that begins with `needs ` where it cannot be. */
export async function withGrpcGo<T>(
  children: Children,
  work: (client: { readonly program: string } | { readonly reason: string }) => Promise<T>,
): Promise<T> {
  if (spawnSync("go", ["version"]).status !== 0) return work({ reason: "needs Go" });
  const folder = mkdtempSync(join(tmpdir(), "prism-grpc-go-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const program = join(folder, "grpc-go");
    const options = { cwd: sources, encoding: "utf8", timeout: BUILD_MS } as const;
    const built = spawnSync("go", ["build", "-o", program, "."], options);
    const reason = `needs Go's modules: ${built.stderr?.trim().split("\n").at(-1) ?? built.error?.message}`;
    return await children.guard(remove, () => work(built.status === 0 ? { program } : { reason }));
  } finally {
    remove();
  }
}

/** They are not copied to where the compiled modules are. */
const sources = fileURLToPath(new URL("../../../perf/clients/grpc-go/", import.meta.url));
/** Its modules are fetched the first time. */
const BUILD_MS = 5 * 60_000;
