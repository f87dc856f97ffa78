import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, it } from "node:test";
import { exclusively } from "../../src/stack/exclusively.ts";
import { tempFolder } from "../support/temp-folder.ts";

const missing = spawnSync("flock", ["--version"]).status === 0 ? false : "needs flock, of util-linux";

describe("what is done exclusively", { skip: missing }, () => {
  it("is done by one after the other, also when one of them fails", async (t) => {
    const lock = join(tempFolder(t), "lock");
    let inside = 0;
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map((n) =>
        exclusively(lock, async () => {
          inside++;
          assert.equal(inside, 1);
          await new Promise(setImmediate);
          inside--;
          if (n === 2) throw new Error("the second fails");
          return n;
        }),
      ),
    );
    assert.deepEqual(
      results.map((result) => (result.status === "fulfilled" ? result.value : "failed")),
      [1, "failed", 3, 4],
    );
  });

  it("is free again when the process that did it was killed", async (t) => {
    const lock = join(tempFolder(t), "lock");
    const module = new URL("../../src/stack/exclusively.js", import.meta.url).href;
    const program = `
      import { exclusively } from ${JSON.stringify(module)};
      setInterval(() => undefined, 1_000);
      await exclusively(${JSON.stringify(lock)}, () => new Promise(() => console.log("held")));
    `;
    const holder = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    t.after(() => holder.kill("SIGKILL"));
    await once(holder.stdout, "data");
    let isHeld = true;
    const next = exclusively(lock, async () => isHeld);
    await new Promise(setImmediate);
    isHeld = false;
    holder.kill("SIGKILL");
    assert.equal(await next, false);
  });
});
