// Writes docs-cms/reference/metrics.md from the catalogue. Run it from a build: `npm run generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { renderMetricsReference } from "../dist/src/metrics/metrics-reference.js";

const folder = new URL("../docs-cms/reference/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("metrics.md", folder), renderMetricsReference());
