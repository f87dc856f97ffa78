// Writes docs-cms/reference/grpc-suites.md from what scripts/record-grpc-suites.mjs recorded. Run it from a build: `npm run generate`.
import { readFileSync, writeFileSync } from "node:fs";
import { renderSuites } from "../dist/tests/support/foreign/suite-page.js";

const record = JSON.parse(readFileSync(new URL("../docs-cms/reference/grpc-suites.json", import.meta.url), "utf8"));
writeFileSync(new URL("../docs-cms/reference/grpc-suites.md", import.meta.url), renderSuites(record));
