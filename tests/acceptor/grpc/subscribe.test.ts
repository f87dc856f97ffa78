import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { ClientReadableStream, ServiceError } from "@grpc/grpc-js";
import { CallNumber } from "../../../src/codec/calls.ts";
import { Code } from "../../../src/common/codes.ts";
import { prism } from "../../generated/prism.js";
import { eventually } from "../../support/eventually.ts";
import { detailsOf, GrpcClient } from "../../support/grpc-client.ts";
import { type GrpcTransportName, grpcTransports } from "../../support/grpc-transports.ts";
import type { Asked } from "../acceptor-bench.ts";
import { type DoorChoices, doorOver } from "./door-bench.ts";

type Stream = ClientReadableStream<Record<string, unknown>>;

/** The door, with the test for a worker. */
function openerOver(transport: GrpcTransportName) {
  const openDoor = doorOver(transport);
  return async (t: TestContext, choices: DoorChoices = {}) => {
    const bench = await openDoor(t, choices);
    const client = GrpcClient.to(t, bench.port);
    let seen = 0;
    return {
      ...bench,
      client,
      subscribe: (fields: object = {}): Stream =>
        client.stream("StreamService/Subscribe", { namespace: "n", ...fields }).on("error", () => undefined),
      /** The next request that comes to the worker. */
      next: async (): Promise<Asked> => {
        await eventually("a request has come", () => {
          bench.worker.take();
          return bench.worker.asked.length > seen;
        });
        return bench.worker.asked[seen++] as Asked;
      },
      deliver: (asked: Asked, positions: number[], value: Uint8Array = Buffer.from("v")) => {
        const deliveries = positions.map((position) => ({ position: String(position), value }));
        bench.worker.reply(asked, { streamFetch: { deliveries, nextPosition: String(positions.at(-1) ?? "") } });
      },
      hasMore: () => {
        bench.worker.take();
        return bench.worker.asked.length > seen;
      },
    };
  };
}

const fetchOf = (asked: Asked): prism.v1.FetchRequest => {
  assert.equal(asked.call, CallNumber.STREAM_FETCH);
  return prism.v1.FetchRequest.decode(asked.message);
};

const positionsIn = (answer: Record<string, unknown>): string[] =>
  (answer.deliveries as { position: string }[]).map(({ position }) => position);

async function failureOf(stream: Stream): Promise<{ code: number; reason: string }> {
  const error = await new Promise<ServiceError>((resolve) => stream.on("error", resolve));
  return { code: error.code, reason: detailsOf(error).ErrorInfo?.reason as string };
}

for (const transport of grpcTransports) {
  const open = openerOver(transport);
  describe(`Subscribe over gRPC, over ${transport}`, () => {
    it("is counted while it lasts", async (t) => {
      const { subscribe, next, acceptor } = await open(t);
      const { grpc } = acceptor.counters.subscriptions;
      const stream = subscribe();
      await next();
      assert.deepEqual({ ...grpc }, { active: 1, credits: 0, pauses: 0 });
      stream.cancel();
      await eventually("it is over", () => grpc.active === 0);
    });

    it("streams what comes, from the answer that says it is live on", async (t) => {
      const { subscribe, next, deliver } = await open(t);
      const stream = subscribe({ start: { earliest: true } });
      const answers = stream[Symbol.asyncIterator]();
      const first = await next();
      assert.deepEqual([fetchOf(first).waitMs, fetchOf(first).start?.earliest], [0, true]);
      deliver(first, []);
      assert.deepEqual(positionsIn((await answers.next()).value), []);
      deliver(await next(), [1, 2]);
      assert.deepEqual(positionsIn((await answers.next()).value), ["1", "2"]);
      const third = await next();
      assert.equal(fetchOf(third).start?.after, "2");
      deliver(third, [3]);
      assert.deepEqual(positionsIn((await answers.next()).value), ["3"]);
    });

    it("tells the worker when its client cancels, and when its connection is gone", async (t) => {
      for (const isCut of [false, true]) {
        const { subscribe, client, next } = await open(t);
        const stream = subscribe({ group: "g", consumer: "c" });
        const asked = await next();
        if (isCut) client.client.close();
        stream.cancel();
        const leave = await next();
        assert.equal(leave.call, CallNumber.STREAM_LEAVE);
        const { group, consumer, subscription } = prism.v1.LeaveRequest.decode(leave.message);
        assert.deepEqual([group, consumer, subscription], ["g", "c", fetchOf(asked).subscription]);
      }
    });

    it("fails as the worker's refusal says", async (t) => {
      const { subscribe, next, worker } = await open(t);
      const failed = failureOf(subscribe());
      worker.reply(await next(), { error: { code: Code.PERMISSION_DENIED, reason: "ACCESS_DENIED" } });
      assert.deepEqual(await failed, { code: Code.PERMISSION_DENIED, reason: "ACCESS_DENIED" });
    });

    it("ends with a hint when the gateway shuts down", async (t) => {
      const { subscribe, next, deliver, acceptor } = await open(t);
      const stream = subscribe();
      const failed = failureOf(stream);
      let told = "";
      stream.on("error", ({ details }: ServiceError) => {
        told = details;
      });
      stream.resume();
      deliver(await next(), []);
      await next();
      acceptor.drain();
      assert.deepEqual(await failed, { code: Code.UNAVAILABLE, reason: "SHUTTING_DOWN" });
      // Messages may have come before.
      assert.match(told, /^what has come is good: subscribe again to go on; of the rest: .* shutting down; /);
      assert.equal((await next()).call, CallNumber.STREAM_LEAVE);
      assert.equal(acceptor.inFlight, 0);
    });

    it("is read for no further than its client takes", async (t) => {
      const { subscribe, next, deliver, hasMore } = await open(t);
      const stream = subscribe();
      stream.pause();
      deliver(await next(), []);
      let delivered = 0;
      for (let asked: Asked | null = await next(); asked !== null; ) {
        deliver(asked, [++delivered], Buffer.alloc(12 * 1024));
        await pause(delivered < 5 ? 0 : 30);
        asked = hasMore() ? await next() : null;
        assert.ok(delivered < 500, "it is still read for");
      }
      const seen: string[] = [];
      stream.on("data", (answer) => seen.push(...positionsIn(answer)));
      stream.resume();
      const last = await next();
      deliver(last, [delivered + 1]);
      await eventually("all have come", () => seen.length === delivered + 1);
      assert.deepEqual(
        seen,
        Array.from({ length: delivered + 1 }, (_, i) => String(i + 1)),
      );
    });

    it("does not keep the connection's other calls waiting, though there are many", async (t) => {
      const { subscribe, next, client, answer } = await open(t);
      for (let i = 0; i < 100; i++) subscribe();
      for (let i = 0; i < 100; i++) fetchOf(await next());
      const got = client.call("Get", { namespace: "n", key: "k" });
      const get = await next();
      assert.equal(get.call, CallNumber.KV_GET);
      answer(get);
      await got;
    });
  });
}

for (const transport of grpcTransports) {
  const open = openerOver(transport);
  describe(`Fetch over gRPC, over ${transport}`, () => {
    it("waits for messages without keeping the connection's other calls waiting", async (t) => {
      const { client, next, answer, deliver } = await open(t);
      const fetches = Array.from({ length: 50 }, () => client.call("Fetch", { namespace: "n", waitMs: 30_000 }));
      const asked = [];
      for (let i = 0; i < 50; i++) asked.push(await next());
      const got = client.call("Get", { namespace: "n", key: "k" });
      answer(await next());
      await got;
      for (const each of asked) deliver(each, [1]);
      for (const fetched of fetches) assert.deepEqual(positionsIn(await fetched), ["1"]);
    });
  });
}
