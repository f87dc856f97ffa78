import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { afterwards } from "./afterwards.ts";
import { tempFolder } from "./temp-folder.ts";

/** A file system of a few megabytes that a test can fill: a tmpfs, which goes away with the test. */
export class SmallDisk {
  readonly folder: string;
  private readonly ballast: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.ballast = join(folder, "ballast");
  }

  /** Why this machine cannot have one; false when it can. */
  static missing(): string | false {
    if (process.platform !== "linux") return "needs Linux, for a tmpfs";
    return process.getuid?.() === 0 ? tryMount() : "needs root, to mount a tmpfs";
  }

  static mount(t: TestContext, megabytes: number): SmallDisk {
    const folder = join(tempFolder(t), "disk");
    mkdirSync(folder);
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "prism-test", folder]);
    mounted.add(folder);
    afterwards(t, () => unmount(folder));
    return new SmallDisk(folder);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Takes all but so many bytes. */
  fill(leaveBytes = 0): void {
    appendFileSync(this.ballast, Buffer.alloc(Math.max(0, this.freeBytes - leaveBytes)));
  }

  /** Gives them back. */
  clear(): void {
    rmSync(this.ballast, { force: true });
  }
}

const mounted = new Set<string>();

function unmount(folder: string): void {
  if (!mounted.delete(folder)) return;
  // Lazily: a process that a failed test left behind must not keep the mount in the folder.
  execFileSync("umount", ["-l", folder]);
}

// Before the folders that they are in go.
process.prependListener("exit", () => {
  for (const folder of mounted) unmount(folder);
});

/** Root in a container may still not be allowed to mount. */
function tryMount(): string | false {
  const folder = join("/tmp", `prism-mount-${process.pid}`);
  mkdirSync(folder);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "prism-test", folder], { stdio: "ignore" });
    execFileSync("umount", ["-l", folder]);
    return false;
  } catch {
    return "needs the right to mount a tmpfs";
  } finally {
    rmSync(folder, { recursive: true });
  }
}
