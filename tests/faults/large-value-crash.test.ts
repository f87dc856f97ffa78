import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { it } from "node:test";
import { eventually } from "../support/eventually.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { readSum } from "../support/read-figure.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CHUNK = 512 * 1024;
const MIB = 1024 * 1024;
const namespace = "default";

async function call(gateway: GatewayProcess, method: string, body: object): Promise<Record<string, unknown>> {
  const address = `http://127.0.0.1:${gateway.httpPort}/v1/KeyValueService/${method}`;
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify({ namespace, ...body }) });
  return (await answer.json()) as Record<string, unknown>;
}

it("a gateway that is killed in the middle of uploads shows nothing of them, and goes on with those that do", async (t) => {
  const folder = tempFolder(t);
  const killed = await GatewayProcess.serving(t, { folder });
  const value = randomBytes(2 * CHUNK);
  const chunk = (index: number) => value.subarray(index * CHUNK, (index + 1) * CHUNK).toString("base64");
  const { uploadId } = await call(killed, "BeginUpload", { key: "resumed" });
  await call(killed, "UploadChunk", { key: "resumed", uploadId, index: 0, data: chunk(0) });
  const given = await call(killed, "BeginUpload", { key: "given-up" });
  await call(killed, "UploadChunk", { key: "given-up", uploadId: given.uploadId, index: 0, data: chunk(1) });
  const path = `/v1/namespaces/${namespace}/keyvalue/streamed`;
  const headers = { "Content-Length": String(8 * MIB) };
  const put = httpRequest({ host: "127.0.0.1", port: killed.httpPort, path, method: "PUT", headers, agent: false });
  put.on("error", () => undefined);
  put.write(randomBytes(3 * MIB));
  await eventually("chunks are there", async () => {
    return (await readSum(killed, "prism_requests_total", 'operation="upload_chunk"').catch(() => 0)) >= 6;
  });
  killed.signal("SIGKILL");
  await killed.end;
  put.destroy();

  const restarted = await GatewayProcess.serving(t, { folder });
  const { items = [] } = await call(restarted, "Scan", {});
  assert.deepEqual(items, []);
  for (const key of ["resumed", "given-up", "streamed"]) {
    assert.equal((await call(restarted, "Get", { key })).found ?? false, false);
  }
  // Their records are there still, by which whoever looks at all of them finds every chunk.
  const early = await call(restarted, "CommitUpload", { key: "resumed", uploadId, chunks: 2 });
  assert.equal(early.reason, "UPLOAD_INCOMPLETE");
  await call(restarted, "UploadChunk", { key: "resumed", uploadId, index: 1, data: chunk(1) });
  assert.equal(
    (await call(restarted, "CommitUpload", { key: "resumed", uploadId, chunks: 2 })).size,
    String(2 * CHUNK),
  );
  const address = `http://127.0.0.1:${restarted.httpPort}/v1/namespaces/${namespace}/keyvalue/resumed`;
  assert.ok(value.equals(Buffer.from(await (await fetch(address)).arrayBuffer())));
  assert.deepEqual(await call(restarted, "AbortUpload", { key: "given-up", uploadId: given.uploadId }), {
    aborted: true,
  });
});
