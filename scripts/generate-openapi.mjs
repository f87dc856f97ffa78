// Writes the OpenAPI documents to docs-cms/reference/, as GET /openapi.json answers with them on the HTTP door and on the
// admin port. Run it from a build: `npm run generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { httpApi } from "../dist/src/acceptor/http/openapi/http-api.js";
import { openApiDocument } from "../dist/src/acceptor/http/openapi/openapi-document.js";
import { adminApi } from "../dist/src/control/admin-api/openapi/admin-api-description.js";

const folder = new URL("../docs-cms/reference/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, api] of Object.entries({ "openapi.json": httpApi, "openapi-admin.json": adminApi })) {
  writeFileSync(new URL(name, folder), `${JSON.stringify(openApiDocument(api), null, 2)}\n`);
}
