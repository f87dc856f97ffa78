import assert from "node:assert/strict";
import { it } from "node:test";

it("the package gives authors of backends the contract and the suites", async () => {
  // By the names that they use.
  const backend = (await import("prism-gateway/backend")) as Record<string, unknown>;
  for (const name of ["Outcome", "ItemAction", "ANY_VERSION", "SettleAction", "StoreError", "Failure", "Code"]) {
    assert.notEqual(backend[name], undefined, name);
  }
  const conformance = (await import("prism-gateway/conformance")) as Record<string, unknown>;
  for (const name of ["keyValueSuite", "streamSuite", "describeSuite", "runSuite", "EmbeddedKeyValue"]) {
    assert.notEqual(conformance[name], undefined, name);
  }
});
