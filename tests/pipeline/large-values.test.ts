import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { LARGE_CHUNK_BYTES, REPLACED_CHUNKS_GRACE_MS, UPLOAD_LIFETIME_MS } from "../../src/common/limits.ts";
import { ChunkEncoding, zstd } from "../../src/offload/chunk-encoding.ts";
import { AFTER_OWN_KEYS, chunkKey, OWN_KEYS } from "../../src/patterns/keyvalue/large/chunk-keys.ts";
import { chunkBytesFor } from "../../src/patterns/keyvalue/large/chunk-size.ts";
import { sweepUploads } from "../../src/patterns/keyvalue/large/sweep-uploads.ts";
import { encodeHead } from "../../src/patterns/keyvalue/large/value-head.ts";
import type { AuditEntry } from "../../src/security/audit/audit-entry.ts";
import { AuditLevel } from "../../src/security/audit/audit-level.ts";
import type { AuditTrail } from "../../src/security/audit/audit-trail.ts";
import type { Principal } from "../../src/security/principal.ts";
import { ChunkPool } from "../../src/workers/chunk-pool.ts";
import { rule } from "../security/access/access-spec.ts";
import { PipelineBench, type Told } from "./pipeline-bench.ts";

const ada: Principal = { id: 1, name: "user:ada", teams: [] };
const full = Buffer.alloc(LARGE_CHUNK_BYTES, 1);
const last = Buffer.from("the end");

describe("an upload", () => {
  it("is committed once, however often its commit comes", async () => {
    const bench = new PipelineBench();
    const id = await upload(bench, "k", [full, last]);
    const first = await commit(bench, "k", id, 2);
    assert.deepEqual([first.size, first.replayed], [LARGE_CHUNK_BYTES + last.length, false]);
    const again = await commit(bench, "k", id, 2);
    assert.deepEqual([again.version, again.size, again.replayed], [first.version, first.size, true]);
    bench.run([ada, { kv_put: { key: "k", value: Buffer.from("another") } }]);
    assert.equal(
      reasonOf(await bench.settle([ada, { kv_commit_upload: { key: "k", upload_id: id, chunks: 2 } }])),
      "UPLOAD_UNKNOWN",
    );
    assert.equal(read(bench, "k").value?.toString(), "another");
  });

  it("is not committed while a chunk is missing, too short, too many, or other than its digest says", async () => {
    const bench = new PipelineBench();
    const id = await upload(bench, "k", [full, last, last]);
    const reasons: unknown[] = [];
    for (const more of [{ chunks: 4 }, { chunks: 2 }, { chunks: 3 }]) {
      reasons.push(reasonOf(await bench.settle([ada, { kv_commit_upload: { key: "k", upload_id: id, ...more } }])));
    }
    assert.deepEqual(reasons, ["UPLOAD_INCOMPLETE", "UPLOAD_INCOMPLETE", "UPLOAD_INCOMPLETE"]);
    await chunk(bench, "k", id, 1, full);
    const wrong = { key: "k", upload_id: id, chunks: 3, digest: Buffer.alloc(32) };
    assert.equal(reasonOf(await bench.settle([ada, { kv_commit_upload: wrong }])), "CHECKSUM_MISMATCH");
    assert.equal(read(bench, "k").found, false);
    assert.equal((await commit(bench, "k", id, 3)).size, 2 * LARGE_CHUNK_BYTES + last.length);
  });

  it("is not committed with another size than it was said to have", async () => {
    const bench = new PipelineBench();
    const size = LARGE_CHUNK_BYTES + last.length;
    const id = await upload(bench, "k", [full], { size });
    for (const wrong of [0, 1]) {
      if (wrong === 1) await chunk(bench, "k", id, 1, full);
      const told = await bench.settle([ada, { kv_commit_upload: { key: "k", upload_id: id, chunks: 1 + wrong } }]);
      assert.equal(reasonOf(told), "SIZE_MISMATCH");
    }
    assert.equal(read(bench, "k").found, false);
    await chunk(bench, "k", id, 1, last);
    assert.equal((await commit(bench, "k", id, 2)).size, size);
  });

  it("is of its key alone, and of nobody who guesses", async () => {
    const bench = new PipelineBench();
    const id = await upload(bench, "k", [full]);
    for (const [key, upload_id] of [
      ["other", id],
      ["k", `${id.slice(0, -1)}x`],
      ["k", ""],
      ["k", "0".repeat(48)],
    ]) {
      for (const call of ["kv_upload_chunk", "kv_commit_upload"]) {
        assert.equal(reasonOf(await bench.settle([ada, { [call]: { key, upload_id, data: last } }])), "UPLOAD_UNKNOWN");
      }
    }
    const stolen = { key: "other", download_id: id, index: 0 };
    assert.equal(reasonOf(await bench.settle([ada, { kv_download_chunk: stolen }])), "DOWNLOAD_UNKNOWN");
  });

  it("ends after an hour, and when it is aborted", async () => {
    const bench = new PipelineBench();
    const id = await upload(bench, "k", [full]);
    const aborted = await upload(bench, "k", [full]);
    assert.equal(
      (await bench.settle([ada, { kv_abort_upload: { key: "k", upload_id: aborted } }]))[0]?.kv_abort_upload !==
        undefined,
      true,
    );
    assert.equal(
      reasonOf(await bench.settle([ada, { kv_commit_upload: { key: "k", upload_id: aborted, chunks: 1 } }])),
      "UPLOAD_UNKNOWN",
    );
    bench.clock.us += UPLOAD_LIFETIME_MS * 1000;
    for (const call of [
      { kv_upload_chunk: { key: "k", upload_id: id, data: last } },
      { kv_commit_upload: { key: "k", upload_id: id, chunks: 1 } },
    ]) {
      assert.equal(reasonOf(await bench.settle([ada, call])), "UPLOAD_EXPIRED");
    }
  });

  it("takes no chunk that is empty, too large, beyond the end, or not what its encoding says", async () => {
    const bench = new PipelineBench();
    const id = await upload(bench, "k", []);
    const reasons: unknown[] = [];
    for (const more of [
      {},
      { data: Buffer.alloc(LARGE_CHUNK_BYTES + 1) },
      { data: last, encoding: "gzip" },
      { data: last, index: 2048 },
      { data: last, encoding: "br" },
    ])
      reasons.push(reasonOf(await bench.settle([ada, { kv_upload_chunk: { key: "k", upload_id: id, ...more } }])));
    const malformed = ["CHUNK_MALFORMED", "CHUNK_MALFORMED", "CHUNK_MALFORMED"];
    assert.deepEqual(reasons, [...malformed, "CHUNK_OUT_OF_RANGE", "CHUNK_ENCODING_UNKNOWN"]);
  });
});

describe("the chunks of a store with small items", () => {
  function open(maxItemBytes: number) {
    const bench = new PipelineBench();
    const store = bench.store as { maxItemBytes?: number };
    store.maxItemBytes = maxItemBytes;
    return { bench, store };
  }

  it("have the size that fits, which whoever begins is told, and which later changes do not touch", async () => {
    const { bench, store } = open(64 * 1024);
    const [begun] = await bench.settle([ada, { kv_begin_upload: { key: "k" } }]);
    const { upload_id, chunk_bytes } = (begun as Told).kv_begin_upload as { upload_id: string; chunk_bytes: number };
    assert.equal(chunk_bytes, 32 * 1024);
    store.maxItemBytes = 1024 * 1024;
    const tooLarge = { key: "k", upload_id, data: Buffer.alloc(chunk_bytes + 1) };
    assert.equal(reasonOf(await bench.settle([ada, { kv_upload_chunk: tooLarge }])), "CHUNK_MALFORMED");
    for (const index of [0, 1]) await chunk(bench, "k", upload_id, index, Buffer.alloc(chunk_bytes, index));
    await chunk(bench, "k", upload_id, 2, last);
    assert.equal((await commit(bench, "k", upload_id, 3)).size, 2 * chunk_bytes + last.length);
    const [opened] = await bench.settle([ada, { kv_open_download: { key: "k" } }]);
    assert.equal(((opened as Told).kv_open_download as { chunk_bytes: number }).chunk_bytes, chunk_bytes);
  });

  it("are refused where even the smallest does not fit", async () => {
    const { bench } = open(16 * 1024);
    const [told] = await bench.settle([ada, { kv_begin_upload: { key: "k" } }]);
    assert.equal(told?.error?.reason, "STORE_ITEMS_TOO_SMALL");
    assert.match(told?.error?.message ?? "", /at most 16384 bytes.*raise the store's limit/);
  });

  it("fit however they are encoded, and whatever is in them", async () => {
    const pool = new ChunkPool(null);
    for (let maxItemBytes = 17 * 1024; maxItemBytes < 1024 * 1024; maxItemBytes = Math.ceil(maxItemBytes * 1.1)) {
      const maxPlainBytes = chunkBytesFor(maxItemBytes);
      assert.ok(maxPlainBytes > maxItemBytes / 2.2 || maxPlainBytes === LARGE_CHUNK_BYTES, String(maxItemBytes));
      const bytes = randomBytes(maxPlainBytes);
      for (const keepAs of ["identity", "gzip"] as const) {
        const sealed = await pool.seal({
          bytes: bytes.slice(),
          encoding: "identity",
          keepAs,
          ifSmaller: false,
          maxPlainBytes,
        });
        assert.ok((sealed?.kept.length ?? Infinity) <= maxItemBytes, `${keepAs} in ${maxItemBytes}`);
      }
    }
  });
});

describe("an upload in a namespace that compresses", () => {
  const opened = async (bench: PipelineBench) => {
    const [told] = await bench.settle([ada, { kv_open_download: { key: "k" } }]);
    const { encoding, kept_bytes, digest } = (told as Told).kv_open_download as Record<string, unknown>;
    return { encoding, kept: Number(kept_bytes ?? 0), digest };
  };

  it("is kept so, while its client goes on as if it were not", async () => {
    const bench = new PipelineBench({ compression: "gzip" });
    const [begun] = await bench.settle([ada, { kv_begin_upload: { key: "k" } }]);
    const { upload_id, encoding } = (begun as Told).kv_begin_upload as { upload_id: string; encoding: string };
    assert.equal(encoding, "identity", "chunks are sent as they are");
    await chunk(bench, "k", upload_id, 0, full);
    await chunk(bench, "k", upload_id, 1, last);
    await commit(bench, "k", upload_id, 2);
    const compressed = await opened(bench);
    assert.equal(compressed.encoding, "gzip");
    assert.ok(compressed.kept > 0 && compressed.kept < LARGE_CHUNK_BYTES / 50, String(compressed.kept));
    const plain = new PipelineBench();
    await commit(plain, "k", await upload(plain, "k", [full, last]), 2);
    assert.deepEqual((await opened(plain)).digest, compressed.digest, "which is over what was sent");
  });

  it("is kept as its client chooses, and is told by its first chunk where not all are kept alike", async () => {
    const bench = new PipelineBench({ compression: "gzip" });
    await commit(bench, "k", await upload(bench, "k", [full], { encoding: "identity" }), 1);
    assert.equal((await opened(bench)).encoding, "identity");
    const noise = randomBytes(LARGE_CHUNK_BYTES);
    await commit(bench, "k", await upload(bench, "k", [noise, full]), 2);
    const mixed = await opened(bench);
    assert.deepEqual([mixed.encoding, mixed.kept], ["identity", 0]);
  });
});

describe("a value that was kept by a gateway with other encodings", () => {
  it("is given as it is kept to whoever takes that, and else refused with what would do", async () => {
    const bench = new PipelineBench();
    const id = await upload(bench, "k", [full]);
    await commit(bench, "k", id, 1);
    const encoded = Buffer.from([ChunkEncoding.ZSTD, 1, 2, 3]);
    await bench.ownItems.put({ key: chunkKey(id, 0), value: encoded });
    const asked = { key: "k", download_id: id, index: 0 };
    const taken = await bench.settle([ada, { kv_download_chunk: { ...asked, accept_encodings: ["zstd"] } }]);
    const { encoding, data } = (taken[0] as Told).kv_download_chunk as { encoding: string; data: Buffer };
    assert.deepEqual([encoding, data.length], ["zstd", 3]);
    // Where zstd is known these bytes are none.
    const reason = zstd === null ? "VALUE_ENCODING_UNAVAILABLE" : "LARGE_VALUE_BROKEN";
    assert.equal(reasonOf(await bench.settle([ada, { kv_download_chunk: asked }])), reason);
  });
});

describe("what the gateway keeps of large values", () => {
  it("stays as long as the value, and goes some minutes after it was replaced, deleted, or has expired", async () => {
    const bench = new PipelineBench();
    for (const [key, ttl_ms] of [
      ["kept", 0],
      ["replaced", 0],
      ["deleted", 0],
      ["expired", 60_000],
    ] as const) {
      const id = await upload(bench, key, [full, last], { ttl_ms });
      await commit(bench, key, id, 2);
    }
    const before = await ownKeys(bench);
    bench.run([ada, { kv_put: { key: "replaced", value: last } }], [ada, { kv_delete: { key: "deleted" } }]);
    bench.clock.us += 11 * 60 * 1e6;
    await sweep(bench);
    assert.equal((await ownKeys(bench)).length, before.length, "whoever reads one of them comes to its end");
    bench.clock.us += REPLACED_CHUNKS_GRACE_MS * 1000;
    await sweep(bench);
    assert.equal((await ownKeys(bench)).length, before.length / 4);
    assert.equal(reasonOf([read(bench, "kept")]), "VALUE_IS_LARGE");
  });

  it("goes when its upload was never committed, an hour after it was begun", async () => {
    const bench = new PipelineBench();
    await upload(bench, "k", [full, full, last]);
    await sweep(bench);
    assert.equal((await ownKeys(bench)).length, 7);
    bench.clock.us += UPLOAD_LIFETIME_MS * 1000;
    await sweep(bench);
    bench.clock.us += REPLACED_CHUNKS_GRACE_MS * 1000;
    await sweep(bench);
    assert.deepEqual(await ownKeys(bench), []);
  });

  it("can be named by no client, as a key or as a value", () => {
    const bench = new PipelineBench();
    const head = encodeHead({
      id: "0".repeat(48),
      size: 1,
      chunks: 1,
      chunkBytes: 1,
      encoding: "identity",
      keptBytes: 0,
      digest: "",
    });
    const told = bench.run(
      [ada, { kv_get: { key: "\u{10ffff}u" } }],
      [ada, { kv_delete: { key: "\u{10ffff}" } }],
      [ada, { kv_put: { key: "k", value: head } }],
      [ada, { kv_batch_put: { items: [{ key: "k", value: head }] } }],
    );
    const reasons = told.map(({ error }) => error?.reason);
    assert.deepEqual(reasons, ["KEY_RESERVED", "KEY_RESERVED", "VALUE_RESERVED", "VALUE_RESERVED"]);
  });
});

describe("a large value", () => {
  it("is on record once, by its commit, whatever the number of its chunks", async () => {
    const trail = new FakeTrail();
    const bench = new PipelineBench({ audit: trail, auditLevel: AuditLevel.ALL });
    const id = await upload(bench, "k", [full, full, last]);
    assert.deepEqual(trail.records, []);
    await commit(bench, "k", id, 3);
    assert.deepEqual(trail.records, [["k", Code.OK]]);
  });

  it("takes the right to write the key, with every call of its upload", async () => {
    const bench = new PipelineBench({ access: [rule("*", "+write", "a/")] });
    const id = await upload(bench, "a/k", [full]);
    await commit(bench, "a/k", id, 1);
    for (const call of ["kv_begin_upload", "kv_upload_chunk", "kv_commit_upload", "kv_abort_upload"]) {
      assert.equal(reasonOf(await bench.settle([ada, { [call]: { key: "b", upload_id: id } }])), "ACCESS_DENIED", call);
    }
    for (const call of ["kv_open_download", "kv_download_chunk"]) {
      assert.equal(
        reasonOf(await bench.settle([ada, { [call]: { key: "a/k", download_id: id } }])),
        "ACCESS_DENIED",
        call,
      );
    }
  });
});

class FakeTrail implements AuditTrail {
  readonly isRefusing = false;
  readonly records: unknown[] = [];
  begin(): void {}
  append(entry: AuditEntry): void {
    this.records.push([entry.key, entry.code]);
  }
  flush(): boolean {
    return true;
  }
}

async function upload(bench: PipelineBench, key: string, chunks: readonly Buffer[], more = {}): Promise<string> {
  const [begun] = await bench.settle([ada, { kv_begin_upload: { key, ...more } }]);
  const { upload_id } = (begun as Told).kv_begin_upload as { upload_id: string };
  for (const [index, data] of chunks.entries()) await chunk(bench, key, upload_id, index, data);
  return upload_id;
}

async function chunk(bench: PipelineBench, key: string, id: string, index: number, data: Buffer): Promise<void> {
  const [told] = await bench.settle([ada, { kv_upload_chunk: { key, upload_id: id, index, data } }]);
  assert.equal(told?.error, undefined);
}

async function commit(
  bench: PipelineBench,
  key: string,
  id: string,
  chunks: number,
): Promise<{ version: number; size: number; replayed: boolean }> {
  const [told] = await bench.settle([ada, { kv_commit_upload: { key, upload_id: id, chunks } }]);
  assert.equal(told?.error, undefined);
  const { version, size, replayed } = (told as Told).kv_commit_upload as Record<string, unknown>;
  return { version: Number(version), size: Number(size), replayed: replayed === true };
}

function read(bench: PipelineBench, key: string): Told & { found?: boolean; value?: Buffer } {
  const [told] = bench.run([ada, { kv_get: { key } }]);
  const { found = false, value } = (told?.kv_get ?? {}) as { found?: boolean; value?: Buffer };
  return { ...told, found, ...(value === undefined ? {} : { value }) };
}

function reasonOf([told]: readonly Told[]): string | undefined {
  return told?.error?.reason;
}

function sweep(bench: PipelineBench): Promise<number> {
  return sweepUploads(bench.ownItems, () => bench.clock.wallMs());
}

async function ownKeys(bench: PipelineBench): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of bench.ownItems.scan(OWN_KEYS, AFTER_OWN_KEYS, 100, true))
    keys.push(...page.map(({ key }) => key));
  return keys;
}
