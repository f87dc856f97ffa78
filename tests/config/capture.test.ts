import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readNamespace, writeNamespace } from "../../src/config/namespace-declaration.ts";
import { loadText, problemsOf } from "./load-text.ts";

const fileWith = (capture: string, pattern = "keyvalue"): string => `
backends: { ram: { type: memory } }
namespaces:
  - { name: n, pattern: ${pattern}, backend: ram, capture: ${capture} }
`;

describe("what is recorded of a namespace", () => {
  it("is nothing unless it says so, and is written again as it was", () => {
    assert.equal(loadText(fileWith("{}")).namespaces[0]?.capture.mode, "off");
    const config = loadText(
      fileWith('{ mode: on, sample: 0.5, maxBytes: 1MiB, maxAge: 1h, values: hash, keySeparator: "/" }'),
    );
    const capture = config.namespaces[0]?.capture;
    assert.deepEqual(
      [capture?.sample, capture?.maxBytes, capture?.maxAgeMs, capture?.values, capture?.keySeparator],
      [0.5, 1_048_576, 3_600_000, "hash", "/"],
    );
    const declaration = { name: "n", pattern: "keyvalue", backend: "ram", capture: { mode: "on", maxAge: "1h" } };
    assert.deepEqual(writeNamespace(readNamespace(declaration, config)), declaration);
  });

  it("is refused where it cannot be, each with what would do", () => {
    const problemOf = (capture: string, pattern?: string): string => problemsOf(fileWith(capture, pattern))[0] ?? "";
    assert.equal(loadText(fileWith("{ mode: on }", "stream")).namespaces[0]?.capture.mode, "on");
    assert.match(problemOf("{ keySeparator: ü }"), /capture\.keySeparator.*ASCII.*such as/);
    assert.match(problemOf("{ sample: 0 }"), /capture\.sample.*from 0\.0001 to 1/);
    assert.match(problemOf("{ values: all }"), /capture\.values.*size-only/);
    assert.match(problemOf("{ maxByte: 1MiB }"), /did you mean "maxBytes"/);
  });
});
