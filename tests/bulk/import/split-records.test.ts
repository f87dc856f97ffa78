import assert from "node:assert/strict";
import { test } from "node:test";
import { BLOCK_BYTES, splitRecords } from "../../../src/bulk/import/split-records.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // A buffer that is used again, as a source may.
  const reused = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    reused.set(piece);
    yield reused.subarray(0, piece.length);
  }
}

async function split(bytes: Uint8Array, size: number, quotes = false): Promise<{ text: string; lines: number }[]> {
  const blocks: { text: string; lines: number }[] = [];
  for await (const block of splitRecords(pieces(bytes, size), quotes)) {
    assert.equal(block.bytes.byteLength, block.bytes.buffer.byteLength, "it is handed over with its buffer");
    blocks.push({ text: Buffer.from(block.bytes).toString(), lines: block.lines });
  }
  return blocks;
}

/** Records whose ends fall around the size of a block. */
const long = Buffer.from(`${"a".repeat(BLOCK_BYTES - 5)}\nbb\nc\nd\n${"e".repeat(BLOCK_BYTES - 1)}\n\nlast`);

test("gives the same blocks of whole records however the bytes come", async () => {
  const whole = await split(long, long.length);
  assert.deepEqual(
    whole.map(({ text, lines }) => [text.length, lines]),
    [
      [BLOCK_BYTES + 1, 3],
      [BLOCK_BYTES + 2, 2],
      [5, 2],
    ],
  );
  assert.equal(whole.map(({ text }) => text).join(""), long.toString());
  for (const size of [1_000, 4_097, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1]) {
    assert.deepEqual(await split(long, size), whole, `in pieces of ${size}`);
  }
});

test("does not cut a record of CSV at a line that ends within quotes, at whichever byte the pieces end", async () => {
  const record = `${"x".repeat(BLOCK_BYTES - 20)},"one ""quoted"" \n line\n two",end\nnext,"\n"\nlast,1`;
  const bytes = Buffer.from(record);
  const whole = await split(bytes, bytes.length, true);
  assert.deepEqual(
    whole.map(({ text }) => text.slice(-6)),
    ['",end\n', "last,1"],
  );
  assert.deepEqual(
    whole.map(({ lines }) => lines),
    [3, 3],
  );
  for (let size = BLOCK_BYTES - 25; size < BLOCK_BYTES + 40; size++) {
    assert.deepEqual(await split(bytes, size, true), whole, `in pieces of ${size}`);
  }
});

test("leaves a byte order mark out, and gives nothing of nothing", async () => {
  assert.deepEqual(await split(Buffer.from("\ufeff{}\n"), 2), [{ text: "{}\n", lines: 1 }]);
  assert.deepEqual(await split(Buffer.from(""), 2), []);
});

test("refuses a record without an end before it is all in memory", async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    const chunk = new Uint8Array(8 * 1024 * 1024).fill(0x61);
    for (let i = 0; i < 20; i++) yield chunk;
    assert.fail("it reads on");
  }
  await assert.rejects(splitRecords(endless()).next(), { message: /RECORD_TOO_LONG: a record at or after line 1 / });
});
