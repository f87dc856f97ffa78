import assert from "node:assert/strict";
import { describe, it } from "node:test";
import kafkajs from "kafkajs";
import type { prism } from "../generated/prism.js";
import { StreamDoor } from "../patterns/stream/stream-door.ts";
import { eventually } from "../support/eventually.ts";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";
import { streamFaults, streamGateway } from "./stream-fault-cases.ts";

describe("a Kafka broker under a gateway", { skip: serverMissing("kafka") }, () => {
  const backend = (port: number, more = "") => `{ type: kafka, brokers: ["127.0.0.1:${port}"]${more} }`;

  streamFaults({ server: "kafka", backend, isIdempotent: true, isOrdered: true });

  it("has no topic for a stream: publishers are told, until somebody makes it", async (t) => {
    const server = await startServer(t, "kafka", { "auto.create.topics.enable": "false" });
    const { port } = await streamGateway(t, backend(server.port, ", createTopics: false"));
    const door = await StreamDoor.open(t, port);
    let error: prism.v1.IError | null | undefined;
    await eventually("a publish is refused with STORE_MISSING", async () => {
      ({ error } = await door.publish("events", "lost"));
      assert.ok(error, "a message without a topic was acknowledged");
      return error.reason === "STORE_MISSING";
    });
    assert.equal(error?.code, 9);
    assert.match(error?.message ?? "", /createTopics/);
    assert.equal(error?.metadata?.backend, "away");

    const admin = new kafkajs.Kafka({
      brokers: [`127.0.0.1:${server.port}`],
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: "prism.events", numPartitions: 1 }] });
    await admin.disconnect();
    await eventually("a publish is acknowledged", async () => !(await door.publish("events", "kept")).error);
    const { deliveries } = await door.fetch("events", { start: { earliest: true }, waitMs: 10_000 });
    assert.deepEqual(
      deliveries?.map(({ value }) => Buffer.from(value ?? []).toString()),
      ["kept"],
    );
  });
});
