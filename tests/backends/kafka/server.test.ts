import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { Brokers } from "../../../src/backends/kafka/brokers.ts";
import { createKafkaStreamStore } from "../../../src/backends/kafka/kafka-stream-store.ts";
import { readTopicSettings } from "../../../src/backends/kafka/topic-settings.ts";
import { afterwards } from "../../support/afterwards.ts";
import { fileServer, serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { kafkaSettings, message, openStore, ownPrefix, spec, surroundings } from "./kafka-fixture.ts";

const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;

describe("a Kafka broker", { skip: serverMissing("kafka") }, () => {
  it("gets topics as they are declared, and changes of that", async (t) => {
    const { port } = await fileServer("kafka");
    const topicPrefix = ownPrefix();
    const store = await openStore(t, { topicPrefix });
    const ns = store.openStream(spec({ partitions: 2, retentionMs: HOUR_MS, maxBytes: 64 * MIB }));
    await store.storeIdOf(ns);
    const brokers = new Brokers(
      kafkaSettings(port),
      () => Date.now(),
      () => {},
    );
    t.after(() => brokers.close());
    const names = ["retention.ms", "retention.bytes", "segment.bytes", "min.insync.replicas", "message.timestamp.type"];
    const read = async () => Object.fromEntries(await readTopicSettings(brokers, `${topicPrefix}events`, names));
    assert.deepEqual(await read(), {
      "retention.ms": String(HOUR_MS),
      "retention.bytes": String(32 * MIB),
      "segment.bytes": String(8 * MIB),
      "min.insync.replicas": "1",
      "message.timestamp.type": "LogAppendTime",
    });
    const other = await openStore(t, { topicPrefix });
    const again = other.openStream(spec({ partitions: 3 }));
    assert.equal(await other.storeIdOf(again), await store.storeIdOf(ns));
    assert.deepEqual([(await read())["retention.ms"], (await read())["retention.bytes"]], ["-1", "-1"]);
    brokers.forget(`${topicPrefix}events`);
    assert.equal((await brokers.topic(`${topicPrefix}events`)).partitions.length, 3);
  });

  it("is asked what it guarantees", async (t) => {
    const store = await openStore(t);
    assert.deepEqual([store.guarantees.durability, store.findings], ["process-crash", []]);
    const ns = store.openStream(spec());
    await store.storeIdOf(ns);
    await store.probe(5_000);
    assert.equal(store.guarantees.durability, "process-crash");
    const meaningOf = (setting: string) => store.findings.find((each) => each.setting.endsWith(setting))?.meaning ?? "";
    assert.match(meaningOf("brokers"), /one broker/);
    assert.match(meaningOf("replication factor"), /lost with its disk/);
    assert.match(meaningOf("flush.messages"), /page cache/);
    assert.ok(store.stats().connections > 0);

    const flushing = await startServer(t, "kafka", { "log.flush.interval.messages": "1" });
    const durable = createKafkaStreamStore(kafkaSettings(flushing.port), surroundings());
    afterwards(t, () => durable.close());
    await durable.storeIdOf(durable.openStream(spec()));
    await durable.probe(5_000);
    assert.equal(durable.guarantees.durability, "power-loss");
  });

  it("refuses a password that is wrong, without a word of it, and takes the right one", async (t) => {
    const plain = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    const server = await startServer(t, "kafka", {
      "listener.security.protocol.map": "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
      "sasl.enabled.mechanisms": "PLAIN",
      "sasl.mechanism.inter.broker.protocol": "PLAIN",
      "listener.name.clients.plain.sasl.jaas.config": `${plain} username="prism" password="right" user_prism="right";`,
    });
    const problems: unknown[] = [];
    const open = (password: string) => {
      process.env.KAFKA_TEST_PASSWORD = password;
      const sasl = { mechanism: "plain", username: "prism", password: "env:KAFKA_TEST_PASSWORD" } as const;
      const store = createKafkaStreamStore(kafkaSettings(server.port, { sasl }), surroundings(problems));
      afterwards(t, () => store.close());
      return store;
    };
    const wrong = open("sesame");
    await assert.rejects(wrong.probe(5_000), (error: Error) => {
      assert.match(error.message, /STORE_AUTHENTICATION_FAILED.*sasl/);
      return true;
    });
    assert.doesNotMatch(problems.map(String).join("\n"), /sesame/);
    const right = open("right");
    await right.probe(5_000);
    await right.appendMany([message(right.openStream(spec()), "", "a")]);
  });

  it("is left by a thread that ends, with nothing open", async (t) => {
    const { port } = await fileServer("kafka");
    const code = `
      import { parentPort, workerData } from "node:worker_threads";
      const { createKafkaStreamStore } = await import(workerData.store);
      const { NewMessage } = await import(workerData.contract);
      const surroundings = { worker: 0, nowMs: () => Date.now(), random: Math.random, onProblem: () => {} };
      const store = createKafkaStreamStore(workerData.settings, surroundings);
      const ns = store.openStream(workerData.spec);
      const message = Object.assign(new NewMessage(), { namespaceId: ns, value: Buffer.from("a") });
      await store.appendMany([message]);
      await store.openReader(ns, { at: "earliest" }, () => {});
      const group = await store.openGroup(ns, "g", { at: "earliest" }, () => {});
      await group.take("c", { maxItems: 1, maxBytes: 1 }, 1_000);
      await store.close();
      parentPort.postMessage({ position: message.position, resources: process.getActiveResourcesInfo() });
      parentPort.close();
    `;
    const here = (path: string) => new URL(`../../../src/backends/${path}`, import.meta.url).href;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
      workerData: {
        store: here("kafka/kafka-stream-store.js"),
        contract: here("stream-contract.js"),
        settings: kafkaSettings(port, { topicPrefix: ownPrefix() }),
        spec: spec(),
      },
    });
    t.after(() => worker.terminate());
    const said = await new Promise<{ position: string }>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    assert.equal(said.position, "0:0");
    // By itself, for nothing keeps it.
    const exit = await new Promise<number>((resolve) => worker.once("exit", resolve));
    assert.equal(exit, 0);
  });
});
