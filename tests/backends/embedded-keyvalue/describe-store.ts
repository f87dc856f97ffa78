import { afterEach, beforeEach, describe, it } from "node:test";
import fc from "fast-check";
import { batchCases } from "./batch-cases.ts";
import { keyValueCommands } from "./commands.ts";
import { KeyValueFixture, type OpenedKeyValueStore } from "./fixture.ts";
import { KeyValueModel } from "./model.ts";
import { transactionCases } from "./transaction-cases.ts";

/** Sequences of up to 40 commands that the model check runs on each store. */
const MODEL_RUNS = 60;

/** What an embedded KeyValue store must do beside the conformance suite: what only the contract of embedded stores has. */
export function describeKeyValueStore(name: string, open: () => Promise<OpenedKeyValueStore>): void {
  describe(`the embedded KeyValue store ${name}`, () => {
    const fixture = new KeyValueFixture(open);
    beforeEach(() => fixture.open());
    afterEach(() => fixture.dispose());

    batchCases(fixture);
    transactionCases(fixture);
  });

  describe(`the embedded KeyValue store ${name}, beside the model`, () => {
    it("does to any sequence of commands what the model does", async () => {
      await fc.assert(
        fc.asyncProperty(keyValueCommands(), async (commands) => {
          const fresh = await open();
          const real = { store: fresh.store, reopen: fresh.reopen };
          try {
            await fc.asyncModelRun(() => ({ model: new KeyValueModel(), real }), commands);
          } finally {
            real.store.rollback();
            await fresh.dispose();
          }
        }),
        { numRuns: MODEL_RUNS },
      );
    });
  });
}
