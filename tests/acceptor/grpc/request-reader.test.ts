import assert from "node:assert/strict";
import { it } from "node:test";
import { gzipSync } from "node:zlib";
import { RequestReader } from "../../../src/acceptor/grpc/request-reader.ts";
import { UploadBudget } from "../../../src/acceptor/upload-budget.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeCallStream } from "../../support/fake-call-stream.ts";
import { framed } from "../../support/raw-grpc.ts";

const MAX_BYTES = 1_000_000;

it("a message that is given up while it is inflated keeps its room until that is done", async () => {
  const uploads = new UploadBudget(MAX_BYTES);
  const told: string[] = [];
  const sink = { onMessage: () => told.push("message"), onProblem: () => told.push("problem") };
  const parts = { maxMessageBytes: MAX_BYTES, uploads };
  const reader = new RequestReader(new FakeCallStream(), "gzip", parts, sink);
  reader.push(framed(gzipSync(Buffer.alloc(MAX_BYTES)), 1));
  reader.release();
  assert.equal(uploads.tryReserve(1), false);
  await eventually("its room is given back", () => uploads.tryReserve(MAX_BYTES));
  assert.deepEqual(told, []);
});
