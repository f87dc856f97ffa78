import { test } from "node:test";
import { Redis } from "ioredis";
import { createRedisKeyValueStore } from "../../src/backends/redis/keyvalue-store.ts";
import { keyValueSuite } from "../../src/conformance/keyvalue/keyvalue-suite.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { redisSettings, surroundings } from "../backends/redis/redis-fixture.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";

const missing = serverMissing("redis");

if (missing !== false) test("the keyvalue store Redis", { skip: missing }, () => undefined);
else
  describeSuite("Redis", keyValueSuite, {
    async start() {
      const server = await fileServer("redis");
      const everyWrite = { appendfsync: "always" };
      const client = new Redis({ port: server.port });
      await client.config("SET", "appendfsync", "always");
      client.disconnect();
      const settings = redisSettings(`redis://127.0.0.1:${server.port}`);
      return {
        open: () => createRedisKeyValueStore(settings, surroundings()),
        async restart() {
          await server.stop();
          await server.startAgain({ ...server.place.settings, ...everyWrite });
        },
      };
    },
    // The file's server ends with the file.
    stop: async () => undefined,
  });
