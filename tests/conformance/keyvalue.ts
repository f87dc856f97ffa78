import { afterEach, beforeEach, describe, it } from "node:test";
import fc from "fast-check";
import { keyValueCommands } from "./keyvalue-commands.ts";
import { conditionCases } from "./keyvalue-condition-cases.ts";
import { expiryCases } from "./keyvalue-expiry-cases.ts";
import { KeyValueFixture, type OpenedKeyValueStore } from "./keyvalue-fixture.ts";
import { itemCases } from "./keyvalue-item-cases.ts";
import { KeyValueModel } from "./keyvalue-model.ts";
import { namespaceCases } from "./keyvalue-namespace-cases.ts";
import { scanCases } from "./keyvalue-scan-cases.ts";
import { transactionCases } from "./keyvalue-transaction-cases.ts";

/** Sequences of up to 40 commands that the model check runs on each store. */
const MODEL_RUNS = 60;

/** What every KeyValue store must do, whatever it is made of. */
export function describeKeyValueStore(name: string, open: () => Promise<OpenedKeyValueStore>): void {
  describe(`the KeyValue store ${name}`, () => {
    const fixture = new KeyValueFixture(open);
    beforeEach(() => fixture.open());
    afterEach(() => fixture.dispose());

    itemCases(fixture);
    conditionCases(fixture);
    expiryCases(fixture);
    scanCases(fixture);
    transactionCases(fixture);
    namespaceCases(fixture);
  });

  describe(`the KeyValue store ${name}, beside the model`, () => {
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
