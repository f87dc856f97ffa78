import type { Exchange } from "./method-examples.ts";

const video = { namespace: "default", key: "video" };
const uploadId = "5d41402abc4b2a76b9719d911017c592a4f1c0de0badcafe";
const upload = { ...video, uploadId };
/** Of `hello`, and of a value that has no other chunk. */
const chunkDigest = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
const digest = "lZXJ35AHUUjrBoYDZd8zWEt1v/eCpRDGzUiDpBmDPVA=";

/** Of the methods about values in chunks: here of a short one, in one chunk. */
export const largeValueExamples: Readonly<Record<string, readonly Exchange[]>> = {
  BeginUpload: [
    [
      "begin",
      "A value that is to be kept compressed.",
      { ...video, encoding: "gzip", size: "5" },
      { uploadId, chunkBytes: 524288, encoding: "gzip", window: 4, expiresAtMs: "1764104400000" },
    ],
  ],
  UploadChunk: [["chunk", "The first chunk, in base64.", { ...upload, data: "aGVsbG8=" }, { digest: chunkDigest }]],
  CommitUpload: [
    ["commit", "All chunks have come: it is one.", { ...upload, chunks: 1 }, { version: "7", size: "5", digest }],
  ],
  AbortUpload: [["abort", "It is given up.", upload, { aborted: true }]],
  OpenDownload: [
    [
      "large",
      "A value that is kept in chunks.",
      video,
      {
        ...{ found: true, version: "7", downloadId: uploadId, size: "5" },
        ...{ chunkBytes: 524288, chunks: 1, encoding: "gzip", digest, keptBytes: "25" },
      },
    ],
  ],
  DownloadChunk: [
    [
      "chunk",
      "The first chunk, decoded.",
      { ...video, downloadId: uploadId, acceptEncodings: ["identity"] },
      { encoding: "identity", data: "aGVsbG8=" },
    ],
  ],
};
