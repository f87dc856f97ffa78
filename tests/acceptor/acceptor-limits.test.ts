import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { shareOfLimits } from "../../src/acceptor/acceptor-limits.ts";
import { numberOf } from "../../src/acceptor/connection.ts";
import { PrincipalRegistry } from "../../src/security/principal-registry.ts";

const places = (of: number) => Array.from({ length: of }, (_, number) => ({ number, of }));

describe("acceptors beside each other", () => {
  it("take on together what the limits say, each at least something", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.nat(100_000), fc.nat(100_000), (of, more, most) => {
        const limits = { maxConnections: of + more, maxInFlight: of + most, maxUnreadBytes: of + more + most };
        const shares = places(of).map((place) => shareOfLimits(limits, place));
        for (const name of ["maxConnections", "maxInFlight", "maxUnreadBytes"] as const) {
          const parts = shares.map((share) => share[name]);
          assert.equal(
            parts.reduce((sum, part) => sum + part, 0),
            limits[name],
          );
          assert.ok(Math.min(...parts) >= 1 && Math.max(...parts) - Math.min(...parts) <= 1);
        }
      }),
    );
  });

  it("give no number twice, neither to connections nor to principals", () => {
    const connections = new Set<number>();
    const principals = new Set<number>();
    for (const place of places(3)) {
      const registry = new PrincipalRegistry(place);
      for (let nth = 1; nth <= 100; nth++) {
        connections.add(numberOf(nth, place));
        principals.add(registry.intern(`principal ${nth}`, []).id);
      }
    }
    assert.deepEqual([connections.size, principals.size], [300, 300]);
    assert.equal(principals.has(0), false, "0 is who shows nothing");
  });
});
