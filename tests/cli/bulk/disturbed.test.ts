import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PrismClient } from "../../../src/client/prism-client.ts";
import type { Clock } from "../../../src/common/clock.ts";
import { RealGateway } from "../../client/real-gateway.ts";
import { waitUntil } from "../../client/wait-until.ts";
import { afterwards } from "../../support/afterwards.ts";
import { runCommand } from "../run-command.ts";

const rows = 6_000;

function writeRows(gateway: RealGateway): string {
  const file = join(gateway.folder, "rows.ndjson");
  const lines = Array.from({ length: rows }, (_, i) => JSON.stringify({ key: `row/${i}`, value: `value ${i}` }));
  writeFileSync(file, lines.join("\n"));
  return file;
}

function doneLine(file: string): number {
  return existsSync(`${file}.checkpoint`) ? JSON.parse(readFileSync(`${file}.checkpoint`, "utf8")).line : 0;
}

test("an import outlives a gateway that is replaced, and takes nothing of itself for a conflict", async (t) => {
  const gateway = await RealGateway.start();
  afterwards(t, () => gateway.remove());
  const file = writeRows(gateway);
  const words = ["import", file, "--rate", "2000", "--on-conflict", "fail", "--max-errors", "0", "-o", "json"];
  const running = runCommand(words, { env: { PRISM_ADDRESS: gateway.address } });
  await waitUntil(() => doneLine(file) >= 1_000);
  await gateway.close();
  await gateway.open();
  const { code, stdout, stderr } = await running;
  assert.equal(stderr, "");
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout.toString()).written, rows);
  const client = await PrismClient.connect(gateway.address);
  afterwards(t, () => client.close());
  let count = 0;
  for await (const _ of client.keyValue("default").scanAll({ prefix: "row/", keysOnly: true, pageSize: 10_000 }))
    count++;
  assert.equal(count, rows);
});

test("Ctrl-C ends an import with 130, and it can be resumed", async (t) => {
  const gateway = await RealGateway.start();
  afterwards(t, () => gateway.remove());
  const file = writeRows(gateway);
  const env = { PRISM_ADDRESS: gateway.address };
  let interrupt = (): void => {};
  const running = runCommand(["import", file, "--rate", "2000"], {
    env,
    onInterrupt: (action) => {
      interrupt = action;
    },
  });
  await waitUntil(() => doneLine(file) >= 500);
  interrupt();
  assert.equal((await running).code, 130);
  assert.ok(doneLine(file) < rows);
  const resumed = await runCommand(["import", file, "--resume", "-o", "json"], { env });
  assert.equal(JSON.parse(resumed.stdout.toString()).written, rows);
});

test("a person at a terminal sees how far it is", async (t) => {
  const gateway = await RealGateway.start();
  afterwards(t, () => gateway.remove());
  const file = writeRows(gateway);
  let nowUs = 0;
  const clock: Clock = {
    monotonicUs: () => {
      nowUs = (nowUs + 700_000) | 0;
      return nowUs;
    },
    wallMs: () => 1_800_000_000_000,
  };
  const options = { env: { PRISM_ADDRESS: gateway.address }, clock, terminals: ["stderr", "stdout"] as const };
  const imported = await runCommand(["import", file], options);
  assert.match(imported.stderr, /\r100 %, \d [05]00 items, [\d ]+ bytes, \d+ a second/);
  const exported = await runCommand(["export", "--file", join(gateway.folder, "out.csv")], options);
  assert.match(exported.stderr, /\r\d [05]00 items|\r6 000 items, [\d ]+ bytes/);
  assert.match(exported.stdout.toString(), /^ITEMS/);
});
