import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readNamespace, writeNamespace } from "../../src/config/namespace-declaration.ts";
import { loadText, problemsOf } from "./load-text.ts";

const fileWith = (needs: string, pattern = "keyvalue"): string => `
backends: { ram: { type: memory } }
namespaces:
  - { name: n, pattern: ${pattern}, backend: ram, needs: ${needs} }
`;

describe("levels of service that a namespace needs", () => {
  it("are read beside what its store must guarantee, and written again as they were", () => {
    const given = { readP50Ms: 0.25, readP99Ms: 5, writeP999Ms: 20.5, readRps: 20_000, errorRatio: 0.001 };
    const config = loadText(fileWith(JSON.stringify({ durability: "none", ...given })));
    const needs = config.namespaces[0]?.needs;
    assert.deepEqual([needs?.readP50Ms, needs?.errorRatio, needs?.writeRps], [0.25, 0.001, null]);
    const declaration = { name: "n", pattern: "keyvalue", backend: "ram", needs: given };
    assert.deepEqual(writeNamespace(readNamespace(declaration, config)), declaration);
  });

  it("are refused out of bounds, misspelt, or as words, each with what would do", () => {
    const problemOf = (needs: string): string => problemsOf(fileWith(needs))[0] ?? "";
    assert.match(problemOf("{ readP99Ms: 0 }"), /needs\.readP99Ms.*must be a number from 0\.01 to 60000, not 0/);
    assert.match(problemOf("{ errorRatio: 1 }"), /needs\.errorRatio.*must be a number from 0\.00001 to 0\.5/);
    assert.match(problemOf("{ readRps: 1.5 }"), /needs\.readRps.*must be an integer/);
    assert.match(problemOf('{ readP99Ms: "5" }'), /needs\.readP99Ms.*write it without quotes: 5/);
    assert.match(problemOf("{ readP98Ms: 5 }"), /needs\.readP98Ms.*did you mean "readP99Ms"\?/);
    assert.match(problemOf("{ latencyP99Ms: 5 }"), /needs\.latencyP99Ms.*readP99Ms, writeP99Ms/);
  });

  it("are refused where they contradict each other, or mean nothing", () => {
    assert.match(
      problemsOf(fileWith("{ readP50Ms: 8, readP99Ms: 5 }"))[0] ?? "",
      /needs\.readP50Ms.*is 8, and readP99Ms, of which it is a part, is 5.*make it 5 or less/,
    );
    assert.match(problemsOf(fileWith("{ readP99Ms: 5 }", "stream"))[0] ?? "", /needs\.readP99Ms.*wait for messages/);
    assert.equal(loadText(fileWith("{ writeP99Ms: 5 }", "stream")).namespaces[0]?.needs.writeP99Ms, 5);
  });

  it("are looked at as often as levels.interval says", () => {
    const config = loadText(null, { env: { PRISM_LEVELS_INTERVAL: "2s" } });
    assert.equal(config.levels.intervalMs, 2_000);
  });
});
