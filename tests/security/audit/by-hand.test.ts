import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { tempFolder } from "../../support/temp-folder.ts";
import { AuditFixture } from "./audit-fixture.ts";

/** The program in the reference page, which shares no line with ours. */
function programOfThePage(): string {
  const page = readFileSync(join(process.cwd(), "docs-cms", "reference", "audit.md"), "utf8");
  return /```python\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
}

function missing(): string | false {
  return spawnSync("python3", ["-c", ""]).status === 0 ? false : "needs python3";
}

describe("the program in docs-cms/reference/audit.md", { skip: missing() }, () => {
  it("finds that the seals of a log fit, and that they do not once it is changed", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open();
    for (let i = 0; i < 5; i++) fixture.write(log, 3);
    await log.close(fixture.nowMs);
    const program = join(tempFolder(t), "verify.py");
    writeFileSync(program, programOfThePage());
    assert.equal(execFileSync("python3", [program, fixture.path(1)], { encoding: "utf8" }), "8 seals fit\n");
    writeFileSync(fixture.path(1), readFileSync(fixture.path(1), "latin1").replace('"door":"tcp"', '"door":"grpc"'));
    const { status, stderr } = spawnSync("python3", [program, fixture.path(1)], { encoding: "utf8" });
    assert.deepEqual([status, stderr], [1, "seal 3 does not fit\n"]);
  });
});
