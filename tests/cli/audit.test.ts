import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { AuditKeys, publicPem } from "../../src/security/audit/audit-keys.ts";
import type { AuditLog } from "../../src/security/audit/audit-log.ts";
import { KeyHash } from "../../src/security/audit/key-hash.ts";
import { AuditFixture, entry, LOG } from "../security/audit/audit-fixture.ts";
import { eventually } from "../support/eventually.ts";
import { type Finished, runCommand } from "./run-command.ts";

/** A closed log of two chains, whose records alternate in time, and a configuration that names it. */
async function twoChains(t: TestContext): Promise<AuditFixture> {
  const fixture = AuditFixture.in(t);
  const publicKeys = [publicPem(fixture.keys.publicKey)];
  writeFileSync(join(fixture.folder, "audit.json"), JSON.stringify({ log: LOG, publicKeys }));
  writeFileSync(
    join(dirname(fixture.folder), "prism.yaml"),
    "audit: { mode: on, folder: audit, keyFolder: keys }\nbackends: { ram: { type: memory } }\nnamespaces: []\n",
  );
  const logs = [fixture.open(), fixture.open({}, { chain: "worker-1" })] as const;
  for (let i = 0; i < 6; i++) {
    fixture.nowMs += 10;
    fixture.write(logs[i % 2] as AuditLog, 1, `k${i}-`);
  }
  fixture.nowMs += 10;
  logs[0].begin(fixture.nowMs);
  const denied = { code: Code.PERMISSION_DENIED, reason: "ACCESS_DENIED" };
  logs[0].append(
    entry({ ...denied, principal: "user:e\u001b[2Jve", namespace: "secrets", items: 3, keys: ["k0-0"], count: 7 }),
  );
  logs[0].flush();
  for (const log of logs) await log.close(fixture.nowMs);
  return fixture;
}

/** An issuer whose secret is in a variable that nobody sets here. */
const WITH_SECRET = `auth:
  mode: required
  jwt:
    - { name: partner, issuer: "https://partner.example", audience: [prism], secret: "env:PRISM_TEST_UNSET_SECRET" }
`;

function run(fixture: AuditFixture, ...argv: readonly string[]): Promise<Finished> {
  return runCommand(["audit", ...argv], { cwd: dirname(fixture.folder) });
}

describe("prism audit verify", () => {
  it("says that a good log is good, in the folder of the configuration or one that is named", async (t) => {
    const fixture = await twoChains(t);
    for (const folder of [[], [fixture.folder]]) {
      const { code, stdout } = await run(fixture, "verify", "--closed", ...folder);
      assert.equal(code, 0, stdout.toString());
      assert.match(stdout.toString(), /worker-0 {2}1 {6}4 {8}4 .* closed {2}good/);
      assert.match(stdout.toString(), /the log is as the gateway wrote it/);
      assert.match(stdout.toString(), /--public-key names a key kept elsewhere/);
    }
  });

  it("needs none of the gateway's secrets", async (t) => {
    const fixture = await twoChains(t);
    appendFileSync(join(dirname(fixture.folder), "prism.yaml"), WITH_SECRET);
    const { code, stdout, stderr } = await run(fixture, "verify");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout.toString(), /the log is as the gateway wrote it/);
    assert.equal((await run(fixture, "hash-key", "k0-0")).code, 0);
  });

  it("says file, lines and what is wrong, and fails", async (t) => {
    const fixture = await twoChains(t);
    const path = fixture.path(1, "worker-1");
    writeFileSync(path, readFileSync(path, "latin1").replace("user:ada", "user:eve"));
    const { code, stdout } = await run(fixture, "verify");
    assert.equal(code, 1);
    assert.match(
      stdout.toString(),
      /^wrong: worker-1\.000001\.jsonl:\d+-\d+: these lines are not what seal \d+ was made for/m,
    );
    assert.match(stdout.toString(), /NOT AS THE GATEWAY WROTE IT/);
  });

  it("tells programs the same in JSON", async (t) => {
    const fixture = await twoChains(t);
    appendFileSync(fixture.path(1), "x");
    const { code, stdout } = await run(fixture, "verify", "-o", "json");
    const { isGood, chains, trust } = JSON.parse(stdout.toString());
    assert.deepEqual([code, isGood, trust.keys], [0, true, [fixture.keys.id]]);
    assert.match(chains[0].notes[0].what, /1 bytes at the end have no seal/);
  });

  it("trusts the keys that are named, and no other", async (t) => {
    const fixture = await twoChains(t);
    const own = join(fixture.keyFolder, "public-key.pem");
    assert.equal((await run(fixture, "verify", "--public-key", own)).code, 0);
    const elsewhere = join(fixture.folder, "elsewhere");
    AuditKeys.createOrRead(elsewhere);
    const other = join(elsewhere, "public-key.pem");
    const { code, stdout } = await run(fixture, "verify", "--public-key", other);
    assert.equal(code, 1);
    assert.match(stdout.toString(), /signed with the key [0-9a-f]{16}, which is none of those that were given/);
    assert.equal((await run(fixture, "verify", "--public-key", other, "--public-key", own)).code, 0);
    writeFileSync(other, "no key");
    assert.match((await run(fixture, "verify", "--public-key", other)).stderr, /PUBLIC_KEY_INVALID/);
  });

  it("misses what somebody has seen in the log before", async (t) => {
    const fixture = await twoChains(t);
    assert.equal((await run(fixture, "verify", "--reaches", "worker-0=3")).code, 0);
    assert.equal((await run(fixture, "verify", "--reaches", "worker-0=9999")).code, 1);
    assert.equal((await run(fixture, "verify", "--reaches", "worker-9=1")).code, 1);
    assert.equal((await run(fixture, "verify", "--reaches", "nonsense")).code, 2);
  });

  it("fails on a folder that is none", async (t) => {
    const fixture = await twoChains(t);
    const { code, stderr } = await run(fixture, "verify", "nowhere");
    assert.equal(code, 1);
    assert.match(stderr, /AUDIT_UNREADABLE: .*nowhere cannot be read/);
    assert.match((await run(fixture, "verify", fixture.keyFolder)).stdout.toString(), /holds no audit log/);
  });
});

describe("prism audit tail", () => {
  it("shows the last records of all chains by time, and nothing that moves the cursor", async (t) => {
    const fixture = await twoChains(t);
    const { stdout } = await run(fixture, "tail", "-n", "3");
    const lines = stdout.toString().trimEnd().split("\n");
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? "", /^TIME +PRINCIPAL +DOOR +NAMESPACE +OPERATION +KEY +OUTCOME +REQUEST$/);
    assert.match(lines[3] ?? "", /user:e\\u\{1b\}\[2Jve +tcp +secrets +put +3 items +ACCESS_DENIED × 7 +0$/);
    const times = lines.slice(1).map((line) => line.split(" ")[0]);
    assert.deepEqual(times, [...times].sort());
  });

  it("shows what is asked for alone", async (t) => {
    const fixture = await twoChains(t);
    const count = async (...argv: string[]): Promise<number> => {
      const { stdout } = await run(fixture, "tail", "-o", "json", ...argv);
      return stdout.toString().split("\n").length - 1;
    };
    assert.equal(await count(), 7);
    assert.equal(await count("-n", "0"), 0);
    assert.equal(await count("--denied"), 1);
    assert.equal(await count("--principal", "user:ada"), 6);
    assert.equal(await count("--namespace", "secrets"), 1);
    assert.equal(await count("--key", "k0-0"), 2);
    assert.equal(await count("--key", "k1-0"), 1);
  });

  it("goes on with what is added, in files and chains that are new too", async (t) => {
    const fixture = await twoChains(t);
    let interrupt = (): void => {};
    let shown = "";
    const following = runCommand(["audit", "tail", "-f", "-n", "1", "-o", "json"], {
      cwd: dirname(fixture.folder),
      onInterrupt: (action) => {
        interrupt = action;
      },
      onOutput: (text) => {
        shown += text;
      },
    });
    await eventually("the last record is shown", () => shown.includes("ACCESS_DENIED"));
    const log = fixture.open({ maxFileBytes: 1 });
    fixture.write(log, 1, "first");
    fixture.write(log, 1, "second");
    const other = fixture.open({}, { chain: "acceptor" });
    fixture.write(other, 1, "third");
    const hash = new KeyHash(fixture.keys.hashSecret);
    const hashes = ["first0", "second0", "third0"].map((key) => hash.hex(key));
    await eventually("all new ones are shown", () => hashes.every((each) => shown.includes(each)));
    interrupt();
    const { code, stdout } = await following;
    assert.equal(code, 130);
    assert.equal(stdout.toString().trimEnd().split("\n").length, 4);
  });
});

describe("prism audit hash-key", () => {
  it("prints what stands in the log", async (t) => {
    const fixture = await twoChains(t);
    const { stdout } = await run(fixture, "hash-key", "k0-0");
    assert.match(readFileSync(fixture.path(1), "utf8"), new RegExp(`"key":"${stdout.toString().trim()}"`));
    const umlaut = (await run(fixture, "hash-key", "schlüssel", "--keys", fixture.keyFolder)).stdout.toString().trim();
    assert.equal(umlaut, new KeyHash(fixture.keys.hashSecret).hex(Buffer.from("schlüssel").toString("latin1")));
  });
});
