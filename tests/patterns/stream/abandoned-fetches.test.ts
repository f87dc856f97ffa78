import assert from "node:assert/strict";
import { test } from "node:test";
import { endOfFetch } from "../../../src/acceptor/subscriptions/end-of-fetch.ts";
import type { prism } from "../../generated/prism.js";
import { StreamClient, settled, text } from "./stream-client.ts";

type Fetched = prism.v1.FetchResponse;

const waitMs = 60_000;

/** The request of connection 7 with this id. */
function asked(requestId: number) {
  return { connection: 7, requestId };
}

/** The client of the fetch `id` is gone from `connection`. */
async function abandon(client: StreamClient, id: number, connection = 7): Promise<void> {
  const source = Buffer.from(endOfFetch("events", id).message);
  await client.call("leave", {}, { source, to: source.length, connection });
}

function texts(fetched: unknown): string[] {
  return (fetched as Fetched).deliveries.map(text);
}

test("ends the wait of a fetch whose client is gone, and of no other", async (t) => {
  const client = new StreamClient(t);
  const fetches = [1, 2].map((id) => client.try("fetch", { group: "g", waitMs }, asked(id)));
  await settled();
  await abandon(client, 1, 8);
  assert.equal(client.executor.fetches, 2, "the ids of another connection are others");
  await abandon(client, 1);
  assert.deepEqual(texts(await fetches[0]), []);
  assert.equal(client.executor.fetches, 1);
  await client.publish("a");
  assert.deepEqual(texts(await fetches[1]), ["a"]);
});

test("leaves the consumer of an abandoned fetch what it has", async (t) => {
  const client = new StreamClient(t);
  await client.publish("a");
  assert.deepEqual(await client.fetchTexts(), ["a"]);
  const gone = client.try("fetch", { group: "g", consumer: "c", waitMs }, asked(1));
  await settled();
  await abandon(client, 1);
  await gone;
  assert.deepEqual(await client.fetchTexts({ consumer: "other" }), []);
});

test("gives back at once what an abandoned fetch was taking", async (t) => {
  const client = new StreamClient(t);
  await client.publish("a");
  let goOn = (): void => undefined;
  const { openGroup } = client.store;
  client.store.openGroup = async (...of) => {
    const group = await openGroup.apply(client.store, of);
    const { take } = group;
    group.take = async (...bounds) => {
      const taken = await take.apply(group, bounds);
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      group.take = take;
      return taken;
    };
    return group;
  };
  const gone = client.try("fetch", { group: "g", waitMs }, asked(1));
  await settled();
  await abandon(client, 1);
  goOn();
  assert.deepEqual(texts(await gone), []);
  assert.deepEqual(await client.fetchTexts(), ["a"]);
});

test("keeps the place of a subscription whose fetches are abandoned, in whichever order", async (t) => {
  const client = new StreamClient(t);
  const [first, second, third] = [1, 2, 3].map((id) => client.try("fetch", { subscription: "s", waitMs }, asked(id)));
  await settled();
  await abandon(client, 2);
  assert.equal(client.executor.fetches, 2, "though another one waits before it");
  assert.deepEqual(texts(await second), []);
  await abandon(client, 1);
  assert.deepEqual(texts(await first), []);
  await client.publish("a");
  assert.deepEqual(texts(await third), ["a"]);
  const last = client.try("fetch", { subscription: "s", waitMs }, asked(4));
  await settled();
  // What is there when the client's end is told is not taken for it any more.
  const published = client.try("publish", { message: { value: Buffer.from("b") } }, {}, false);
  await abandon(client, 4);
  await published;
  assert.deepEqual(texts(await last), []);
  assert.deepEqual(texts(await client.call("fetch", { subscription: "s" })), ["b"]);
});

test("has nothing to end when the fetch was answered", async (t) => {
  const client = new StreamClient(t);
  await client.publish("a");
  assert.deepEqual(texts(await client.call("fetch", { group: "g", waitMs }, asked(1))), ["a"]);
  await abandon(client, 1);
  const next = client.try("fetch", { group: "g", waitMs }, asked(1));
  await client.publish("b");
  assert.deepEqual(texts(await next), ["b"]);
});
