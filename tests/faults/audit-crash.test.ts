import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { createPrng, type Prng } from "../../src/common/prng.ts";
import { filePath, listChains } from "../../src/security/audit/audit-folder.ts";
import { AuditKeys } from "../../src/security/audit/audit-keys.ts";
import { KeyHash } from "../../src/security/audit/key-hash.ts";
import { type FolderVerdict, verifyFolder } from "../../src/security/audit/verify-folder.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Small files, so that they are begun and removed under load too; checkpoints often, so that kills meet them. */
const AUDITED = `
workers: 2
audit: { mode: on, maxFileBytes: 256KiB, checkpointEvery: 100ms }
backends: { disk: { type: sqlite, path: data }, ram: { type: memory } }
namespaces:
  - { name: durable, pattern: keyvalue, backend: disk }
  - { name: fast, pattern: keyvalue, backend: ram }
`;
const ROUNDS = 12;
const NAMESPACES = ["durable", "fast"] as const;
const IN_FLIGHT = 200;

/** Puts under keys that are never used again, and which of them were acknowledged. */
class Load {
  readonly acknowledged: string[] = [];
  private readonly keys = new Map<number, string>();
  private nextId = 1;
  private seen = 0;

  /** Keeps so many puts under way on the connection. */
  drive(client: FrameClient): void {
    for (; this.seen < client.answers.length; this.seen++) {
      const { id, code, message } = client.answers[this.seen] as (typeof client.answers)[number];
      assert.equal(code, 0, message);
      this.acknowledged.push(this.keys.get(id) as string);
      this.keys.delete(id);
    }
    const frames: Buffer[] = [];
    while (!client.isClosed && this.keys.size < IN_FLIGHT) frames.push(this.next());
    if (frames.length > 0) client.send(Buffer.concat(frames));
  }

  /** The next round has a connection of its own. */
  reconnect(): void {
    this.keys.clear();
    this.seen = 0;
  }

  private next(): Buffer {
    const id = this.nextId++;
    this.keys.set(id, `key-${id}`);
    return put(id, NAMESPACES[id % 2] as string, `key-${id}`, "v");
  }
}

function verify(folder: string): FolderVerdict {
  const keys = AuditKeys.read(join(folder, ".prism", "audit-keys"));
  const options = { publicKeys: new Map([[keys.id, keys.publicKey]]), leastSeals: new Map() };
  return verifyFolder(join(folder, ".prism", "audit"), { ...options, mustBeClosed: false });
}

/** How often each hash of a key stands in the log with the outcome OK. */
function recordedHashes(folder: string): Set<string> {
  const audit = join(folder, ".prism", "audit");
  const found = new Set<string>();
  for (const [chain, files] of listChains(audit)) {
    for (const file of files) {
      const text = readFileSync(filePath(audit, chain, file), "latin1");
      for (const match of text.matchAll(/"operation":"put","key":"([0-9a-f]{16})","code":"OK"/g))
        found.add(match[1] as string);
    }
  }
  return found;
}

async function runRound(t: TestContext, folder: string, load: Load, prng: Prng): Promise<void> {
  const gateway = await GatewayProcess.serving(t, { folder });
  const client = await gateway.connect();
  load.reconnect();
  load.drive(client);
  const until = client.answers.length + 2_000 + prng.below(6_000);
  await client.until(() => {
    load.drive(client);
    return client.answers.length >= until;
  });
  await gateway.kill();
  await eventually("the connection has broken", () => client.isClosed);
  // What had come before the kill counts as acknowledged.
  load.drive(client);
}

describe("a gateway killed with SIGKILL under audited writes", () => {
  it(`has every acknowledged write on record, in a log that verifies, ${ROUNDS} times over`, async (t) => {
    const seed = 20_261_125;
    const prng = createPrng(seed);
    const folder = tempFolder(t);
    writeFileSync(join(folder, "prism.yaml"), AUDITED);
    const load = new Load();
    for (let round = 1; round <= ROUNDS; round++) {
      await runRound(t, folder, load, prng);
      const where = `round ${round} of seed ${seed}`;
      const { chains } = verify(folder);
      assert.deepEqual(
        chains.flatMap(({ faults }) => faults),
        [],
        where,
      );
      const hash = new KeyHash(AuditKeys.read(join(folder, ".prism", "audit-keys")).hashSecret);
      const recorded = recordedHashes(folder);
      const missing = load.acknowledged.filter((key) => !recorded.has(hash.hex(key)));
      assert.deepEqual(missing, [], where);
    }
    const last = await GatewayProcess.serving(t, { folder });
    last.signal("SIGTERM");
    assert.equal((await last.end).code, 0);
    const { chains } = verify(folder);
    assert.ok(chains.every(({ isClosed, faults }) => isClosed && faults.length === 0));
    assert.ok(chains.some(({ files }) => files > 2));
    t.diagnostic(
      `${load.acknowledged.length} acknowledged writes in ${chains.map(({ files }) => files).join(" + ")} files`,
    );
  });
});
