import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { MAX_ZSTD_FRAMES } from "../../src/common/limits.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { ChunkEncoding, zstd } from "../../src/offload/chunk-encoding.ts";
import { openChunkTask, sealChunkTask } from "../../src/offload/chunk-tasks.ts";
import { Offload, type OffloadFigures } from "../../src/offload/offload.ts";
import type { OffloadTask } from "../../src/offload/offload-task.ts";
import { eventually } from "../support/eventually.ts";
import { needsZstd } from "../support/needs-zstd.ts";

const module = new URL("./offload-work.js", import.meta.url);
const spin: OffloadTask<number, number> = { name: "spin", module };
const fail: OffloadTask<string, never> = { name: "fail", module };

const offload = new Offload({ threads: 1, maxQueue: 2 });
after(() => offload.close());

const IDENTITY = {
  encoding: ChunkEncoding.IDENTITY,
  keepAs: ChunkEncoding.IDENTITY,
  ifSmaller: false,
  maxPlainBytes: 1 << 20,
};

test("starts no thread before there is work", async () => {
  const own = new Offload({ threads: 1, maxQueue: 1 });
  assert.equal(own.running, 0);
  await own.run(spin, 1);
  assert.equal(own.running, 1);
  await own.close();
});

test("leaves its own thread free while a task takes the processor", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  await offload.run(spin, 200);
  clearInterval(timer);
  assert.ok(turns >= 5, `the event loop turned ${turns} times in 200 ms`);
});

test("seals a chunk: its digest is of the plain bytes, and it is kept as asked", async () => {
  const plain = Buffer.alloc(200_000, "so it goes ");
  const sealed = await offload.run(sealChunkTask, {
    ...IDENTITY,
    bytes: new Uint8Array(plain),
    keepAs: ChunkEncoding.GZIP,
  });
  assert.ok(sealed !== null);
  assert.deepEqual(Buffer.from(sealed.digest), createHash("sha256").update(plain).digest());
  assert.equal(sealed.plainBytes, plain.length);
  assert.equal(sealed.kept[0], ChunkEncoding.GZIP);
  assert.deepEqual(gunzipSync(sealed.kept.subarray(1)), plain);
  const opened = await offload.run(openChunkTask, { kept: sealed.kept });
  assert.deepEqual(Buffer.from(opened ?? []), plain);
});

test("takes all zstd frames of a chunk, and none past its bound", { skip: needsZstd }, async () => {
  assert.ok(zstd !== null);
  const frames = Buffer.concat([zstd.compress(Buffer.alloc(300_001, "a")), zstd.compress(Buffer.alloc(200_001, "b"))]);
  const seal = (bytes: Buffer, maxPlainBytes: number) =>
    offload.run(sealChunkTask, {
      ...{ bytes: new Uint8Array(bytes), encoding: ChunkEncoding.ZSTD, keepAs: ChunkEncoding.ZSTD, ifSmaller: false },
      maxPlainBytes,
    });
  const sealed = await seal(frames, 500_002);
  assert.equal(sealed?.plainBytes, 500_002);
  assert.equal((await offload.run(openChunkTask, { kept: sealed.kept as Uint8Array<ArrayBuffer> }))?.length, 500_002);
  for (const bound of [500_001, 300_001]) assert.equal(await seal(frames, bound), null);
  assert.equal(await seal(Buffer.concat([frames, Buffer.from("and no frame")]), 1 << 20), null);
  const tiny = zstd.compress(Buffer.from("a"));
  const many = (count: number) => seal(Buffer.concat(Array.from({ length: count }, () => tiny)), 1 << 20);
  assert.equal((await many(MAX_ZSTD_FRAMES))?.plainBytes, MAX_ZSTD_FRAMES);
  assert.equal(await many(MAX_ZSTD_FRAMES + 1), null);
});

test("does not seal what is not encoded as it says, or grows past its bound", async () => {
  const bytes = new Uint8Array(Buffer.from("no gzip at all"));
  assert.equal(await offload.run(sealChunkTask, { ...IDENTITY, bytes, encoding: ChunkEncoding.GZIP }), null);
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(2 << 20)));
  assert.equal(await offload.run(sealChunkTask, { ...IDENTITY, bytes: bomb, encoding: ChunkEncoding.GZIP }), null);
});

test("refuses what is over the queue, and counts it", async () => {
  const own = new Offload({ threads: 1, maxQueue: 1 });
  const taken = [own.run(spin, 50), own.run(spin, 1)];
  await assert.rejects(own.run(spin, 1), (error) => isPrism(error, "OFFLOAD_BUSY"));
  await Promise.all(taken);
  await own.run(spin, 1);
  const [{ waitMs, runMs, ...counts } = {}] = own.report().tasks as Partial<OffloadFigures>[];
  assert.deepEqual(counts, { task: "spin", underWay: 0, done: 3, failed: 0, refused: 1, cancelled: 0 });
  assert.ok((runMs ?? 0) >= 52, `${runMs} ms of running`);
  // The second one had waited for the first.
  assert.ok((waitMs ?? 0) >= 50, `${waitMs} ms of waiting`);
  await own.close();
  await assert.rejects(own.run(spin, 1), (error) => isPrism(error, "OFFLOAD_CLOSED"));
});

test("tells how many threads are at work and what waits, by kind", async () => {
  const own = new Offload({ threads: 2, maxQueue: 4 });
  const running = [own.run(spin, 30), own.run(spin, 30), own.run(spin, 1), own.run(fail, "on purpose")];
  const { tasks, ...pool } = own.report();
  assert.deepEqual(pool, { threads: 2, busy: 2, waiting: 2 });
  assert.deepEqual(
    tasks.map(({ task, underWay }) => [task, underWay]),
    [
      ["spin", 3],
      ["fail", 1],
    ],
  );
  await Promise.allSettled(running);
  const after = own.report();
  assert.deepEqual([after.busy, after.waiting, after.tasks.map(({ underWay }) => underWay)], [0, 0, [0, 0]]);
  await own.close();
});

test("ends a thread that had nothing to do for its time", async () => {
  const own = new Offload({ threads: 1, maxQueue: 1, idleTimeoutMs: 20 });
  await own.run(spin, 1);
  await eventually("the thread ends", () => own.running === 0);
  assert.equal(await own.run(spin, 1), 1);
  await own.close();
});

test("without threads does everything where it is asked for, within the same bound", async () => {
  const own = new Offload({ threads: 0, maxQueue: 2 });
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const running = [own.run(spin, 30), own.run(spin, 30)];
  await assert.rejects(own.run(spin, 1), (error) => isPrism(error, "OFFLOAD_BUSY"));
  await Promise.all(running);
  clearInterval(timer);
  assert.ok(turns <= 3, `the event loop turned ${turns} times`);
  assert.deepEqual([own.running, own.report().threads, own.report().tasks[0]?.done], [0, 0, 2]);
  await assert.rejects(own.run(spin, 1, AbortSignal.abort()), (error) => isPrism(error, "OFFLOAD_CANCELLED"));
  await own.close();
});

test("gives up a task in the middle, and has a thread for the next one", async () => {
  const giveUp = new AbortController();
  const running = offload.run(spin, 60_000, giveUp.signal);
  setImmediate(() => giveUp.abort());
  await assert.rejects(running, (error) => isPrism(error, "OFFLOAD_CANCELLED"));
  assert.equal(await offload.run(spin, 1), 1);
});

test("rejects with what the task threw", async () => {
  await assert.rejects(offload.run(fail, "on purpose"), /on purpose/);
  assert.equal(offload.underWay, 0);
});

function isPrism(error: unknown, reason: string): boolean {
  return error instanceof PrismError && error.failure.reason === reason;
}
