import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MIB = 1024 * 1024;
/** Lines of numbers: gzip has something to do with each chunk, and finds something. */
const text = Buffer.from(Array.from({ length: 400_000 }, (_, i) => `${(i * 7919) % 65_536}\n`).join("")).subarray(
  0,
  2 * MIB,
);
const body = gzipSync(text);
const THREADS = ["acceptor", "worker-0"] as const;

function serving(t: TestContext, env: Record<string, string>): Promise<GatewayProcess> {
  return GatewayProcess.serving(t, { folder: tempFolder(t), env: { PRISM_WORKERS: "1", ...env } });
}

/** Puts a large value that is to be kept as gzip. */
function put({ httpPort }: GatewayProcess, key: string): Promise<Response> {
  const headers = { "Content-Encoding": "gzip", "Content-Type": "application/octet-stream" };
  return fetch(`http://127.0.0.1:${httpPort}/v1/namespaces/memory/keyvalue/${key}`, { method: "PUT", headers, body });
}

/** Reads it as somebody who takes no gzip. */
async function get({ httpPort }: GatewayProcess, key: string): Promise<Buffer> {
  const headers = { "Accept-Encoding": "identity" };
  const answer = await fetch(`http://127.0.0.1:${httpPort}/v1/namespaces/memory/keyvalue/${key}`, { headers });
  assert.equal(answer.status, 200);
  return Buffer.from(await answer.arrayBuffer());
}

/** What of the work on chunks each thread was seen at, while large values were written and read: names of functions. */
async function seenWhileLoaded(gateway: GatewayProcess): Promise<Record<string, string[]>> {
  let isOver = false;
  let turns = 0;
  const load = (async () => {
    for (; !isOver; turns++) {
      assert.equal((await put(gateway, `video-${turns % 2}`)).status, 204);
      assert.ok((await get(gateway, `video-${turns % 2}`)).equals(text));
    }
  })();
  const failing = load.then(() => []);
  failing.catch(() => undefined);
  const seen: Record<string, string[]> = {};
  // A gateway takes one profile at a time.
  for (const name of THREADS) {
    const names = new Set<string>();
    const enough = turns + 5;
    while (turns < enough)
      for (const each of await Promise.race([chunkWorkOf(gateway, name), failing])) names.add(each);
    seen[name] = [...names];
  }
  isOver = true;
  await load;
  return seen;
}

async function chunkWorkOf({ adminPort }: GatewayProcess, thread: string): Promise<string[]> {
  const url = `http://127.0.0.1:${adminPort}/v1/threads/${thread}/profile?seconds=0.5`;
  const answer = await fetch(url, { method: "POST" });
  assert.equal(answer.status, 200);
  const { nodes } = (await answer.json()) as Profile;
  return nodes
    .filter(({ callFrame }) => callFrame.url.endsWith("/chunk-work.js"))
    .map(({ callFrame }) => callFrame.functionName);
}

interface Profile {
  readonly nodes: readonly { readonly callFrame: { readonly url: string; readonly functionName: string } }[];
}

describe("what takes the processor for long", () => {
  it("is done neither by the worker nor by the acceptor, as profiles of them show", async (t) => {
    const seen = await seenWhileLoaded(await serving(t, {}));
    assert.deepEqual(seen, { acceptor: [], "worker-0": [] });
  });

  it("is done by the worker where its pool has no thread, as the same profiles show", async (t) => {
    const seen = await seenWhileLoaded(await serving(t, { PRISM_OFFLOAD_THREADS: "0" }));
    assert.deepEqual(seen.acceptor, []);
    assert.ok(seen["worker-0"]?.includes("sealChunk"), JSON.stringify(seen));
  });

  it("is refused with a reason and a hint when more waits than may, and a door sends it again", async (t) => {
    const gateway = await serving(t, { PRISM_OFFLOAD_MAX_QUEUE: "1" });
    const call = (method: string, more: object): Promise<Response> =>
      fetch(`http://127.0.0.1:${gateway.httpPort}/v1/KeyValueService/${method}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ namespace: "memory", key: "k", ...more }),
      });
    const { uploadId } = (await (await call("BeginUpload", { encoding: "gzip" })).json()) as { uploadId: string };
    const data = text.subarray(0, MIB / 2).toString("base64");
    const sent = Array.from({ length: 12 }, (_, index) => call("UploadChunk", { uploadId, index, data }));
    const refused = (await Promise.all(sent)).filter(({ status }) => status !== 200);
    assert.ok(refused.length > 0, "two tasks are all that there is room for");
    for (const answer of refused) {
      const { reason, detail } = (await answer.json()) as { reason: string; detail: string };
      assert.deepEqual([answer.status, reason], [429, "OFFLOAD_BUSY"]);
      assert.match(detail, /offload\.maxQueue/);
      assert.ok(answer.headers.has("retry-after"));
    }
    const puts = await Promise.all(["a", "b", "c"].map((key) => put(gateway, key)));
    assert.deepEqual(
      puts.map(({ status }) => status),
      [204, 204, 204],
    );
    const metrics = await (await fetch(`http://127.0.0.1:${gateway.adminPort}/metrics`)).text();
    assert.match(metrics, /\nprism_offload_tasks_total\{worker="0",task="sealChunk",outcome="refused"\} [1-9]/);
    assert.match(metrics, /\nprism_offload_threads\{worker="0"\} 1\n/);
  });
});
