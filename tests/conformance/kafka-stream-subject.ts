import { test } from "node:test";
import { createKafkaStreamStore } from "../../src/backends/kafka/kafka-stream-store.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";
import { kafkaSettings, ownPrefix, surroundings } from "../backends/kafka/kafka-fixture.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";

/** The stream suite against a broker, with streams of so many partitions. */
export function describeKafkaStreams(partitions: number): void {
  const missing = serverMissing("kafka");
  const name = `Kafka with ${partitions} ${partitions === 1 ? "partition" : "partitions"}`;
  if (missing !== false) {
    test(`the stream store ${name}`, { skip: missing }, () => undefined);
    return;
  }
  describeSuite(name, streamSuite, {
    async start() {
      const server = await fileServer("kafka");
      const settings = kafkaSettings(server.port, { topicPrefix: ownPrefix() });
      return {
        open: () => createKafkaStreamStore(settings, surroundings()),
        spec: { partitions },
        // Brokers look every five minutes, and remove whole segments of a log.
        isRetentionPrompt: false,
        // A group takes seconds to form, and a member that left without a word is waited for as long as its session lasts.
        patienceMs: 60_000,
        modelRuns: 3,
        async restart() {
          await server.stop();
          await server.startAgain();
        },
      };
    },
    // The file's server ends with the file.
    stop: async () => undefined,
  });
}
