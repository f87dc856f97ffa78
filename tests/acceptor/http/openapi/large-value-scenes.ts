import assert from "node:assert/strict";
import type { OperationExample } from "../../../../src/acceptor/http/openapi/operation.ts";

const video = { namespace: "default", key: "video" };
/** How far the upload is that an example goes on with. */
const STAGES: Readonly<Record<string, number>> = {
  UploadChunk: 1,
  AbortUpload: 1,
  CommitUpload: 2,
  OpenDownload: 3,
  DownloadChunk: 3,
};

/** Makes the upload that an example supposes; the example with its id. */
export async function prepareLargeValue(
  base: string,
  path: string,
  example: OperationExample,
): Promise<OperationExample> {
  const stage = STAGES[path.split("/").at(-1) ?? ""] ?? 0;
  if (stage === 0) return example;
  const { uploadId } = await call(base, "BeginUpload", { ...video, encoding: "gzip" });
  if (stage >= 2) await call(base, "UploadChunk", { ...video, uploadId, data: "aGVsbG8=" });
  if (stage >= 3) await call(base, "CommitUpload", { ...video, uploadId, chunks: 1 });
  const body = example.body as Record<string, unknown>;
  const ids = Object.keys(body).filter((name) => name === "uploadId" || name === "downloadId");
  return { ...example, body: { ...body, ...Object.fromEntries(ids.map((name) => [name, uploadId])) } };
}

async function call(base: string, method: string, body: object): Promise<{ uploadId?: string }> {
  const response = await fetch(`${base}/v1/KeyValueService/${method}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200);
  return (await response.json()) as { uploadId?: string };
}
