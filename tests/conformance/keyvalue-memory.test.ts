import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { EmbeddedKeyValue } from "../../src/conformance/keyvalue/embedded-keyvalue.ts";
import { keyValueSuite } from "../../src/conformance/keyvalue/keyvalue-suite.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";

describeSuite("memory", keyValueSuite, {
  async start() {
    const store = createMemoryStore({ maxBytes: 64 * 1024 * 1024 });
    return { open: () => new EmbeddedKeyValue(store) };
  },
  async stop() {},
});
