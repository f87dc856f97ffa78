import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** A small checkout in a folder of its own: Prism's scripts and packages around other sources. */
export class ScratchProject {
  readonly folder = mkdtempSync(join(tmpdir(), "prism-scripts-"));

  constructor() {
    for (const name of ["scripts", "package.json", "package-lock.json", "tsconfig.json"]) {
      cpSync(join(root, name), join(this.folder, name), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Runs Node with these arguments here, without the marks of the test that runs it. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): { status: number | null; output: string } {
    const { NODE_TEST_CONTEXT: _, PRISM_REQUIRE: __, npm_execpath: ___, ...inherited } = process.env;
    const done = spawnSync(process.execPath, args, {
      cwd: this.folder,
      env: { ...inherited, ...env },
      encoding: "utf8",
    });
    return { status: done.status, output: `${done.stdout}${done.stderr}` };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
