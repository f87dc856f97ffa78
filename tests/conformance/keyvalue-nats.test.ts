import { test } from "node:test";
import { createNatsKeyValueStore } from "../../src/backends/nats/keyvalue/keyvalue-store.ts";
import { keyValueSuite } from "../../src/conformance/keyvalue/keyvalue-suite.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { natsSettings, natsSurroundings } from "../backends/nats/nats-settings.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";

const missing = serverMissing("nats");

if (missing !== false) test("the keyvalue store NATS", { skip: missing }, () => undefined);
else
  describeSuite("NATS", keyValueSuite, {
    async start() {
      const server = await fileServer("nats");
      const settings = natsSettings(server.port);
      return {
        open: () => createNatsKeyValueStore(settings, natsSurroundings()),
        async restart() {
          await server.kill();
          await server.startAgain();
        },
      };
    },
    // The file's server ends with the file.
    stop: async () => undefined,
  });
