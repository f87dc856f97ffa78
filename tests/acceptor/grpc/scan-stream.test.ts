import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { ServiceError } from "@grpc/grpc-js";
import { Code } from "../../../src/common/codes.ts";
import { createApiKey, hashApiKey } from "../../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../../src/security/tokens/api-key-record.ts";
import { eventually } from "../../support/eventually.ts";
import { detailsOf, GrpcClient } from "../../support/grpc-client.ts";
import { grpcPlaces, grpcTransports } from "../../support/grpc-transports.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const namespace = "memory";

interface Page {
  items: { key: string; value: Buffer }[];
  nextPageToken: string;
}

/** A gateway with `count` items `key-0000` … of `valueBytes` each. */
async function filled(
  t: TestContext,
  { transport, count, valueBytes }: { transport: string; count: number; valueBytes: number },
) {
  const started = await StartedGateway.open(t, { flags: { workers: 1, "listeners.grpc.transport": transport } });
  const client = GrpcClient.to(t, started.grpcPort);
  const keys = Array.from({ length: count }, (_, i) => `key-${String(i).padStart(4, "0")}`);
  const value = Buffer.alloc(valueBytes, "v");
  for (let from = 0; from < count; from += 25) {
    const items = keys.slice(from, from + 25).map((key) => ({ key, value }));
    await client.call("BatchPut", { namespace, items });
  }
  return { started, client, keys };
}

async function pagesOf(stream: AsyncIterable<unknown>): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const page of stream) pages.push(page as Page);
  return pages;
}

const keysOf = (pages: readonly Page[]) => pages.flatMap(({ items }) => items.map(({ key }) => key));

for (const transport of grpcTransports) {
  describe(`scan as a stream, over ${transport}`, () => {
    it("gives all pages, each with the token of the next", async (t) => {
      const { client, keys } = await filled(t, { transport, count: 205, valueBytes: 10 });
      const pages = await pagesOf(client.stream("ScanStream", { namespace, prefix: "key-", pageSize: 50 }));
      assert.deepEqual(keysOf(pages), keys);
      assert.deepEqual(
        pages.map(({ items }) => items.length),
        [50, 50, 50, 50, 5],
      );
      assert.deepEqual(
        pages.map(({ nextPageToken }) => nextPageToken !== ""),
        [true, true, true, true, false],
      );
      const { nextPageToken } = pages[1] as Page;
      const rest = await pagesOf(
        client.stream("ScanStream", { namespace, prefix: "key-", pageSize: 50, pageToken: nextPageToken }),
      );
      assert.deepEqual(keysOf(rest), keys.slice(100));
    });

    it("gives a token with each message, good for every door", async (t) => {
      const { started, client, keys } = await filled(t, { transport, count: 200, valueBytes: 10 });
      const pages = await pagesOf(client.stream("ScanStream", { namespace, prefix: "key-", pageSize: 1 }));
      assert.deepEqual(keysOf(pages), keys);
      assert.ok(pages.every(({ items }) => items.length === 1));
      // In the first page, between the messages of a larger one, where one ends, and in the last.
      for (const at of [0, 3, 8, 72, 150, 198]) {
        const pageToken = pages[at]?.nextPageToken as string;
        const request = { namespace, prefix: "key-", pageSize: 3, pageToken };
        const rest = keys.slice(at + 1);
        const page = (await client.call("Scan", request)) as unknown as Page;
        assert.deepEqual(keysOf([page]), rest.slice(0, 3), `Scan behind message ${at}`);
        assert.deepEqual(keysOf(await pagesOf(client.stream("ScanStream", request))), rest, `behind message ${at}`);
        const query = new URLSearchParams({ prefix: "key-", pageSize: "3", pageToken });
        const answer = await fetch(`http://127.0.0.1:${started.httpPort}/v1/namespaces/${namespace}/keyvalue?${query}`);
        const { items } = (await answer.json()) as { items: { key: string }[] };
        assert.deepEqual(
          items.map(({ key }) => key),
          rest.slice(0, 3),
          `HTTP behind message ${at}`,
        );
      }
      assert.equal(pages.at(-1)?.nextPageToken, "");
    });

    it("asks for larger pages as the client goes on, and for one of its size first", async (t) => {
      const { started, client, keys } = await filled(t, { transport, count: 205, valueBytes: 10 });
      const { counters } = started.gateway.acceptor;
      const asked = async (pageSize: number): Promise<number> => {
        const before = counters.framesIn;
        assert.deepEqual(keysOf(await pagesOf(client.stream("ScanStream", { namespace, pageSize }))), keys);
        return counters.framesIn - before;
      };
      // 1 + 8 + 64 and the rest.
      assert.equal(await asked(1), 4);
      assert.equal(await asked(1_000), 1);
    });

    it("gives one empty page when there is nothing", async (t) => {
      const { client } = await filled(t, { transport, count: 0, valueBytes: 0 });
      assert.deepEqual(await pagesOf(client.stream("ScanStream", { namespace })), [
        { items: [], nextPageToken: "", missedLevels: "" },
      ]);
    });

    it("reads ahead no further than the client does, and ends when it is cancelled", async (t) => {
      // 40 MiB in pages of 200 KiB: far more than lies in the buffers of two sockets.
      const { started, client } = await filled(t, { transport, count: 400, valueBytes: 100 * 1024 });
      const { counters } = started.gateway.acceptor;
      const before = counters.framesIn;
      const stream = client.stream("ScanStream", { namespace, pageSize: 2 });
      stream.on("error", () => undefined);
      await once(stream, "readable");
      await eventually("the stream stands", async () => {
        const seen = counters.framesIn;
        await pause(200);
        return counters.framesIn === seen;
      });
      const pagesAsked = counters.framesIn - before;
      assert.ok(pagesAsked < 100, `${pagesAsked} pages of 200 were read for a client that reads none`);
      stream.cancel();
      await client.call("Exists", { namespace, key: "key-0000" });
      await pause(100);
      assert.ok(counters.framesIn - before <= pagesAsked + 2, "pages are read for nobody");
    });

    it("goes on to the end for a client that reads slowly", async (t) => {
      const { client, keys } = await filled(t, { transport, count: 100, valueBytes: 100 * 1024 });
      const pages: Page[] = [];
      for await (const page of client.stream("ScanStream", { namespace, pageSize: 5 })) {
        pages.push(page as Page);
        await pause(5);
      }
      assert.deepEqual(keysOf(pages), keys);
    });

    it("ends with the reason when a page cannot be read", async (t) => {
      const { client } = await filled(t, { transport, count: 10, valueBytes: 10 });
      const stream = client.stream("ScanStream", { namespace, pageToken: "forged" });
      const error = await pagesOf(stream).then(
        () => assert.fail("it should have failed"),
        (reason) => reason,
      );
      assert.equal(error.code, 3);
      assert.equal(detailsOf(error).ErrorInfo?.reason, "PAGE_TOKEN_INVALID");
    });

    it("ends when the deadline passes, in the middle of its pages too", async (t) => {
      const { client } = await filled(t, { transport, count: 400, valueBytes: 100 * 1024 });
      const stream = client.stream("ScanStream", { namespace, pageSize: 2 }, { timeoutMs: 300 });
      const error = await once(stream, "error").then(([reason]) => reason);
      assert.equal(error.code, 4);
    });
  });
}

for (const { name, flags } of grpcPlaces) {
  describe(`streams of a gateway that is told to go, ${name}`, () => {
    it("end with where to go on, and nothing untrue: a scan", async (t) => {
      const folder = tempFolder(t);
      const started = await StartedGateway.open(t, { folder, flags: { workers: 1, ...flags } });
      const client = GrpcClient.to(t, started.grpcPort);
      const keys = Array.from({ length: 100 }, (_, i) => `key-${String(i).padStart(4, "0")}`);
      const items = keys.map((key) => ({ key, value: Buffer.alloc(20 * 1024, "v") }));
      for (let i = 0; i < 100; i += 25) {
        await client.call("BatchPut", { namespace: "default", items: items.slice(i, i + 25) });
      }
      const stream = client.stream("ScanStream", { namespace: "default", pageSize: 1 });
      const pages: Page[] = [];
      const error = await goneThrough(stream, pages, () => started.close());
      assert.equal(error.code, Code.UNAVAILABLE);
      assert.equal(detailsOf(error).ErrorInfo?.reason, "SHUTTING_DOWN");
      assert.match(error.details, /^what has come is good: go on with page_token .*; of the rest: /);
      assert.ok(pages.length > 0 && pages.length < 100, `${pages.length} messages came`);
      await started.close();
      const again = await StartedGateway.open(t, { folder, flags: { workers: 1, ...flags } });
      const pageToken = pages.at(-1)?.nextPageToken as string;
      const rest = GrpcClient.to(t, again.grpcPort).stream("ScanStream", { namespace: "default", pageToken });
      assert.deepEqual(keysOf([...pages, ...(await pagesOf(rest))]), keys);
    });

    it("end with where to go on, and nothing untrue: a value", async (t) => {
      const started = await StartedGateway.open(t, { flags: { workers: 1, ...flags } });
      const client = GrpcClient.to(t, started.grpcPort);
      const { call, answer } = client.send("PutStream");
      call.write({ namespace, key: "large" });
      for (let at = 0; at < 24; at++) call.write({ data: Buffer.alloc(1024 * 1024, at) });
      call.end();
      await answer;
      const stream = client.stream("GetStream", { namespace, key: "large" });
      const error = await goneThrough(stream, [], () => started.close());
      assert.equal(detailsOf(error).ErrorInfo?.reason, "SHUTTING_DOWN");
      assert.match(error.details, /^what has come is good: go on with offset .*; of the rest: /);
    });
  });
}

/** Keeps what comes, and has `then` done with the first; resolves with the error at the end. */
async function goneThrough(stream: AsyncIterable<unknown>, pages: Page[], then: () => unknown): Promise<ServiceError> {
  try {
    for await (const page of stream) if (pages.push(page as Page) === 1) void then();
  } catch (error) {
    return error as ServiceError;
  }
  return assert.fail("it should not have come to its end");
}

const GUARDED = `auth: { mode: required, apiKeys: { file: keys.jsonl } }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "*", allow: [all] }] }]
`;

for (const transport of grpcTransports) {
  describe(`scan as a stream, of a gateway that asks who comes, over ${transport}`, () => {
    it("ends when its credentials are withdrawn, with a page and not with the last", async (t) => {
      const folder = tempFolder(t);
      const key = createApiKey();
      const rest = { teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
      const record = { id: key.id, hash: hashApiKey(key), principal: "user:ada", ...rest };
      const keyFile = join(folder, "keys.jsonl");
      writeFileSync(keyFile, formatApiKeyRecord(record), { mode: 0o600 });
      const { grpcPort } = await StartedGateway.open(t, {
        yaml: GUARDED,
        folder,
        flags: { "listeners.grpc.transport": transport },
      });
      const client = GrpcClient.to(t, grpcPort);
      const metadata = { authorization: `Bearer ${key.text}` };
      const value = Buffer.alloc(500_000, "v");
      for (let i = 0; i < 40; i++) await client.call("Put", { namespace, key: `k${i}`, value }, { metadata });
      const pages = client.stream("ScanStream", { namespace, pageSize: 1 }, { metadata });
      let count = 0;
      const read = async (): Promise<void> => {
        for await (const _ of pages) {
          if (count++ > 0) continue;
          writeFileSync(keyFile, "");
          await eventually("the key no longer counts", () =>
            client.call("Exists", { namespace, key: "k0" }, { metadata }).then(
              () => false,
              (error) => error.code === Code.UNAUTHENTICATED,
            ),
          );
        }
      };
      await assert.rejects(read, { code: Code.UNAUTHENTICATED });
      assert.ok(count < 40, `${count} pages came`);
    });
  });
}
