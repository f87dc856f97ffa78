import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkLargeValues } from "../../src/config/check-large-values.ts";
import { ConfigReader } from "../../src/config/config-reader.ts";
import { readNamespace, writeNamespace } from "../../src/config/namespace-declaration.ts";
import { loadText, problemsOf } from "./load-text.ts";

const fileWith = (compression: string, pattern = "keyvalue"): string => `
backends: { ram: { type: memory } }
namespaces:
  - { name: n, pattern: ${pattern}, backend: ram, largeValues: { compression: ${compression} } }
`;

describe("the compression of large values", () => {
  it("is off unless a namespace says so, and is written again as it was", () => {
    const none = loadText(
      "backends: { ram: { type: memory } }\nnamespaces: [{ name: n, pattern: keyvalue, backend: ram }]",
    );
    assert.equal(none.namespaces[0]?.largeValues.compression, "off");
    const config = loadText(fileWith("gzip"));
    assert.equal(config.namespaces[0]?.largeValues.compression, "gzip");
    const declaration = { name: "n", pattern: "keyvalue", backend: "ram", largeValues: { compression: "gzip" } };
    assert.deepEqual(writeNamespace(readNamespace(declaration, config)), declaration);
  });

  it("is refused where there is none, with what would do", () => {
    assert.match(
      problemsOf(fileWith("gzip", "stream"))[0] ?? "",
      /largeValues\.compression.*stream.*leave largeValues out/,
    );
    assert.match(problemsOf(fileWith("brotli"))[0] ?? "", /largeValues\.compression.*gzip/);
  });

  it("is zstd only where Node.js has it", () => {
    const namespaces = [{ pattern: "keyvalue", largeValues: { compression: "zstd" } }] as const;
    const without = new ConfigReader();
    checkLargeValues(without, namespaces, false);
    const [problem] = without.problems;
    assert.equal(problem?.path, "namespaces[0].largeValues.compression");
    assert.match(`${problem?.message}; ${problem?.suggestion}`, /22\.15 on; this is v.*set gzip, or run/);
    const within = new ConfigReader();
    checkLargeValues(within, namespaces, true);
    assert.deepEqual(within.problems, []);
  });
});
