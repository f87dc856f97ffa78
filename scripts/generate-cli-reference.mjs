// Writes docs-cms/reference/cli.md from the commands' own help. Run it from a build: `npm run generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { renderCliReference } from "../dist/src/cli/reference.js";

const folder = new URL("../docs-cms/reference/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("cli.md", folder), renderCliReference());
