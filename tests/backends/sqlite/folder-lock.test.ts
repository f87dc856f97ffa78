import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { type FolderLock, lockFolder } from "../../../src/backends/sqlite/folder-lock.ts";
import { tempFolder } from "../../support/temp-folder.ts";

describe("the lock on a folder", () => {
  it("is one process's, who says its number, until it is released", (t) => {
    const folder = tempFolder(t);
    const lock = lockFolder(folder, 0) as FolderLock;
    assert.equal(lockFolder(folder, 0), process.pid);
    lock.release();
    (lockFolder(folder, 0) as FolderLock).release();
  });

  it("is free again when its process was killed", async (t) => {
    const folder = tempFolder(t);
    const module = new URL("../../../src/backends/sqlite/folder-lock.js", import.meta.url).href;
    const script = `const { lockFolder } = await import(${JSON.stringify(module)});
      lockFolder(${JSON.stringify(folder)}, 0); console.log("locked"); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    t.after(() => child.kill("SIGKILL"));
    await once(child.stdout, "data");
    assert.equal(lockFolder(folder, 0), child.pid);
    child.kill("SIGKILL");
    await once(child, "exit");
    (lockFolder(folder, 0) as FolderLock).release();
  });
});
