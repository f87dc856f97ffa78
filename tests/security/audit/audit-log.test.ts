import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { headPath, listChains } from "../../../src/security/audit/audit-folder.ts";
import { DirectSegment } from "../../../src/security/audit/segment.ts";
import { AuditFixture, CHAIN, entry } from "./audit-fixture.ts";

describe("an audit log", () => {
  it("has every record when it is closed, and verifies", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open();
    assert.equal(fixture.write(log, 3), true);
    assert.equal(fixture.write(log, 2), true);
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    const [chain] = fixture.verify().chains;
    assert.deepEqual([chain?.records, chain?.signedRecords, chain?.isClosed], [5, 5, true]);
    assert.equal(fixture.records().length, 5);
    assert.deepEqual(chain?.notes, []);
  });

  it("has what was flushed while it is open", (t) => {
    const fixture = AuditFixture.in(t);
    fixture.write(fixture.open(), 3);
    assert.equal(fixture.records().length, 3);
    assert.deepEqual(fixture.faults(), []);
    assert.match(fixture.faults({ mustBeClosed: true })[0] ?? "", /not closed/);
  });

  it("goes on with the chain after a stop, and after many", async (t) => {
    const fixture = AuditFixture.in(t);
    for (let round = 0; round < 4; round++) {
      const log = fixture.open();
      fixture.write(log, 2);
      await log.close(fixture.nowMs);
    }
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    assert.deepEqual(
      fixture.lines().flatMap((line) => ("open" in line ? [line.found] : [])),
      ["new", "closed", "closed", "closed"],
    );
    assert.equal(fixture.verify().chains[0]?.records, 8);
    assert.deepEqual(listChains(fixture.folder).get(CHAIN), [1]);
  });

  it("signs when the time has come, and once for all that was written since", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open();
    const checkpoints = () => fixture.lines().filter((line) => "checkpoint" in line && "signature" in line).length;
    assert.equal(checkpoints(), 1);
    fixture.write(log, 1);
    await log.settled();
    fixture.write(log, 1);
    assert.equal(checkpoints(), 1);
    fixture.nowMs += 1_000;
    log.onTimer(fixture.nowMs);
    assert.equal(checkpoints(), 2);
    await log.settled();
    fixture.nowMs += 1_000;
    log.onTimer(fixture.nowMs);
    assert.equal(checkpoints(), 2);
    assert.equal(log.report(fixture.nowMs).checkpointAgeMs, 0);
  });

  it("begins a new file when the one before is full or old, and the chain runs on", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open({ maxFileBytes: 4_096, rotateAfterMs: 60_000 });
    for (let i = 0; i < 40; i++) fixture.write(log, 3);
    const before = listChains(fixture.folder).get(CHAIN)?.length ?? 0;
    assert.ok(before >= 5, `${before} files`);
    fixture.nowMs += 60_000;
    fixture.write(log, 1);
    assert.equal(listChains(fixture.folder).get(CHAIN)?.length, before + 1);
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    assert.equal(fixture.verify().chains[0]?.records, 121);
  });

  it("removes files that are too many once their removal is signed, and it verifies", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open({ maxFileBytes: 2_048, maxFiles: 3, checkpointEveryMs: 10 });
    for (let i = 0; i < 40; i++) {
      fixture.nowMs += 10;
      fixture.write(log, 3);
      await log.settled();
    }
    await log.close(fixture.nowMs);
    const files = listChains(fixture.folder).get(CHAIN) ?? [];
    assert.ok(files.length <= 4 && (files[0] ?? 0) > 3, String(files));
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    rmSync(fixture.path(files[0] as number));
    assert.match(fixture.faults()[0] ?? "", /the file is missing, and no signed line says/);
  });
});

describe("an audit log whose process ended", () => {
  it("goes on after its last block", async (t) => {
    const fixture = AuditFixture.in(t);
    fixture.write(fixture.open(), 3);
    const log = fixture.open();
    fixture.write(log, 2);
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    assert.equal(fixture.verify().chains[0]?.records, 5);
    assert.match(fixture.notes().join(), /ended without closing the log/);
  });

  it("keeps what was torn, says so, and does not count it", async (t) => {
    const fixture = AuditFixture.in(t);
    for (const torn of ['{"time":"2026', '{"time":"x"}\n', '{"time":"x"}\n{"ti', "\u0000\u0000\u0000", "{\n"]) {
      fixture.write(fixture.open(), 1);
      appendFileSync(fixture.path(1), torn);
      assert.match(fixture.notes().join(), /bytes at the end have no seal/);
    }
    const log = fixture.open();
    fixture.write(log, 1);
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    assert.equal(fixture.verify().chains[0]?.records, 6);
    assert.match(fixture.notes().join(), /none of them was acknowledged/);
  });

  it("goes on wherever the last block was cut, and verifies", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open();
    await log.settled();
    fixture.write(log, 2);
    const from = readFileSync(fixture.path(1)).length;
    fixture.write(log, 2, "last");
    const whole = readFileSync(fixture.path(1));
    const head = readFileSync(headPath(fixture.folder, CHAIN));
    for (let cut = from; cut <= whole.length; cut++) {
      writeFileSync(fixture.path(1), whole.subarray(0, cut));
      writeFileSync(headPath(fixture.folder, CHAIN), head);
      const next = fixture.open();
      fixture.write(next, 1);
      await next.close(fixture.nowMs);
      assert.deepEqual(fixture.faults({ mustBeClosed: true }), [], `cut at ${cut - from}`);
      assert.equal(fixture.verify().chains[0]?.records, cut === whole.length ? 5 : 3, `cut at ${cut - from}`);
    }
  });

  it("begins again when it ended within the first lines of a file", async (t) => {
    const fixture = AuditFixture.in(t);
    for (const begun of ["", '{"audit":1,', '{"audit":1}\n']) {
      writeFileSync(fixture.path(1), begun);
      const log = fixture.open();
      fixture.write(log, 1);
      await log.close(fixture.nowMs);
      assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
      rmSync(fixture.path(1));
      rmSync(headPath(fixture.folder, CHAIN));
    }
  });

  it("goes on in a new file when its end was cut, and the gap stays to be seen", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open();
    await log.settled();
    const whole = readFileSync(fixture.path(1));
    fixture.write(log, 3);
    await log.close(fixture.nowMs);
    writeFileSync(fixture.path(1), whole);
    const next = fixture.open();
    fixture.write(next, 1);
    await next.close(fixture.nowMs);
    assert.equal(fixture.lines().find((line) => line.open !== undefined && line.found === "cut") !== undefined, true);
    assert.match(fixture.faults().join(), /worker-0\.000002\.jsonl:1-1: seals \d+ to \d+ are missing before this file/);
  });
});

describe("an audit log that cannot be written", () => {
  class FaultyDisk {
    problem = "";
    readonly openSegment = (path: string, bytes: number) => {
      const segment = new DirectSegment(path, bytes);
      const write = segment.write.bind(segment);
      segment.write = (buffer, length) => {
        if (this.problem === "") write(buffer, length);
        else {
          // As a full disk does: some of it goes, then nothing.
          write(buffer, Math.floor(length / 2));
          segment.bytes -= Math.floor(length / 2);
          throw new Error(this.problem);
        }
      };
      return segment;
    };
  }

  it("refuses, keeps what it has, and writes it once it can", async (t) => {
    const fixture = AuditFixture.in(t);
    const disk = new FaultyDisk();
    const log = fixture.open({}, disk);
    fixture.write(log, 1, "before");
    disk.problem = "ENOSPC";
    assert.equal(fixture.write(log, 2, "during"), false);
    assert.equal(log.isRefusing, true);
    assert.deepEqual(fixture.problems, ["ENOSPC"]);
    assert.equal(log.report(fixture.nowMs).problem, "ENOSPC");
    disk.problem = "";
    log.begin(fixture.nowMs);
    assert.equal(log.isRefusing, true, "it is not tried again at once");
    fixture.nowMs += 100;
    log.begin(fixture.nowMs);
    assert.equal(log.isRefusing, false);
    assert.deepEqual(fixture.problems, ["ENOSPC", ""]);
    fixture.write(log, 1, "after");
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    assert.equal(fixture.records().length, 4);
  });

  it("may be told to go on, and then says how much it lost", async (t) => {
    const fixture = AuditFixture.in(t);
    const disk = new FaultyDisk();
    const log = fixture.open({ onFailure: "continue" }, disk);
    disk.problem = "EIO";
    assert.equal(fixture.write(log, 1), true);
    assert.equal(log.isRefusing, false);
    for (let i = 0; i < 20; i++) assert.equal(fixture.write(log, 1_000), true);
    const { unrecorded, failures } = log.report(fixture.nowMs);
    assert.ok(unrecorded > 0 && unrecorded < 20_000, String(unrecorded));
    assert.ok(failures > 0);
    disk.problem = "";
    fixture.nowMs += 100;
    fixture.write(log, 1);
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    assert.equal(fixture.records().length + unrecorded, 20_002);
    assert.match(fixture.notes().join(), new RegExp(`${unrecorded} records are lost`));
  });

  it("is signed later when the checkpoint cannot be written", async (t) => {
    const fixture = AuditFixture.in(t);
    const disk = new FaultyDisk();
    const log = fixture.open({}, disk);
    await log.settled();
    fixture.write(log, 1);
    fixture.nowMs += 1_000;
    disk.problem = "ENOSPC";
    log.onTimer(fixture.nowMs);
    assert.equal(log.isRefusing, true);
    disk.problem = "";
    fixture.nowMs += 1_000;
    log.onTimer(fixture.nowMs);
    assert.equal(log.isRefusing, false);
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
  });

  it("has each block on the disk before it says so, where that was asked for", async (t) => {
    const fixture = AuditFixture.in(t);
    let flushes = 0;
    let problem = "";
    const openSegment = (path: string, bytes: number): DirectSegment => {
      const segment = new DirectSegment(path, bytes);
      segment.settleNow = () => {
        flushes++;
        if (problem !== "") throw new Error(problem);
      };
      return segment;
    };
    const log = fixture.open({ sync: "batch" }, { openSegment });
    const before = flushes;
    assert.equal(fixture.write(log, 2), true);
    assert.equal(flushes, before + 1);
    problem = "EIO";
    assert.equal(fixture.write(log, 2), false);
    assert.equal(log.isRefusing, true);
    problem = "";
    fixture.nowMs += 100;
    assert.equal(fixture.write(log, 1), true);
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    assert.equal(fixture.records().length, 5);
  });

  it("goes on in the file it has when the next one cannot be begun", async (t) => {
    const fixture = AuditFixture.in(t);
    let isFull = false;
    const openSegment = (path: string, bytes: number): DirectSegment => {
      if (isFull) throw new Error("EMFILE");
      return new DirectSegment(path, bytes);
    };
    const log = fixture.open({ maxFileBytes: 2_048 }, { openSegment });
    isFull = true;
    for (let i = 0; i < 10; i++) assert.equal(fixture.write(log, 3), true);
    assert.equal(log.isRefusing, false);
    assert.deepEqual(fixture.problems, ["EMFILE"]);
    isFull = false;
    fixture.nowMs += 1_000;
    fixture.write(log, 1);
    assert.deepEqual(fixture.problems, ["EMFILE", ""]);
    await log.close(fixture.nowMs);
    assert.deepEqual(fixture.faults({ mustBeClosed: true }), []);
    assert.deepEqual(listChains(fixture.folder).get(CHAIN), [1, 2]);
  });

  it("leaves a file that was removed, and says so", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open();
    await log.settled();
    renameSync(fixture.path(1), `${fixture.path(1)}.old`);
    fixture.write(log, 1, "lost");
    fixture.nowMs += 1_000;
    log.onTimer(fixture.nowMs);
    await log.settled();
    log.onTimer(fixture.nowMs);
    assert.match(fixture.problems.join(), /000001\.jsonl was removed/);
    fixture.write(log, 1, "kept");
    await log.close(fixture.nowMs);
    assert.ok(existsSync(fixture.path(2)));
    assert.match(fixture.faults().join(), /worker-0\.000001\.jsonl:0-0: the file is missing/);
  });

  it("acknowledges nothing while its file is gone and no other can be begun", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open();
    await log.settled();
    const away = `${fixture.folder}.away`;
    renameSync(fixture.folder, away);
    fixture.write(log, 1, "lost");
    const look = async (): Promise<void> => {
      fixture.nowMs += 1_000;
      log.onTimer(fixture.nowMs);
      await log.settled();
      log.onTimer(fixture.nowMs);
    };
    await look();
    assert.equal(log.isRefusing, true);
    log.append(entry({ key: "k" }));
    assert.equal(log.flush(), false);
    renameSync(away, fixture.folder);
    await look();
    assert.equal(log.isRefusing, false);
    fixture.write(log, 1, "kept");
    await log.close(fixture.nowMs);
  });
});

describe("the files of an audit", () => {
  it("are for the owner alone", async (t) => {
    const fixture = AuditFixture.in(t);
    const log = fixture.open();
    await log.settled();
    for (const path of [fixture.path(1), headPath(fixture.folder, CHAIN), `${fixture.keyFolder}/signing-key.pem`]) {
      assert.equal(statSync(path).mode & 0o777, 0o600, path);
    }
    assert.equal(statSync(fixture.folder).mode & 0o777, 0o700);
  });

  it("are opened by one log alone when they are new", (t) => {
    const fixture = AuditFixture.in(t);
    fixture.open().append(entry({ key: "k" }));
    writeFileSync(fixture.path(2), "");
    assert.throws(() => new DirectSegment(fixture.path(2), 0), /EEXIST/);
  });
});
