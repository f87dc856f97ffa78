import { test } from "node:test";
import { createNatsStreamStore } from "../../src/backends/nats/stream/stream-store.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";
import { natsSettings, natsSurroundings } from "../backends/nats/nats-settings.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";

const missing = serverMissing("nats");

if (missing !== false) test("the stream store NATS", { skip: missing }, () => undefined);
else
  describeSuite("NATS", streamSuite, {
    async start() {
      const server = await fileServer("nats");
      const settings = natsSettings(server.port);
      return {
        open: () => createNatsStreamStore(settings, natsSurroundings()),
        async restart() {
          // What is acknowledged is written some 100 ms later, so a kill may deliver it again: see ADR-039.
          await server.stop();
          await server.startAgain();
        },
        isRetentionPrompt: true,
      };
    },
    // The file's server ends with the file.
    stop: async () => undefined,
  });
