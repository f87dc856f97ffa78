// Writes docs-cms/reference/configuration.md from the schema. Run it from a build: `npm run generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { renderReference } from "../dist/src/config/reference.js";

const folder = new URL("../docs-cms/reference/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("configuration.md", folder), renderReference());
