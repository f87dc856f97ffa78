import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { NO_NEEDS, type Offer } from "../../src/common/offer.ts";
import type { BoundNamespace } from "../../src/pipeline/request.ts";
import { NeedsCheck } from "../../src/pipeline/stages/needs.ts";

const weak: Offer = { durability: "process-crash", consistency: "strong", ordering: "none", abilities: [] };
const strong: Offer = { ...weak, durability: "power-loss" };
const needy = (durability: "process-crash" | "power-loss"): BoundNamespace => ({
  index: 3,
  name: "orders",
  pattern: "keyvalue",
  storeIndex: 0,
  id: 1,
  audit: 0,
  terms: null,
  compression: "identity",
  needs: { ...NO_NEEDS, durability },
});

describe("the check of needs on the live store", () => {
  it("lets a namespace be whose store gives what it needs", () => {
    const check = new NeedsCheck((offer: Offer) => offer);
    assert.equal(check.objection(needy("process-crash"), { guarantees: weak, findings: [] }), null);
  });

  it("refuses one whose store does not, naming what is missing, until the store says something else", () => {
    let asked = 0;
    const check = new NeedsCheck((offer: Offer) => {
      asked++;
      return offer;
    });
    const namespace = needy("power-loss");
    const found = { guarantees: weak, findings: ["fsync off"] };
    const failure = check.objection(namespace, found);
    assert.deepEqual([failure?.code, failure?.reason], [Code.FAILED_PRECONDITION, "NAMESPACE_NEEDS_UNMET"]);
    assert.match(failure?.message ?? "", /"orders".*power-loss: it gives process-crash/);
    assert.equal(check.objection(namespace, found), failure);
    assert.equal(asked, 1, "what it came to is kept");
    assert.equal(check.objection(namespace, { guarantees: strong, findings: ["fsync on"] }), null);
  });

  it("asks for patience while the store has not been asked", () => {
    const check = new NeedsCheck((offer: Offer) => offer);
    const failure = check.objection(needy("power-loss"), { guarantees: weak, findings: [] });
    assert.deepEqual([failure?.code, failure?.reason], [Code.UNAVAILABLE, "STORE_NOT_PROBED"]);
    assert.ok((failure?.retryAfterMs ?? 0) > 0);
  });

  it("looks again when the namespace needs something else", () => {
    const check = new NeedsCheck((offer: Offer) => offer);
    const found = { guarantees: weak, findings: ["x"] };
    assert.notEqual(check.objection(needy("power-loss"), found), null);
    assert.equal(check.objection(needy("process-crash"), found), null);
  });
});
