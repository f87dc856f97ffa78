// Writes docs-cms/reference/openapi.json, what GET /openapi.json answers. Run it from a build: `npm run generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { openApiDocument } from "../dist/src/acceptor/http/openapi/openapi-document.js";

const folder = new URL("../docs-cms/reference/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("openapi.json", folder), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
