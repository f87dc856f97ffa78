import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { AssertionError } from "../../src/common/assert.ts";
import type { BackendConfig, NamespaceConfig } from "../../src/config/gateway-config.ts";
import { compileSnapshot } from "../../src/namespaces/compile.ts";

interface Declared {
  readonly backends: BackendConfig[];
  readonly namespaces: NamespaceConfig[];
}

const sqlite = (name: string): BackendConfig => ({ name, type: "sqlite", settings: { path: `/data/${name}` } });
const memory = (name: string, maxBytes = 1000): BackendConfig => ({ name, type: "memory", settings: { maxBytes } });
const on = (backend: string, name: string): NamespaceConfig => ({
  name,
  pattern: "keyvalue",
  backend,
  access: [],
  limits: [],
  audit: null,
});

const standard: Declared = {
  backends: [sqlite("disk"), memory("ram")],
  namespaces: [on("disk", "default"), on("ram", "memory")],
};

const anyDeclared: fc.Arbitrary<Declared> = fc
  .array(fc.record({ isDurable: fc.boolean(), maxBytes: fc.integer({ min: 1, max: 2 ** 40 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((stores) =>
    fc.array(fc.nat({ max: stores.length - 1 }), { maxLength: 40 }).map((choices) => ({
      backends: stores.map((store, i) => (store.isDurable ? sqlite(`b${i}`) : memory(`b${i}`, store.maxBytes))),
      namespaces: choices.map((backend, i) => on(`b${backend}`, `n${i}`)),
    })),
  );

const anyWorkerCount = fc.integer({ min: 1, max: 9 });

describe("compiling the snapshot", () => {
  it("puts the two default namespaces on different workers", () => {
    assert.deepEqual(compileSnapshot(standard, 2, 7), {
      generation: 7,
      enforcesAccess: false,
      namespaces: [
        { index: 0, name: "default", pattern: "keyvalue", backend: 0, owner: 0, access: [], limits: [], audit: "off" },
        { index: 1, name: "memory", pattern: "keyvalue", backend: 1, owner: 1, access: [], limits: [], audit: "off" },
      ],
      backends: [
        { index: 0, name: "disk", type: "sqlite", settings: { path: "/data/disk" }, owner: 0 },
        { index: 1, name: "ram", type: "memory", settings: { maxBytes: 1000 }, owner: 1, sharesByWorker: [0, 1000] },
      ],
    });
  });

  it("gives everything to the only worker", () => {
    const { namespaces, backends } = compileSnapshot(standard, 1, 1);
    assert.deepEqual(
      namespaces.map((n) => n.owner),
      [0, 0],
    );
    assert.deepEqual(
      backends.map((b) => b.owner),
      [0, 0],
    );
  });

  it("gives SQLite backends to workers upward, in the order in which they are used, and all their namespaces with them", () => {
    const backends = ["unused", "x", "y", "z"].map(sqlite);
    const namespaces = [on("y", "a"), on("x", "b"), on("y", "c"), on("z", "d"), on("x", "e")];
    const snapshot = compileSnapshot({ backends, namespaces }, 2, 1);
    assert.deepEqual(
      snapshot.namespaces.map((n) => n.owner),
      [0, 1, 0, 0, 1],
    );
    assert.deepEqual(
      snapshot.backends.map((b) => b.owner),
      [-1, 1, 0, 0],
    );
  });

  it("spreads memory namespaces over the workers downward, whatever backend they are on", () => {
    const backends = [memory("r"), memory("s")];
    const namespaces = ["a", "b", "c", "d", "e"].map((name, i) => on(i === 3 ? "s" : "r", name));
    const snapshot = compileSnapshot({ backends, namespaces }, 3, 1);
    assert.deepEqual(
      snapshot.namespaces.map((n) => n.owner),
      [2, 1, 0, 2, 1],
    );
    assert.deepEqual(
      snapshot.backends.map((b) => b.owner),
      [-1, 2],
    );
    assert.deepEqual(
      snapshot.backends.map((b) => b.sharesByWorker),
      [
        [250, 500, 250],
        [0, 0, 1000],
      ],
    );
  });

  it("compiles rules to what threads need: bits, bytes, and every number", () => {
    const namespace: NamespaceConfig = {
      ...on("r", "a"),
      access: [
        { principal: "user:ada", allow: ["read", "delete"], deny: ["scan"], keyPrefix: "é/" },
        { principal: "*", allow: ["all"], deny: [], keyPrefix: null },
      ],
      limits: [
        {
          principal: "*",
          requestsPerSecond: 10,
          requestBurst: null,
          bytesPerSecond: 4096,
          byteBurst: 8192,
          maxInFlight: null,
        },
      ],
    };
    const { namespaces, enforcesAccess } = compileSnapshot({ backends: [memory("r")], namespaces: [namespace] }, 1, 1);
    assert.equal(enforcesAccess, false);
    assert.deepEqual(namespaces[0]?.access, [
      { principal: "user:ada", allow: 1 | 8, deny: 2, keyPrefix: "\xc3\xa9/" },
      { principal: "*", allow: 15, deny: 0, keyPrefix: "" },
    ]);
    assert.deepEqual(namespaces[0]?.limits, [
      {
        principal: "*",
        requestsPerSecond: 10,
        requestBurst: 10,
        bytesPerSecond: 4096,
        byteBurst: 8192,
        maxInFlight: 0,
      },
    ]);
  });

  it("has rules of access enforced where the gateway asks who comes", () => {
    const parts = { backends: [memory("r")], namespaces: [on("r", "a")] };
    assert.equal(compileSnapshot({ ...parts, auth: { mode: "required" } }, 1, 1).enforcesAccess, true);
    assert.equal(compileSnapshot({ ...parts, auth: { mode: "off" } }, 1, 1).enforcesAccess, false);
  });

  it("splits bytes that do not divide evenly without losing one", () => {
    const namespaces = ["a", "b", "c"].map((name) => on("r", name));
    const snapshot = compileSnapshot({ backends: [memory("r", 1001)], namespaces }, 3, 1);
    assert.deepEqual(snapshot.backends[0]?.sharesByWorker, [333, 334, 334]);
  });

  it("gives no memory to a backend that no namespace uses", () => {
    const { backends } = compileSnapshot({ backends: [memory("r")], namespaces: [] }, 2, 1);
    assert.deepEqual(backends[0], { ...memory("r"), index: 0, owner: -1, sharesByWorker: [0, 0] });
  });

  it("gives the same snapshot for the same declarations, frozen and fit for a thread", () => {
    fc.assert(
      fc.property(anyDeclared, anyWorkerCount, (declared, workerCount) => {
        const snapshot = compileSnapshot(declared, workerCount, 1);
        assert.deepEqual(compileSnapshot(structuredClone(declared), workerCount, 1), snapshot);
        assert.deepEqual(structuredClone(snapshot), snapshot);
        assert(
          [snapshot, snapshot.namespaces, snapshot.backends[0], snapshot.backends[0]?.settings].every(Object.isFrozen),
        );
      }),
    );
  });

  it("gives every namespace an owner that exists, one to a SQLite backend, and every byte of memory to an owner", () => {
    fc.assert(
      fc.property(anyDeclared, anyWorkerCount, (declared, workerCount) => {
        const { namespaces, backends } = compileSnapshot(declared, workerCount, 1);
        for (const [i, namespace] of namespaces.entries()) {
          assert(namespace.owner >= 0 && namespace.owner < workerCount);
          assert.equal(namespace.index, i);
          assert.equal(backends[namespace.backend]?.name, declared.namespaces[i]?.backend);
        }
        for (const backend of backends) {
          const own = namespaces.filter((namespace) => namespace.backend === backend.index);
          const owners = new Set(own.map((namespace) => namespace.owner));
          assert.equal(backend.owner, owners.size === 1 ? [...owners][0] : -1);
          if (backend.type === "sqlite") assert(owners.size <= 1);
          else checkShares(backend.sharesByWorker ?? [], own, backend.settings.maxBytes);
        }
      }),
    );

    function checkShares(shares: readonly number[], own: readonly { owner: number }[], maxBytes: number): void {
      assert.equal(
        shares.reduce((sum, share) => sum + share, 0),
        own.length === 0 ? 0 : maxBytes,
      );
      for (const [worker, share] of shares.entries()) {
        const count = own.filter((namespace) => namespace.owner === worker).length;
        const exact = own.length === 0 ? 0 : (maxBytes * count) / own.length;
        assert(Number.isInteger(share) && Math.abs(share - exact) <= 1, `${share} of ${exact}`);
      }
    }
  });

  it("crashes on what a checked configuration never holds", () => {
    assert.throws(() => compileSnapshot({ backends: [], namespaces: [on("r", "a")] }, 1, 1), AssertionError);
    assert.throws(() => compileSnapshot(standard, 0, 1), AssertionError);
  });
});
