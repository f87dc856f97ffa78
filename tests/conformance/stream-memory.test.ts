import { createMemoryStreamStore } from "../../src/backends/memory/memory-stream-store.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";

describeSuite("memory", streamSuite, {
  start: async () => ({ open: () => createMemoryStreamStore({ maxBytes: 64 * 1024 * 1024 }) }),
  async stop() {},
});
