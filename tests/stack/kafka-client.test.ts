import assert from "node:assert/strict";
import { test } from "node:test";
import kafkajs from "kafkajs";
import { afterwards } from "../support/afterwards.ts";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";

const { ConfigResourceTypes, Kafka, logLevel, Partitioners } = kafkajs;

// Kafka 4 has dropped old versions of its calls, and kafkajs knows no new ones: what we use must be in both.
test("kafkajs speaks with the broker of the stack", { skip: serverMissing("kafka") }, async (t) => {
  const { port } = await startServer(t, "kafka", { "auto.create.topics.enable": "false" });
  const kafka = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const producer = kafka.producer({ idempotent: true, createPartitioner: Partitioners.DefaultPartitioner });
  const consumer = kafka.consumer({ groupId: "readers" });
  for (const each of [admin, producer, consumer]) {
    await each.connect();
    afterwards(t, () => each.disconnect());
  }
  const fromMs = Date.now();
  assert.equal(await admin.createTopics({ topics: [{ topic: "events", numPartitions: 1 }] }), true);
  const [sent] = await producer.send({
    topic: "events",
    acks: -1,
    messages: [{ key: "k", value: "one", headers: { kind: "first" } }, { value: "two" }],
  });
  assert.equal(sent?.baseOffset, "0");

  await consumer.subscribe({ topic: "events", fromBeginning: true });
  const first = await new Promise<{ value: string; kind: string }>((resolve) => {
    void consumer.run({
      autoCommit: false,
      eachMessage: async ({ message: { value, headers } }) =>
        resolve({ value: String(value), kind: String(headers?.kind) }),
    });
  });
  assert.deepEqual(first, { value: "one", kind: "first" });
  await consumer.commitOffsets([{ topic: "events", partition: 0, offset: "1" }]);

  const [committed] = await admin.fetchOffsets({ groupId: "readers", topics: ["events"] });
  assert.equal(committed?.partitions[0]?.offset, "1");
  const [end] = await admin.fetchTopicOffsets("events");
  assert.deepEqual([end?.low, end?.high], ["0", "2"]);
  const [since] = await admin.fetchTopicOffsetsByTimestamp("events", fromMs - 1_000);
  assert.equal(since?.offset, "0");
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: "events", configNames: ["min.insync.replicas"] }],
  });
  assert.equal(resources[0]?.configEntries[0]?.configValue, "1");
  await assert.rejects(producer.send({ topic: "absent", messages: [{ value: "lost" }] }));
});
