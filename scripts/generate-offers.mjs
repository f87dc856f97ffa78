// Writes what the types of backends offer into README.md and docs-cms/reference/guarantees.md. Run it from a build: `npm run generate`.
import { readFileSync, writeFileSync } from "node:fs";
import { placeOffers, renderOffers } from "../dist/src/config/offer-table.js";

for (const path of ["../README.md", "../docs-cms/reference/guarantees.md"]) {
  const page = new URL(path, import.meta.url);
  writeFileSync(page, placeOffers(readFileSync(page, "utf8"), renderOffers()));
}
