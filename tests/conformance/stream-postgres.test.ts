import { test } from "node:test";
import { createPostgresStreamStore } from "../../src/backends/postgres/stream/stream-store.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";
import { driverMissing, settingsFor, systemSurroundings } from "../backends/postgres/test-store.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";

for (const driver of ["pg", "pg-native"] as const) {
  const missing = serverMissing("postgres") || driverMissing(driver);
  if (missing !== false) test(`the stream store PostgreSQL by ${driver}`, { skip: missing }, () => undefined);
  else
    describeSuite(`PostgreSQL by ${driver}`, streamSuite, {
      async start() {
        const server = await fileServer("postgres");
        const settings = settingsFor(server.port, { connections: 4, driver });
        return {
          open: () => createPostgresStreamStore(settings, systemSurroundings()),
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
