import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { ParquetEncoder } from "../../../src/bulk/export/parquet-encoder.ts";
import { writeRows } from "../../../src/bulk/export/write-rows.ts";
import { decodeGroup, readOutline } from "../../../src/bulk/formats/parquet/parquet-work.ts";
import { BlockBuilder, type ItemFields, isFault, type RowBlock, valueAt } from "../../../src/bulk/row-block.ts";
import { Offload } from "../../../src/offload/offload.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { anyItems } from "./any-items.ts";

const pool = new Offload({ threads: 1, maxQueue: 8 });
after(() => pool.close());

type Items = { fields: ItemFields; value: Uint8Array }[];

async function* blocksOf(groups: readonly Items[]): AsyncGenerator<RowBlock<object>> {
  for (const items of groups) {
    const builder = new BlockBuilder<object>();
    for (const { fields, value } of items) builder.add(fields, value);
    yield builder.take();
  }
}

async function read(path: string): Promise<Items> {
  const items: Items = [];
  let from = 0;
  for (const rows of (await readOutline({ path })).groups) {
    const block = await decodeGroup({ kind: "items", path, from, to: from + rows });
    for (const [i, row] of block.rows.entries()) {
      assert.ok(!isFault(row), JSON.stringify(row));
      items.push({ fields: row as ItemFields, value: Uint8Array.from(valueAt(block, i)) });
    }
    from += rows;
  }
  return items;
}

test("what is encoded is decoded to the same, in as many row groups as there were blocks", async (t) => {
  const folder = tempFolder(t);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyItems, { maxLength: 4 }), async (all) => {
      const groups = all.filter((items) => items.length > 0);
      const parts: Uint8Array[] = [];
      await writeRows(blocksOf(groups), new ParquetEncoder(pool, "items"), async (bytes) => void parts.push(bytes));
      // A name of its own, for the footer of a file that was read is remembered.
      const path = join(folder, `${run++}.parquet`);
      writeFileSync(path, Buffer.concat(parts));
      assert.deepEqual(
        (await readOutline({ path })).groups,
        groups.map((items) => items.length),
      );
      assert.deepEqual(await read(path), groups.flat());
    }),
    { numRuns: 40 },
  );
});

test("files of other programs are read: text as values, other widths, columns left out; a wrong row is told", async (t) => {
  const path = join(tempFolder(t), "other.parquet");
  const expiresAt = new Date("2030-01-31T12:00:00.000Z");
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "value", data: ["größe", "b", "c"], type: "STRING" },
      { name: "key", data: [Buffer.from("ä"), Buffer.from("k2"), Buffer.from("")], type: "BYTE_ARRAY" },
      { name: "version", data: [7, 8, 9], type: "INT32" },
      { name: "expiresAt", data: [expiresAt, null, null], type: "TIMESTAMP" },
    ],
  });
  writeFileSync(path, Buffer.from(buffer));
  const block = await decodeGroup({ kind: "items", path, from: 0, to: 3 });
  assert.deepEqual(block.rows, [
    { key: "ä", version: 7, expiresAtMs: expiresAt.getTime(), part: 0, parts: 0 },
    { key: "k2", version: 8, expiresAtMs: 0, part: 0, parts: 0 },
    { reason: "ROW_INVALID", message: "key is missing; give a text of 1 to 1024 bytes" },
  ]);
  assert.equal(Buffer.from(valueAt(block, 0)).toString(), "größe");
});
