import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { mixedRoute, ROUTE_BYTES, readRoute, routesBytes, writeRoutes } from "../../src/codec/run-routes.ts";

describe("routes of a run", () => {
  it("are read as they were written, at any address", () => {
    const route = fc.integer({ min: 0, max: 0x7fff_ffff });
    fc.assert(
      fc.property(fc.array(route, { minLength: 1, maxLength: 128 }), fc.nat(9), (routes, at) => {
        const bytes = Buffer.alloc(at + routes.length * ROUTE_BYTES);
        assert.equal(
          writeRoutes(bytes, at, Int32Array.from(routes), routes.length),
          routesBytes(mixedRoute(routes.length)),
        );
        assert.deepEqual(
          routes.map((_, i) => readRoute(bytes, at + i * ROUTE_BYTES)),
          routes,
        );
      }),
    );
  });

  it("take nothing when all requests have the record's own route", () => {
    assert.equal(routesBytes(0), 0);
    assert.equal(routesBytes(0x7fff_ffff), 0);
  });
});
