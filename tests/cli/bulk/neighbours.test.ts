import assert from "node:assert/strict";
import { randomFillSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { ParquetEncoder } from "../../../src/bulk/export/parquet-encoder.ts";
import { TextEncoder } from "../../../src/bulk/export/text-encoder.ts";
import { writeRows } from "../../../src/bulk/export/write-rows.ts";
import { BlockBuilder, type RowBlock } from "../../../src/bulk/row-block.ts";
import type { KeyValue } from "../../../src/client/key-value.ts";
import { PrismClient } from "../../../src/client/prism-client.ts";
import { Offload } from "../../../src/offload/offload.ts";
import { afterwards } from "../../support/afterwards.ts";
import { GatewayProcess } from "../../support/gateway-process.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { runShell } from "../run-command.ts";

const random = randomFillSync(new Uint8Array(700));

/** Milliseconds of each of some reads, one after the other: `count` of them, or as long as `until` takes. */
async function readTimes(kv: KeyValue, count: number, until?: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isOver = until === undefined;
  void until?.finally(() => {
    isOver = true;
  });
  while (times.length < count || !isOver) {
    const beganMs = performance.now();
    await kv.get("watched");
    times.push(performance.now() - beganMs);
  }
  return times;
}

function percentile(times: readonly number[], share: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
}

test("who reads beside an import and an export keeps its latency", async (t) => {
  const folder = tempFolder(t);
  const gateway = await GatewayProcess.serving(t, { folder, args: ["--workers", "1"] });
  const address = `prism://127.0.0.1:${gateway.port}`;
  const client = await PrismClient.connect(address);
  afterwards(t, () => client.close());
  const kv = client.keyValue("memory");
  await kv.put("watched", "value");
  const value = Buffer.from(random).toString("base64");
  const rows = Array.from({ length: 15_000 }, (_, i) => `{"key":"k/${i}","value":"${value}","encoding":"base64"}\n`);
  writeFileSync(join(folder, "rows.ndjson.gz"), gzipSync(rows.join(""), { level: 1 }));
  await readTimes(kv, 200);
  const quiet = await readTimes(kv, 1_000);
  // The work of both is all that there is: parsing, decompressing, base64, Parquet, and batches to one and the same worker.
  const work = "prism import rows.ndjson.gz -n memory && prism export -n memory --file rows.parquet";
  const bulk = runShell(work, { cwd: folder, env: { PRISM_ADDRESS: address } });
  const beside = await readTimes(kv, 100, bulk);
  const { code, stderr } = await bulk;
  assert.equal(code, 0, stderr);
  const [before, after] = [percentile(quiet, 0.95), percentile(beside, 0.95)];
  t.diagnostic(
    `p50 ${percentile(quiet, 0.5).toFixed(2)} → ${percentile(beside, 0.5).toFixed(2)} ms, p95 ${before.toFixed(2)} → ${after.toFixed(2)} ms, ${beside.length} reads`,
  );
  // A batch of 500 rows takes a worker a millisecond or two; the rest is who shares the processors.
  assert.ok(after < 20 * before + 20, `p95 went from ${before} to ${after} ms`);
});

async function* manyBlocks(count: number): AsyncGenerator<RowBlock<object>> {
  for (let block = 0; block < count; block++) {
    const builder = new BlockBuilder<object>();
    for (let i = 0; i < 4_000; i++) {
      builder.add({ key: `key/${block}/${i}`, version: i, expiresAtMs: 0, part: 0, parts: 0 }, random);
    }
    yield builder.take();
  }
}

for (const format of ["parquet", "csv"] as const) {
  test(`a thread that has rows made into ${format} goes on meanwhile`, async (t) => {
    const pool = new Offload({ threads: 1, maxQueue: 8 });
    afterwards(t, () => pool.close());
    const encoder =
      format === "parquet" ? new ParquetEncoder(pool, "items") : new TextEncoder(pool, "items", { format, gzip: true });
    let bytes = 0;
    const before = performance.eventLoopUtilization();
    await writeRows(manyBlocks(6), encoder as ParquetEncoder, async (part) => {
      bytes += part.length;
    });
    const { utilization } = performance.eventLoopUtilization(before);
    assert.ok(bytes > 0);
    t.diagnostic(`busy for ${Math.round(utilization * 100)} % of the time`);
    assert.ok(utilization < 0.7, `the thread itself was busy for ${utilization} of the time`);
  });
}
