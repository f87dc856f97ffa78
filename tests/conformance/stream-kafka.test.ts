import { test } from "node:test";
import { createKafkaStreamStore } from "../../src/backends/kafka/kafka-stream-store.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";
import { kafkaSettings, ownPrefix, surroundings } from "../backends/kafka/kafka-fixture.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";

const missing = serverMissing("kafka");

if (missing !== false) test("the stream store Kafka", { skip: missing }, () => undefined);
else
  describeSuite("Kafka", streamSuite, {
    async start() {
      const server = await fileServer("kafka");
      const settings = kafkaSettings(server.port, { topicPrefix: ownPrefix() });
      return {
        open: () => createKafkaStreamStore(settings, surroundings()),
        // Brokers look every five minutes, and remove whole segments of a log.
        isRetentionPrompt: false,
        // A group takes seconds to form.
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
