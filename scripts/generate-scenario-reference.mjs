// Writes docs-cms/reference/scenarios.md from the schema. Run it from a build: `npm run generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { renderScenarioReference } from "../dist/src/bench/scenario/scenario-reference.js";

const folder = new URL("../docs-cms/reference/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("scenarios.md", folder), renderScenarioReference());
