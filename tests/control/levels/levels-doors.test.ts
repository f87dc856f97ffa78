import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Metadata } from "@grpc/grpc-js";
import type { MissedLevelsNotice } from "../../../src/client/missed-levels.ts";
import { PrismClient } from "../../../src/client/prism-client.ts";
import { GatewayAdmin } from "../../../src/control/gateway-admin.ts";
import { WebSocketClient } from "../../acceptor/http/websocket-client.ts";
import { decodeResponse } from "../../codec/protobuf-oracle.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { frame, get, put, request } from "../../support/frames.ts";
import { GrpcClient } from "../../support/grpc-client.ts";
import { encodeMessage } from "../../support/protobuf.ts";
import { StartedGateway } from "../../support/started-gateway.ts";

const yaml = (thread: string): string => `
levels: { interval: 10s }
backends: { disk: { type: sqlite, path: ./data }, ram: { type: memory } }
listeners: { grpc: { thread: ${thread} } }
namespaces:
  - { name: strict, pattern: keyvalue, backend: disk, needs: { writeP99Ms: 0.01 } }
  - { name: plain, pattern: keyvalue, backend: ram }
  - { name: events, pattern: stream, backend: disk, needs: { writeP99Ms: 0.01 } }
`;

const publish = (id: number): Buffer =>
  request(id, 32, [
    [1, "events"],
    [2, encodeMessage([2, "value"])],
  ]);

/** A gateway that knows that two of its namespaces miss a level. */
async function openMissing(t: TestContext, thread = "shared"): Promise<StartedGateway> {
  const started = await StartedGateway.open(t, { yaml: yaml(thread), flags: { workers: 2 } });
  const admin = new GatewayAdmin(started.gateway, { log: () => undefined, version: "1.2.3" });
  const url = `http://127.0.0.1:${await admin.open("127.0.0.1", 0)}`;
  afterwards(t, () => admin.close());
  const client = await started.connect();
  for (let id = 1; id <= 20; id++) client.send(put(id, "strict", `key-${id}`, "value"));
  for (let id = 21; id <= 40; id++) client.send(publish(id));
  await client.answered(40);
  await fetch(`${url}/slo`);
  return started;
}

interface Told {
  readonly missed_levels?: { readonly missed: readonly { level: string; target: number; current: number }[] };
}

function levelsIn(payload: Buffer): readonly string[] {
  const { missed_levels: told } = decodeResponse(payload) as Told;
  for (const { target, current } of told?.missed ?? []) assert.ok(target === 0.01 && current > target);
  return (told?.missed ?? []).map(({ level }) => level);
}

const HEADER = /^writeP99Ms;target=0\.01;current=[0-9.]+$/;

describe("answers of a namespace that misses a level of service", () => {
  it("say so over TCP, WebSocket and HTTP, also when they are failures; others do not", async (t) => {
    const started = await openMissing(t);
    const client = await started.connect();
    assert.deepEqual(levelsIn((await client.call(get(1, "strict", "key-1"))).payload), ["writeP99Ms"]);
    assert.equal((await client.call(get(2, "strict", "key-1"))).value, "value");
    const failed = await client.call(put(3, "strict", "", "a key is missing"));
    assert.deepEqual([failed.code, levelsIn(failed.payload)], [3, ["writeP99Ms"]]);
    assert.deepEqual(levelsIn((await client.call(get(4, "plain", "key"))).payload), []);

    const websocket = await WebSocketClient.open(t, started.httpPort);
    websocket.send(get(1, "strict", "key-1"));
    const [answer] = await websocket.answered(1);
    assert.deepEqual(levelsIn(answer?.payload as Buffer), ["writeP99Ms"]);

    const headerOf = async (namespace: string): Promise<string | null> => {
      const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/${namespace}/keyvalue/key-1`;
      return (await fetch(url)).headers.get("prism-missed-levels");
    };
    assert.match((await headerOf("strict")) ?? "", HEADER);
    assert.equal(await headerOf("plain"), null);
  });

  for (const thread of ["shared", "own"]) {
    it(`say so over gRPC in the trailing metadata, its thread being ${thread}`, async (t) => {
      const started = await openMissing(t, thread);
      const trailersOf = (namespace: string): Promise<Metadata> =>
        GrpcClient.to(t, started.grpcPort).trailers("Get", { namespace, key: "key-1" });
      assert.match(String((await trailersOf("strict")).get("prism-missed-levels")[0]), HEADER);
      assert.deepEqual((await trailersOf("plain")).get("prism-missed-levels"), []);
    });
  }

  it("say so while they go on: subscriptions over frames", async (t) => {
    const started = await openMissing(t);
    const client = await started.connect();
    const subscribed = encodeMessage([1, "events"], [5, encodeMessage([1, 1])], [6, 5], [16, 20]);
    client.send(frame(encodeMessage([1, 7], [38, subscribed])));
    const answers = await client.answered(3);
    for (const { payload } of answers) assert.deepEqual(levelsIn(payload), ["writeP99Ms"]);
    assert.ok(answers.every(({ payload }) => decodeResponse(payload).more === true));
    const plain = await started.connect();
    started.gateway.supervisor.tellLevels([]);
    await eventually("the stream is told no more", async () => {
      return levelsIn((await plain.call(publish(1))).payload).length === 0;
    });
    const before = client.answers.length;
    client.send(frame(encodeMessage([1, 8], [38, subscribed])));
    const [after] = (await client.answered(before + 1)).slice(-1);
    assert.deepEqual(levelsIn(after?.payload as Buffer), []);
  });

  for (const thread of ["shared", "own"]) {
    it(`say so while they go on: subscriptions and scans over gRPC, its thread being ${thread}`, async (t) => {
      const started = await openMissing(t, thread);
      const client = GrpcClient.to(t, started.grpcPort);
      const first = async (method: string, ask: Record<string, unknown>): Promise<unknown> => {
        const stream = client.stream(method, ask);
        stream.on("error", () => undefined);
        for await (const message of stream) return (message as { missedLevels: string }).missedLevels;
        return null;
      };
      assert.match(String(await first("Subscribe", { namespace: "events", start: { earliest: true } })), HEADER);
      assert.match(String(await first("ScanStream", { namespace: "strict", pageSize: 5 })), HEADER);
      assert.equal(await first("ScanStream", { namespace: "plain" }), "");
    });
  }

  it("reach the application through the client, once a second for all of them", async (t) => {
    const started = await openMissing(t);
    for (const address of [`prism://127.0.0.1:${started.port}`, `grpc://127.0.0.1:${started.grpcPort}`]) {
      const notices: MissedLevelsNotice[] = [];
      const clock = { monotonicUs: () => 0, wallMs: () => 0 };
      const client = new PrismClient(address, { clock, onMissedLevels: (notice) => notices.push(notice) });
      afterwards(t, () => client.close());
      for (let i = 0; i < 5; i++) await client.keyValue("strict").get("key-1");
      await client.keyValue("plain").get("key-1");
      assert.deepEqual(
        notices.map(({ namespace, levels }) => [namespace, levels.map(({ level, target }) => `${level} ${target}`)]),
        [["strict", ["writeP99Ms 0.01"]]],
      );
    }
  });

  it("say so from a worker that took the place of another, and no more when the level is met", async (t) => {
    const started = await openMissing(t);
    const owner = started.gateway.snapshot.namespaces.find((each) => each?.name === "strict")?.owner as number;
    await started.gateway.supervisor.kill(owner);
    await started.logged(({ message }) => message === "worker is back");
    const client = await started.connect();
    let id = 0;
    const told = async (): Promise<number> =>
      levelsIn((await client.call(get(++id, "strict", "key-1"))).payload).length;
    // A request may be quicker in the ring than control's message beside it.
    await eventually("the new worker tells it", async () => (await told()) === 1);
    started.gateway.supervisor.tellLevels([]);
    await eventually("it is told no more", async () => (await told()) === 0);
  });
});
