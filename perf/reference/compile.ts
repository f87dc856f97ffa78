import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";

/** The programs in C that Prism's load generator is compared with. */
export interface References {
  /** Answers everything alike. */
  readonly responder: string;
  /** Asks at a constant rate. */
  readonly openLoop: string;
  /** Asks as fast as it is answered. */
  readonly closedLoop: string;
  /** The same over gRPC. */
  readonly callLoop: string;
}

/** The version of the C compiler; null where there is none. */
export function compilerVersion(): string | null {
  const { status, stdout } = spawnSync("cc", ["--version"], { encoding: "utf8" });
  return status === 0 ? (stdout.split("\n")[0] as string) : null;
}

/** Does `work` with the programs, which are compiled for it. Only where there is a compiler. */
export async function withReferences<T>(children: Children, work: (references: References) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-reference-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const references = {
      responder: join(folder, "responder"),
      openLoop: join(folder, "open-loop"),
      closedLoop: join(folder, "closed-loop"),
      callLoop: join(folder, "call-loop"),
    };
    compile("responder.c", references.responder);
    compile("open-loop.c", references.openLoop);
    compile("closed-loop.c", references.closedLoop);
    compile("call-loop.c", references.callLoop);
    return await children.guard(remove, () => work(references));
  } finally {
    remove();
  }
}

function compile(source: string, program: string): void {
  const args = ["-std=gnu11", "-O2", "-o", program, join(sources, source), "-lm", "-ldl"];
  const { status, stderr } = spawnSync("cc", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${source} cannot be compiled: ${stderr.trim()}`);
}

/** The sources are not copied to where the compiled modules are. */
const sources = fileURLToPath(new URL("../../../perf/reference/", import.meta.url));
