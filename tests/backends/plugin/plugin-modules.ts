import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The examples of the documentation. */
// From dist/tests/backends/plugin/ to the root of the repository.
export const exampleFile = fileURLToPath(new URL("../../../../docs-cms/examples/file-backend.js", import.meta.url));
export const streamExampleFile = fileURLToPath(
  new URL("../../../../docs-cms/examples/file-streams.js", import.meta.url),
);

/** Writes a module into the folder; returns its path. */
export function writeModule(folder: string, source: string, name = "backend.mjs"): string {
  const file = join(folder, name);
  writeFileSync(file, source);
  return file;
}

/** A backend with whatever is to be wrong with it, as the source of a module. */
export function backendSource(fields: string): string {
  return `export const backend = { contract: 1, name: "test", offers: { keyvalue: { durability: "none", consistency: "strong", ordering: "none", abilities: [] } }, createKeyValueStore() { return {}; }, ${fields} };`;
}
