import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import { headPath } from "../../../src/security/audit/audit-folder.ts";
import { AuditKeys } from "../../../src/security/audit/audit-keys.ts";
import { sealedUpTo } from "../../../src/security/audit/control-line.ts";
import { AuditFixture, CHAIN } from "./audit-fixture.ts";

/** A chain of some blocks that was closed; with `files`, spread over so many. */
async function closedLog(t: TestContext, files = 1): Promise<AuditFixture> {
  const fixture = AuditFixture.in(t);
  const log = fixture.open({ rotateAfterMs: 60_000 });
  fixture.write(log, 2);
  for (let file = 1; file < files; file++) {
    fixture.nowMs += 60_000;
    fixture.write(log, 1);
    await log.settled();
  }
  fixture.nowMs += 1_000;
  fixture.write(log, 1, "j");
  await log.close(fixture.nowMs);
  assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
  return fixture;
}

const linesOf = (bytes: Buffer): string[] => bytes.toString("latin1").split("\n").slice(0, -1);
const joined = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(""), "latin1");

describe("a closed log", () => {
  it("shows any byte that was changed, in the file and in its head", async (t) => {
    const fixture = await closedLog(t);
    for (const path of [fixture.path(1), headPath(fixture.folder, CHAIN)]) {
      for (let at = 0; at < readFileSync(path).length; at++) {
        for (const bits of [0x01, 0x20]) {
          const flip = (bytes: Buffer) => {
            bytes[at] = (bytes[at] as number) ^ bits;
            return bytes;
          };
          fixture.withBytes(path, flip, () =>
            assert.notDeepEqual(fixture.faults(), [], `byte ${at} ^ ${bits} of ${path}`),
          );
        }
      }
    }
  });

  it("shows a cut at any byte, in the file and in its head", async (t) => {
    const fixture = await closedLog(t);
    for (const path of [fixture.path(1), headPath(fixture.folder, CHAIN)]) {
      for (let length = 0; length < readFileSync(path).length; length++) {
        const cut = (bytes: Buffer) => bytes.subarray(0, length);
        fixture.withBytes(path, cut, () => assert.notDeepEqual(fixture.faults(), [], `cut at ${length} of ${path}`));
      }
    }
  });

  it("shows any line that was removed, written twice or moved", async (t) => {
    const fixture = await closedLog(t);
    const count = linesOf(readFileSync(fixture.path(1))).length;
    for (let i = 0; i < count; i++) {
      for (const [what, change] of [
        ["removed", (lines: string[]) => lines.toSpliced(i, 1)],
        ["twice", (lines: string[]) => lines.toSpliced(i, 0, lines[i] as string)],
        ["last", (lines: string[]) => (i === count - 1 ? [] : [...lines.toSpliced(i, 1), lines[i] as string])],
      ] as const) {
        fixture.withBytes(
          fixture.path(1),
          (bytes) => joined(change(linesOf(bytes))),
          () => assert.notDeepEqual(fixture.faults(), [], `line ${i + 1} ${what}`),
        );
      }
    }
  });

  it("shows any two lines that changed places", async (t) => {
    const fixture = await closedLog(t);
    const before = linesOf(readFileSync(fixture.path(1)));
    for (let a = 0; a < before.length; a++) {
      for (let b = a + 1; b < before.length; b++) {
        const swapped = before.with(a, before[b] as string).with(b, before[a] as string);
        fixture.withBytes(
          fixture.path(1),
          () => joined(swapped),
          () => assert.notDeepEqual(fixture.faults(), [], `lines ${a + 1} and ${b + 1}`),
        );
      }
    }
  });

  it("says which lines were changed, and that once", async (t) => {
    const fixture = await closedLog(t);
    const change = (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replace("orders", "0rders"), "latin1");
    fixture.withBytes(fixture.path(1), change, () => {
      const faults = fixture.faults();
      assert.equal(faults.length, 1, faults.join("\n"));
      assert.match(faults[0] ?? "", /^worker-0\.000001\.jsonl:5-8: these lines are not what seal 3 was made for/);
    });
    const without = (bytes: Buffer) => joined(linesOf(bytes).filter((line) => !line.includes('"request":"1"')));
    fixture.withBytes(fixture.path(1), without, () =>
      assert.match(fixture.faults()[0] ?? "", /there were 2 records, and there are 1/),
    );
  });
});

describe("a log of several files", () => {
  it("shows a file that was removed, emptied or put in another's place", async (t) => {
    const fixture = await closedLog(t, 4);
    const bytes = [1, 2, 3, 4].map((file) => readFileSync(fixture.path(file)));
    for (const file of [1, 2, 3, 4]) {
      const path = fixture.path(file);
      rmSync(path);
      assert.notDeepEqual(fixture.faults(), [], `without file ${file}`);
      writeFileSync(path, "");
      assert.notDeepEqual(fixture.faults(), [], `with file ${file} empty`);
      for (const other of [1, 2, 3, 4]) {
        writeFileSync(path, bytes[other - 1] as Buffer);
        writeFileSync(fixture.path(other), bytes[file - 1] as Buffer);
        assert.equal(fixture.faults().length === 0, file === other, `file ${file} and ${other} swapped`);
        writeFileSync(fixture.path(other), bytes[other - 1] as Buffer);
      }
      writeFileSync(path, bytes[file - 1] as Buffer);
    }
    assert.deepEqual(fixture.faults(), []);
    // A process that ends when it has just begun a file leaves it so, and nothing is missing.
    writeFileSync(fixture.path(5), "");
    assert.deepEqual(fixture.faults(), []);
  });

  it("shows that a removal which is not signed is somebody else's", async (t) => {
    const fixture = await closedLog(t, 3);
    const second = linesOf(readFileSync(fixture.path(2)));
    const previous = (JSON.parse(second[0] as string) as { previous: string }).previous;
    const removed = `{"removed":"worker-0.000001.jsonl","hash":"${previous}","time":"2026-03-04T05:06:07.008Z"}`;
    rmSync(fixture.path(1));
    forge(fixture, 3, (lines) => lines.toSpliced(1, 0, removed));
    assert.match(fixture.faults().join(), /000001\.jsonl:0-0: the file is missing, and no signed line/);
  });
});

describe("somebody without the key", () => {
  it("cannot change what was signed, though every seal fits", async (t) => {
    const fixture = await closedLog(t);
    forge(fixture, 1, (lines) => lines.map((line) => line.replace("orders", "others")));
    const faults = fixture.faults();
    assert.match(faults.join(), /checkpoint \d was signed for other lines than those before it/);
    assert.doesNotMatch(faults.join(), /these lines are not what seal/);
  });

  it("cannot go on after the end without its being seen", async (t) => {
    const fixture = await closedLog(t);
    const added = '{"time":"2026-03-04T05:06:07.008Z","principal":"user:eve"}';
    forge(fixture, 1, (lines) => [...lines, added, "seal"]);
    assert.match(fixture.faults().join(), /these lines follow the end of the log, and no start stands before them/);
    forge(fixture, 1, (lines) => lines.map((line) => (line === added ? opened : line)));
    assert.deepEqual(fixture.faults(), [], "a start that is not signed yet looks like that");
    assert.match(fixture.faults({ mustBeClosed: true }).join(), /not closed/);
    forge(fixture, 1, (lines) => lines.flatMap((line) => (line === opened ? [opened, added] : [line])));
    assert.match(fixture.notes().join(), /1 records at the end are not signed/);
  });

  it("cannot sign with another key", async (t) => {
    const fixture = await closedLog(t);
    const other = AuditKeys.createOrRead(`${fixture.folder}/other-keys`);
    const publicKeys = new Map([[other.id, other.publicKey]]);
    assert.match(fixture.faults({ publicKeys }).join(), /which is none of those that were given/);
    const renamed = new Map([[fixture.keys.id, other.publicKey]]);
    assert.match(fixture.faults({ publicKeys: renamed }).join(), /the signature of checkpoint 1 is false/);
  });

  it("cannot put an older head in place, nor another chain's, nor none", async (t) => {
    const fixture = AuditFixture.in(t);
    const path = headPath(fixture.folder, CHAIN);
    const heads: Buffer[] = [];
    for (let i = 0; i < 3; i++) {
      const log = fixture.open();
      fixture.write(log, 1);
      await log.close(fixture.nowMs);
      heads.push(readFileSync(path));
    }
    const other = fixture.open({}, { chain: "worker-1" });
    await other.close(fixture.nowMs);
    for (const head of heads.slice(0, 2)) {
      writeFileSync(path, head);
      assert.match(fixture.faults().join(), /an older head was put in its place/);
    }
    writeFileSync(path, readFileSync(headPath(fixture.folder, "worker-1")));
    assert.match(fixture.faults().join(), /the head is of another chain/);
    rmSync(path);
    assert.match(fixture.faults().join(), /the head is missing/);
  });

  it("cannot bring in a chain of another log", async (t) => {
    const fixture = await closedLog(t);
    writeFileSync(`${fixture.folder}/audit.json`, JSON.stringify({ log: "fedcba9876543210", publicKeys: [] }));
    assert.match(fixture.faults().join(), /this is a file of the log 0123456789abcdef, and not of fedcba9876543210/);
  });

  it("can bring back an older state as a whole, unless somebody knows of a later one", async (t) => {
    const fixture = await closedLog(t);
    cpSync(fixture.folder, `${fixture.folder}.copy`, { recursive: true });
    const log = fixture.open();
    fixture.write(log, 1);
    await log.close(fixture.nowMs);
    const seal = log.report(fixture.nowMs).seal;
    rmSync(fixture.folder, { recursive: true });
    renameSync(`${fixture.folder}.copy`, fixture.folder);
    assert.deepEqual(fixture.faults(), []);
    assert.match(
      fixture.faults({ leastSeals: new Map([[CHAIN, seal]]) }).join(),
      /an older state was put in its place/,
    );
    assert.match(fixture.faults({ leastSeals: new Map([["worker-7", 1]]) }).join(), /there is no chain worker-7/);
  });

  it("cannot take away all files", async (t) => {
    const fixture = await closedLog(t);
    rmSync(fixture.path(1));
    assert.match(fixture.faults().join(), /its end was cut/);
    rmSync(headPath(fixture.folder, CHAIN));
    assert.match(fixture.faults().join(), /holds no audit log/);
  });
});

describe("an open log", () => {
  it("shows every change but in what is not signed yet", (t) => {
    const fixture = AuditFixture.in(t);
    fixture.write(fixture.open(), 2);
    appendFileSync(fixture.path(1), "x");
    assert.deepEqual(fixture.faults(), []);
    assert.match(fixture.notes().join(), /1 bytes at the end have no seal/);
  });
});

const opened = '{"open":"2026-03-04T05:06:07.008Z","found":"closed","torn":0}';

/** Changes lines of a file and makes all its seals anew: everything but what takes the signing key. */
function forge(fixture: AuditFixture, file: number, change: (lines: string[]) => string[]): void {
  const lines = change(linesOf(readFileSync(fixture.path(file))));
  let hash = "";
  let block = "";
  let [seal, records] = [0, 0];
  const forged = lines.map((line) => {
    const fields = line === "seal" ? { seal: seal + 1 } : (JSON.parse(line) as Record<string, unknown>);
    if ("audit" in fields) {
      hash = fields.previous as string;
      seal = fields.seal as number;
    }
    if (Object.keys(fields)[0] !== "seal") {
      if ("principal" in fields) records++;
      block += `${line}\n`;
      return line;
    }
    const text = sealedUpTo(++seal, records);
    hash = createHash("sha256")
      .update(hash, "hex")
      .update(block + text)
      .digest("hex");
    [block, records] = ["", 0];
    return `${text}${hash}"}`;
  });
  writeFileSync(fixture.path(file), joined(forged));
}
