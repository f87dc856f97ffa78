import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { prism } from "../generated/prism.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

const generated = ["tests/generated/prism.js", "tests/generated/prism.d.ts", "src/codec/generated/descriptors.ts"];

describe("the generated protobuf code", () => {
  it("is what the proto files give now", () => {
    const scratch = mkdtempSync(join(tmpdir(), "prism-generate-test-"));
    try {
      const args = [join(root, "scripts/generate.mjs"), "--protobuf-to", scratch];
      const done = spawnSync(process.execPath, args, { encoding: "utf8" });
      assert.equal(done.status, 0, done.stderr);
      for (const path of generated) {
        const name = basename(path);
        const committed = readFileSync(join(root, path), "utf8");
        // No diff of thousands of lines: what to do is all that matters.
        assert.ok(readFileSync(join(scratch, name), "utf8") === committed, `${name} is old; run npm run generate`);
      }
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });

  it("gives 64-bit fields as exact numbers", () => {
    const version = Number.MAX_SAFE_INTEGER;
    const decoded = prism.v1.PutResponse.decode(prism.v1.PutResponse.encode({ version }).finish());
    assert.equal(decoded.version, version);
    assert.equal(prism.v1.PutResponse.decode(new Uint8Array()).version, 0);
  });

  it("tells a field that is 0 from one that is not there", () => {
    const { encode, decode } = prism.v1.PutRequest;
    assert.equal(decode(encode({ ifVersion: 0 }).finish()).ifVersion, 0);
    assert.equal(decode(encode({}).finish()).ifVersion ?? null, null);
  });

  it("names the call that a request carries", () => {
    const { encode, decode } = prism.v1.Request;
    assert.equal(decode(encode({ id: 1, kvGet: { namespace: "a", key: "b" } }).finish()).call, "kvGet");
  });
});
