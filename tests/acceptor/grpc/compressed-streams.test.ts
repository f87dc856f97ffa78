import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { it, type TestContext } from "node:test";
import { gunzipSync } from "node:zlib";
import { prism } from "../../generated/prism.js";
import { eventually } from "../../support/eventually.ts";
import { GrpcClient } from "../../support/grpc-client.ts";
import { grpcPlaces } from "../../support/grpc-transports.ts";
import { answerOf, framed, RawGrpc } from "../../support/raw-grpc.ts";
import { StartedGateway } from "../../support/started-gateway.ts";

const namespace = "memory";
const MIB = 1024 * 1024;

async function open(t: TestContext, flags: object) {
  const choices = { workers: 1, "listeners.grpc.minCompressedAnswerBytes": 1_024, ...flags };
  const { grpcPort, gateway } = await StartedGateway.open(t, { flags: choices });
  const raw = new RawGrpc(t, grpcPort);
  return {
    counters: gateway.acceptor.counters.compression,
    client: GrpcClient.to(t, grpcPort),
    /** A call with one message, by a client that takes gzip; its messages inflated. */
    call: async (method: string, message: Uint8Array, until: (bytes: number) => boolean = () => false) => {
      const stream = raw.open(`/prism.v1.${method}`, { "grpc-accept-encoding": "gzip" });
      const coming = answerOf(stream);
      let bytes = 0;
      stream.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (until(bytes)) stream.close(8);
      });
      stream.end(framed(message));
      const answer = await coming;
      const messages = answer.messages.map((each, i) => (answer.flags[i] === 1 ? gunzipSync(each) : each));
      return { ...answer, messages, bytes };
    },
  };
}

// One gateway for all of them, on the thread of the other doors and on one of its own.
for (const { name, flags } of [grpcPlaces[1], grpcPlaces[2]] as (typeof grpcPlaces)[number][]) {
  it(`a gateway compresses answers that are streams, over ${name}`, async (t) => {
    const { counters, client, call } = await open(t, flags);

    await t.test("the large messages of a scan, cut from pages or not", async () => {
      // From the second on, messages of less than 4 KiB are cut from larger pages; those of the ends are too large for that.
      const textOf = (i: number) => Buffer.alloc(i % 3 === 0 ? 1_500 : i === 1 || i === 299 ? 20_000 : 10, `${i} `);
      const items = Array.from({ length: 300 }, (_, i) => ({ key: `key-${1_000 + i}`, value: textOf(i) }));
      for (let at = 0; at < items.length; at += 100) {
        await client.call("BatchPut", { namespace, items: items.slice(at, at + 100) });
      }
      const request = prism.v1.ScanRequest.encode({ namespace, prefix: "key-", pageSize: 1 }).finish();
      const answer = await call("KeyValueService/ScanStream", request);
      assert.deepEqual([answer.status, answer.encoding], [0, "gzip"]);
      const pages = answer.messages.map((message) => prism.v1.ScanResponse.decode(message));
      assert.deepEqual(
        pages.map((page) => page.items.map(({ key, value }) => [key, Buffer.from(value as Uint8Array).toString()])),
        items.map(({ key, value }) => [[key, value.toString()]]),
      );
      assert.deepEqual(
        answer.flags,
        items.map(({ value }) => (value.length > 1_024 ? 1 : 0)),
      );
      const compressed = answer.flags.filter((flag) => flag === 1).length;
      await eventually("they are counted", () => counters.messages === compressed);
      assert.ok(counters.bytesBefore > compressed * 1_024 && counters.bytesAfter < counters.bytesBefore / 4);
    });

    await t.test("the parts of a large value, and not those of noise", async () => {
      const text = Buffer.alloc(3 * MIB, "to be or not to be ");
      for (const [key, value] of [
        ["text", text],
        ["noise", randomBytes(3 * MIB)],
      ] as const) {
        const { call: upload, answer } = client.send("PutStream");
        upload.write({ namespace, key });
        for (let at = 0; at < value.length; at += MIB) upload.write({ data: value.subarray(at, at + MIB) });
        upload.end();
        await answer;
        const request = prism.v1.GetStreamRequest.encode({ namespace, key }).finish();
        const got = await call("KeyValueService/GetStream", request);
        const [, ...parts] = got.messages.map((message) => prism.v1.GetStreamResponse.decode(message));
        assert.ok(Buffer.concat(parts.map(({ data }) => data)).equals(value), key);
        assert.deepEqual([got.status, got.encoding], [0, "gzip"]);
        assert.deepEqual(new Set(got.flags.slice(1)), new Set([key === "text" ? 1 : 0]));
        assert.ok(key === "text" ? got.bytes < MIB / 10 : got.bytes > 3 * MIB);
      }
    });

    await t.test("what a subscriber gets", async () => {
      const value = Buffer.alloc(100_000, "again ");
      const messages = [{ key: "k", value }];
      await client.call("StreamService/BatchPublish", { namespace: "events", messages });
      const request = prism.v1.SubscribeRequest.encode({ namespace: "events", start: { earliest: true } }).finish();
      let left = false;
      const got = await call("StreamService/Subscribe", request, (bytes) => {
        left = bytes > 200;
        return left;
      });
      await eventually("it was sent", () => left);
      assert.ok(got.bytes < 10_000);
      const deliveries = got.messages.flatMap((each) => prism.v1.SubscribeResponse.decode(each).deliveries);
      assert.ok(Buffer.from(deliveries[0]?.value as Uint8Array).equals(value));
      assert.ok(got.flags.includes(1));
    });
  });
}
