import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { AuditKeys } from "../../src/security/audit/audit-keys.ts";
import { verifyFolder } from "../../src/security/audit/verify-folder.ts";
import type { Answer } from "../support/answer.ts";
import { eventually } from "../support/eventually.ts";
import { get, put } from "../support/frames.ts";
import { SmallDisk } from "../support/small-disk.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const auditedOn = (folder: string, more = ""): string => `
workers: 1
audit: { mode: on, folder: ${JSON.stringify(folder)}, maxFileBytes: 64KiB${more} }
backends: { ram: { type: memory } }
namespaces:
  - { name: audited, pattern: keyvalue, backend: ram }
  - { name: quiet, pattern: keyvalue, backend: ram, audit: off }
`;

describe("an audit log on a disk that is full", { skip: SmallDisk.missing() }, () => {
  it("has writes refused that must be on record, and nothing else, until there is room", async (t) => {
    const disk = SmallDisk.mount(t, 4);
    const audit = `${disk.folder}/audit`;
    const started = await StartedGateway.open(t, { yaml: auditedOn(audit) });
    const client = await started.connect();
    assert.equal((await client.call(put(1, "audited", "before", "v"))).code, Code.OK);
    disk.fill(16 * 1024);

    const answers: Answer[] = [];
    for (let i = 0; i < 2_000 && answers.at(-1)?.reason !== "AUDIT_UNAVAILABLE"; i++) {
      answers.push(await client.call(put(2, "audited", `k${i}`, "v")));
    }
    const reasons = new Set(answers.filter(({ code }) => code !== Code.OK).map(({ reason }) => reason));
    assert.deepEqual([...reasons], ["AUDIT_INCOMPLETE", "AUDIT_UNAVAILABLE"]);
    assert.ok((answers.at(-1)?.retryAfterMs ?? 0) > 0);
    assert.equal((await client.call(get(3, "audited", "before"))).value, "v");
    assert.equal((await client.call(put(4, "quiet", "k", "v"))).code, Code.OK);
    const refused = (await client.call(put(5, "audited", "refused", "v"))).code;
    assert.equal(refused, Code.UNAVAILABLE);
    assert.equal((await client.call(get(6, "audited", "refused"))).value, null);
    assert.match(
      started.gateway.reasonsNotReady().join(),
      /the audit log of worker 0 cannot be written or kept: ENOSPC/,
    );

    disk.clear();
    await eventually(
      "writes are taken",
      async () => (await client.call(put(7, "audited", "after", "v"))).code === Code.OK,
    );
    assert.deepEqual(started.gateway.reasonsNotReady(), []);
    await started.close();
    const keys = AuditKeys.read(`${started.folder}/.prism/audit-keys`);
    const publicKeys = new Map([[keys.id, keys.publicKey]]);
    const { chains } = verifyFolder(audit, { publicKeys, mustBeClosed: true, leastSeals: new Map() });
    assert.deepEqual(
      chains.flatMap(({ faults }) => faults),
      [],
    );
    // Those that were done and could not be recorded then are on record now.
    const done = answers.filter(({ reason }) => reason !== "AUDIT_UNAVAILABLE").length;
    assert.equal(chains.find(({ chain }) => chain === "worker-0")?.records, done + 2);
    assert.deepEqual(
      started.logs.filter(({ message }) => message.startsWith("the audit log")).map(({ level }) => level),
      ["error", "info"],
    );
  });

  it("has writes go on where that was wished for, and says later what it lost", async (t) => {
    const disk = SmallDisk.mount(t, 4);
    const audit = `${disk.folder}/audit`;
    const started = await StartedGateway.open(t, { yaml: auditedOn(audit, ", onFailure: continue") });
    const client = await started.connect();
    disk.fill(16 * 1024);
    for (let i = 0; i < 300; i++) assert.equal((await client.call(put(1, "audited", `k${i}`, "v"))).code, Code.OK);
    assert.match(started.gateway.reasonsNotReady().join(), /audit log/);
    disk.clear();
    await eventually("it is written again", () => started.gateway.reasonsNotReady().length === 0);
    await started.close();
  });
});
