import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { backendTypes } from "../../src/config/backend-types.ts";
import type { BackendType } from "../../src/config/backends/backend-type.ts";
import { placeOffers, renderOffers } from "../../src/config/offer-table.ts";
import { root } from "../architecture/source-file.ts";

describe("the tables of what backends offer", () => {
  it("stand in the README and on the reference page as they are now", () => {
    for (const path of ["README.md", "docs-cms/reference/guarantees.md"]) {
      const page = readFileSync(root + path, "utf8");
      assert.equal(placeOffers(page, renderOffers()), page, `${path}: run \`npm run generate\``);
    }
  });

  it("have a line for each type and pattern, with a mark for each ability", () => {
    const types: Record<string, BackendType> = {
      one: { ...backendTypes.memory, offers: {} },
      two: {
        ...backendTypes.memory,
        offers: {
          keyvalue: { durability: "process-crash", consistency: "eventual", ordering: "none", abilities: ["ttl"] },
        },
      },
    };
    assert.equal(
      renderOffers(types).split("\n\n")[0],
      "| KeyValue | durability | consistency | ttl |\n| --- | --- | --- | --- |\n| `two` | process-crash | eventual | ● |",
    );
  });

  it("are put nowhere but between their marks", () => {
    assert.throws(() => placeOffers("a page without marks", "x"), /has no <!-- offers/);
  });
});
