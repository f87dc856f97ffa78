import { test } from "node:test";
import { Redis } from "ioredis";
import { createRedisStreamStore } from "../../src/backends/redis/stream-store.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";
import { redisSettings, surroundings } from "../backends/redis/redis-fixture.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";

const missing = serverMissing("redis");

if (missing !== false) test("the stream store Redis", { skip: missing }, () => undefined);
else
  describeSuite("Redis", streamSuite, {
    async start() {
      const server = await fileServer("redis");
      const client = new Redis({ port: server.port });
      await client.config("SET", "appendfsync", "always");
      client.disconnect();
      const settings = redisSettings(`redis://127.0.0.1:${server.port}`);
      return {
        open: () => createRedisStreamStore(settings, surroundings()),
        async restart() {
          await server.stop();
          await server.startAgain({ ...server.place.settings, appendfsync: "always" });
        },
      };
    },
    // The file's server ends with the file.
    stop: async () => undefined,
  });
