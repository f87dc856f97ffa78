import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { MaterialKeeper } from "../../../src/security/tls/material-keeper.ts";
import type { TlsPaths } from "../../../src/security/tls/tls-files.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Issued, TestCa } from "../../support/test-ca.ts";
import { TlsFolder } from "../../support/tls-folder.ts";

const ca = new TestCa();
const first = ca.issueServer();
const second = ca.issueServer();
const DAY_MS = 24 * 3600 * 1000;
/** Less than the files are looked at without an event. */
const BY_EVENT_MS = 8_000;

class Keeping {
  readonly keeper: MaterialKeeper;
  readonly log: string[] = [];
  readonly served: string[] = [];
  nowMs = Date.now();

  constructor(t: TestContext, paths: TlsPaths) {
    this.keeper = new MaterialKeeper({
      paths,
      clock: { monotonicUs: () => 0, wallMs: () => this.nowMs },
      log: (level, message, fields) => this.log.push(`${level}: ${message} ${fields.problem ?? ""}`.trim()),
    });
    afterwards(t, () => this.keeper.close());
    this.keeper.onChange(({ files }) => this.served.push(String(files.cert)));
  }

  static of(t: TestContext, folder: TlsFolder): Keeping {
    return new Keeping(t, { certFile: folder.certFile, keyFile: folder.keyFile, clientCaFile: null });
  }

  get current(): string {
    return String(this.keeper.current.files.cert);
  }
}

describe("certificates that change", () => {
  it("are served when they can be, once", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    await kept.keeper.look();
    assert.deepEqual(kept.served, []);
    folder.write(second);
    await kept.keeper.look();
    await kept.keeper.look();
    assert.deepEqual(kept.served, [second.cert]);
    assert.deepEqual(kept.keeper.reloads, { served: 1, refused: 0 });
    assert.equal(kept.log.filter((line) => line === "info: new TLS certificates are served").length, 1);
  });

  it("are not served again when only their times have changed", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    utimesSync(folder.certFile, 1, 1);
    await kept.keeper.look();
    assert.deepEqual(kept.served, []);
  });

  it("stay the old ones when the new ones are wrong, which is said once", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    writeFileSync(folder.certFile, "nonsense");
    for (let i = 0; i < 4; i++) await kept.keeper.look();
    assert.equal(kept.current, first.cert);
    assert.deepEqual(kept.served, []);
    assert.deepEqual(kept.keeper.reloads, { served: 0, refused: 1 });
    assert.match(kept.keeper.problem, /tls\.certFile: .* holds no certificate/);
    assert.equal(kept.log.filter((line) => line.startsWith("error: ")).length, 1);
    assert.match(kept.log.at(-1) ?? "", /the old certificates stay tls\.certFile/);
  });

  it("stay the old ones when the new one is of another key, has expired, or is gone", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    const refused = async (problem: RegExp): Promise<void> => {
      for (let i = 0; i < 2; i++) await kept.keeper.look();
      assert.match(kept.keeper.problem, problem);
      assert.equal(kept.current, first.cert);
    };
    writeFileSync(folder.certFile, second.cert);
    await refused(/is not the key of the certificate/);
    folder.write(ca.issueServer({ notAfter: new Date(Date.now() - 1000) }));
    await refused(/has expired/);
    rmSync(folder.keyFile);
    await refused(/tls\.key does not exist/);
    assert.equal(kept.keeper.reloads.refused, 3);
  });

  it("are taken when what was wrong has been put right, also by the old ones", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    for (const right of [second, second, first]) {
      writeFileSync(folder.certFile, "nonsense");
      for (let i = 0; i < 2; i++) await kept.keeper.look();
      assert.notEqual(kept.keeper.problem, "");
      folder.write(right);
      await kept.keeper.look();
      assert.equal(kept.keeper.problem, "");
      assert.equal(kept.current, right.cert);
    }
    assert.deepEqual(kept.served, [second.cert, first.cert]);
  });

  it("are not wrong while only one of two files has been written", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    writeFileSync(folder.certFile, second.cert);
    await kept.keeper.look();
    writeFileSync(folder.keyFile, second.key);
    await kept.keeper.look();
    assert.equal(kept.current, second.cert);
    assert.deepEqual(kept.keeper.reloads, { served: 1, refused: 0 });
    assert(!kept.log.some((line) => line.startsWith("error")));
  });

  it("are taken when their time has come, without another change", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    const early = ca.issueServer({
      notBefore: new Date(kept.nowMs + DAY_MS / 2),
      notAfter: new Date(kept.nowMs + 90 * DAY_MS),
    });
    folder.write(early);
    for (let i = 0; i < 2; i++) await kept.keeper.look();
    assert.match(kept.keeper.problem, /not valid yet/);
    kept.nowMs += DAY_MS;
    await kept.keeper.look();
    assert.equal(kept.current, early.cert);
  });
});

describe("the end of a certificate", () => {
  it("is announced once when it is near and once when it is there", async (t) => {
    const lasting = ca.issueServer({ notAfter: new Date(Date.now() + 30 * DAY_MS) });
    const kept = Keeping.of(t, new TlsFolder(tempFolder(t)).write(lasting));
    const about = (): string[] => kept.log.filter((line) => line.includes("expire"));
    await kept.keeper.look();
    assert.deepEqual(about(), []);
    kept.nowMs += 20 * DAY_MS;
    for (let i = 0; i < 2; i++) await kept.keeper.look();
    assert.deepEqual(about(), ["warning: the TLS certificate expires soon; renew it"]);
    kept.nowMs += 20 * DAY_MS;
    for (let i = 0; i < 2; i++) await kept.keeper.look();
    assert.deepEqual(about().slice(1), ["error: the TLS certificate has expired: clients refuse it; renew it"]);
    assert.equal(kept.current, lasting.cert);
  });
});

describe("watching", () => {
  it("sees files that are renamed into their place", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    kept.keeper.open();
    folder.write(second);
    await eventually("the new ones are served", () => kept.current === second.cert, BY_EVENT_MS);
  });

  it("sees the link turned that Kubernetes turns", async (t) => {
    const folder = tempFolder(t);
    const version = (name: string, { cert, key }: Issued): void => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "tls.crt"), cert);
      writeFileSync(join(folder, name, "tls.key"), key);
      symlinkSync(name, join(folder, "..data_tmp"));
      renameSync(join(folder, "..data_tmp"), join(folder, "..data"));
    };
    version("..2025_1", first);
    for (const file of ["tls.crt", "tls.key"]) symlinkSync(join("..data", file), join(folder, file));
    const kept = Keeping.of(t, new TlsFolder(folder));
    kept.keeper.open();
    version("..2025_2", second);
    await eventually("the new ones are served", () => kept.current === second.cert, BY_EVENT_MS);
    assert.equal(kept.keeper.reloads.refused, 0);
  });

  it("sees the links turned that certbot turns, one after the other", async (t) => {
    const [live, archive] = [tempFolder(t), tempFolder(t)];
    const turn = (number: number, { cert, key }: Issued): void => {
      for (const [name, text] of [
        ["tls.crt", cert],
        ["tls.key", key],
      ] as const) {
        writeFileSync(join(archive, `${number}-${name}`), text);
        rmSync(join(live, name), { force: true });
        symlinkSync(join(archive, `${number}-${name}`), join(live, name));
      }
    };
    turn(1, first);
    const kept = Keeping.of(t, new TlsFolder(live));
    kept.keeper.open();
    turn(2, second);
    await eventually("the new ones are served", () => kept.current === second.cert, BY_EVENT_MS);
    assert.equal(kept.keeper.reloads.refused, 0);
  });

  it("says of its own accord that files are wrong", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    kept.keeper.open();
    writeFileSync(folder.certFile, "nonsense");
    await eventually("it is said", () => kept.keeper.problem !== "", BY_EVENT_MS);
  });

  it("is not put off by a folder that never rests", async (t) => {
    const path = tempFolder(t);
    const folder = new TlsFolder(path).write(first);
    const kept = Keeping.of(t, folder);
    kept.keeper.open();
    folder.write(second);
    await eventually(
      "the new ones are served",
      () => {
        writeFileSync(join(path, "restless"), "");
        return kept.current === second.cert;
      },
      BY_EVENT_MS,
    );
  });

  it("ends when it is closed", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(first);
    const kept = Keeping.of(t, folder);
    kept.keeper.open();
    kept.keeper.close();
    folder.write(second);
    await kept.keeper.look();
    assert.equal(kept.current, first.cert);
  });
});
