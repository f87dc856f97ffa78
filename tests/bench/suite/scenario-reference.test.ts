import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { renderScenarioReference } from "../../../src/bench/scenario/scenario-reference.ts";

test("the reference page of scenarios is that of the schema", () => {
  const page = readFileSync(new URL("../../../../docs-cms/reference/scenarios.md", import.meta.url), "utf8");
  assert.equal(page, renderScenarioReference(), "run `npm run generate`");
});
