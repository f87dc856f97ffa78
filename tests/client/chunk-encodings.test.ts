import assert from "node:assert/strict";
import { test } from "node:test";
import { decoders, encoders } from "../../src/client/chunk-encodings.ts";
import { needsZstd } from "../support/needs-zstd.ts";

test("decodes all zstd frames of a chunk", { skip: needsZstd }, async () => {
  const values = [Buffer.alloc(300_001, "a"), Buffer.alloc(0), Buffer.alloc(200_001, "b")];
  const frames = await Promise.all(values.map((value) => encoders.get("zstd")?.(value)));
  const chunk = Buffer.concat(frames.map((frame) => frame ?? Buffer.alloc(0)));
  assert.deepEqual(await decoders.get("zstd")?.(chunk), Buffer.concat(values));
});
