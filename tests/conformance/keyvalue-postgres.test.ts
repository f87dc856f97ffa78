import { test } from "node:test";
import { createPostgresKeyValueStore } from "../../src/backends/postgres/keyvalue/keyvalue-store.ts";
import { keyValueSuite } from "../../src/conformance/keyvalue/keyvalue-suite.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { driverMissing, settingsFor, surroundings } from "../backends/postgres/test-store.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";

for (const driver of ["pg", "pg-native"] as const) {
  const missing = serverMissing("postgres") || driverMissing(driver);
  if (missing !== false) test(`the keyvalue store PostgreSQL by ${driver}`, { skip: missing }, () => undefined);
  else
    describeSuite(`PostgreSQL by ${driver}`, keyValueSuite, {
      async start() {
        const server = await fileServer("postgres");
        const settings = settingsFor(server.port, { connections: 4, driver });
        return {
          open: () => createPostgresKeyValueStore(settings, surroundings),
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
