// Writes docs-cms/figures.md from what `npm run bench` recorded. Run it from a build: `npm run generate`.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { latestFigures, renderFigures } from "../dist/perf/figures.js";

const results = fileURLToPath(new URL("../perf/results/", import.meta.url));
writeFileSync(new URL("../docs-cms/figures.md", import.meta.url), renderFigures(latestFigures(results)));
