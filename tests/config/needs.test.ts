import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NO_NEEDS, type Offer, unmetNeeds } from "../../src/common/offer.ts";
import { loadText, problemsOf } from "./load-text.ts";

const fileWith = (needs: string, backend = "disk", pattern = "keyvalue"): string => `
backends:
  disk: { type: sqlite, path: ./data }
  ram: { type: memory }
namespaces:
  - { name: n, pattern: ${pattern}, backend: ${backend}, needs: ${needs} }
`;

describe("what a namespace needs", () => {
  it("is taken when its backend gives it", () => {
    const { namespaces } = loadText(fileWith("{ durability: power-loss, abilities: [transactions, ttl] }"));
    assert.deepEqual(namespaces[0]?.needs, {
      ...NO_NEEDS,
      durability: "power-loss",
      abilities: ["transactions", "ttl"],
    });
  });

  it("is refused with all that is missing, at its line", () => {
    const problems = problemsOf(
      fileWith("{ durability: process-crash, ordering: key, abilities: [groups, ttl] }", "ram"),
    );
    assert.equal(problems.length, 1);
    assert.match(
      problems[0] ?? "",
      /^prism.yaml:6:.* namespaces\[0\]\.needs: .*"ram" \(memory\).*durability process-crash: it gives none; ordering key: it gives none; groups: /,
    );
  });

  it("is more than a stream gives whose messages are not kept", () => {
    const text = (keep: string): string => `
backends:
  bus: { type: nats, url: "nats://127.0.0.1" }
namespaces:
  - { name: n, pattern: stream, backend: bus, stream: { keep: ${keep} }, needs: { durability: process-crash, abilities: [groups] } }
`;
    assert.equal(loadText(text("stored")).namespaces[0]?.stream?.keep, "stored");
    assert.match(problemsOf(text("core"))[0] ?? "", /durability process-crash: it gives none; groups: /);
  });

  it("names an ability that is none", () => {
    const problems = problemsOf(fileWith("{ abilities: [cas] }"));
    assert.match(problems[0] ?? "", /needs\.abilities.*cas/);
  });
});

describe("unmet needs", () => {
  const offer: Offer = { durability: "process-crash", consistency: "eventual", ordering: "key", abilities: ["ttl"] };

  it("are none where nothing is needed, or no more than is offered", () => {
    assert.deepEqual(unmetNeeds(NO_NEEDS, offer), []);
    assert.deepEqual(unmetNeeds({ ...offer }, offer), []);
    assert.deepEqual(unmetNeeds({ ...NO_NEEDS, durability: "none", ordering: "none" }, offer), []);
  });

  it("are those of which less is offered", () => {
    const needs = {
      durability: "power-loss",
      consistency: "strong",
      ordering: "stream",
      abilities: ["counters"],
    } as const;
    assert.deepEqual(unmetNeeds(needs, offer), [
      "durability power-loss: it gives process-crash",
      "consistency strong: it gives eventual",
      "ordering stream: it gives key",
      "counters: it is not a store that adds to a counter in one step",
    ]);
  });
});
