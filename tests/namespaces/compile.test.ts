import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { AssertionError } from "../../src/common/assert.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import type { BackendConfig, NamespaceConfig } from "../../src/config/gateway-config.ts";
import { compileEdit, compileSnapshot, editTo } from "../../src/namespaces/compile.ts";
import { namespacesOf, type Snapshot } from "../../src/namespaces/snapshot.ts";
import { applyChange, changeBetween } from "../../src/namespaces/snapshot-change.ts";
import { namespaceOn } from "../support/snapshots.ts";

interface Declared {
  readonly backends: BackendConfig[];
  readonly namespaces: NamespaceConfig[];
}

const sqlite = (name: string): BackendConfig => ({ name, type: "sqlite", settings: { path: `/data/${name}` } });
const memory = (name: string, maxBytes = 1000): BackendConfig => ({ name, type: "memory", settings: { maxBytes } });

const standard: Declared = {
  backends: [sqlite("disk"), memory("ram")],
  namespaces: [namespaceOn("disk", "default"), namespaceOn("ram", "memory")],
};

const anyBackends = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 6 })
  .map((kinds) => kinds.map((isDurable, i) => (isDurable ? sqlite(`b${i}`) : memory(`b${i}`))));
const anyDeclared: fc.Arbitrary<Declared> = anyBackends.chain((backends) =>
  fc.array(fc.nat({ max: backends.length - 1 }), { maxLength: 40 }).map((choices) => ({
    backends,
    namespaces: choices.map((backend, i) => namespaceOn(`b${backend}`, `n${i}`)),
  })),
);
const anyWorkerCount = fc.integer({ min: 1, max: 9 });

/** The snapshot that has exactly these namespaces. */
const follow = (previous: Snapshot, namespaces: NamespaceConfig[]): Snapshot =>
  compileEdit(previous, editTo(previous, namespaces));

const ownersOf = (snapshot: Snapshot): number[] => namespacesOf(snapshot).map((n) => n.owner);

describe("compiling the snapshot", () => {
  it("puts the two default namespaces on different workers", () => {
    const rules = { access: [], limits: [], audit: "off" };
    assert.deepEqual(compileSnapshot(standard, 2), {
      generation: 1,
      workers: [0, 1],
      enforcesAccess: false,
      hasAudit: false,
      namespaces: [
        {
          index: 0,
          name: "default",
          pattern: "keyvalue",
          backend: 0,
          owner: 0,
          isSpread: false,
          isEmbedded: true,
          config: standard.namespaces[0],
          ...rules,
        },
        {
          index: 1,
          name: "memory",
          pattern: "keyvalue",
          backend: 1,
          owner: 1,
          isSpread: false,
          isEmbedded: true,
          config: standard.namespaces[1],
          ...rules,
        },
      ],
      backends: [
        { index: 0, name: "disk", type: "sqlite", settings: { path: "/data/disk" }, owner: 0, keeper: 0 },
        { index: 1, name: "ram", type: "memory", settings: { maxBytes: 1000 }, owner: -1, keeper: 1 },
      ],
    });
  });

  it("has every worker serve what is on the network, but for streams, which have an owner as what is embedded", () => {
    const backends: BackendConfig[] = [...standard.backends, { name: "bus", type: "nats", settings: {} } as never];
    const stream = { ...namespaceOn("bus", "events"), pattern: "stream" as const };
    const namespaces = [...standard.namespaces, namespaceOn("bus", "far"), stream];
    assert.deepEqual(
      namespacesOf(compileSnapshot({ backends, namespaces }, 2)).map(({ isSpread, isEmbedded }) => [
        isSpread,
        isEmbedded,
      ]),
      [
        [false, true],
        [false, true],
        [true, false],
        [false, false],
      ],
    );
  });

  it("gives everything to the only worker", () => {
    assert.deepEqual(ownersOf(compileSnapshot(standard, 1)), [0, 0]);
  });

  it("gives SQLite backends to workers upward, first those in use, and all their namespaces with them", () => {
    const backends = ["unused", "x", "y", "z"].map(sqlite);
    const namespaces = [
      namespaceOn("y", "a"),
      namespaceOn("x", "b"),
      namespaceOn("y", "c"),
      namespaceOn("z", "d"),
      namespaceOn("x", "e"),
    ];
    const snapshot = compileSnapshot({ backends, namespaces }, 2);
    assert.deepEqual(ownersOf(snapshot), [0, 1, 0, 0, 1]);
    assert.deepEqual(
      snapshot.backends.map((b) => b.owner),
      [1, 1, 0, 0],
    );
  });

  it("spreads memory namespaces over the workers downward, whatever backend they are on", () => {
    const backends = [memory("r"), memory("s")];
    const namespaces = ["a", "b", "c", "d", "e"].map((name, i) => namespaceOn(i === 3 ? "s" : "r", name));
    assert.deepEqual(ownersOf(compileSnapshot({ backends, namespaces }, 3)), [2, 1, 0, 2, 1]);
  });

  it("compiles rules to what threads need: bits, bytes, and every number", () => {
    const namespace: NamespaceConfig = {
      ...namespaceOn("r", "a"),
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
    const snapshot = compileSnapshot({ backends: [memory("r")], namespaces: [namespace] }, 1);
    assert.equal(snapshot.enforcesAccess, false);
    assert.deepEqual(snapshot.namespaces[0]?.access, [
      { principal: "user:ada", allow: 1 | 8, deny: 2, keyPrefix: "\xc3\xa9/" },
      { principal: "*", allow: 15, deny: 0, keyPrefix: "" },
    ]);
    assert.deepEqual(snapshot.namespaces[0]?.limits, [
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

  it("has rules of access enforced where the gateway asks who comes, in every snapshot that follows", () => {
    const parts = { backends: [memory("r")], namespaces: [namespaceOn("r", "a")] };
    for (const [mode, isEnforced] of [
      ["required", true],
      ["off", false],
    ] as const) {
      const first = compileSnapshot({ ...parts, auth: { mode } }, 1);
      assert.equal(first.enforcesAccess, isEnforced);
      const following = follow(first, [namespaceOn("r", "b")]);
      assert.equal(following.enforcesAccess, isEnforced);
    }
  });

  it("gives the same snapshot for the same declarations, frozen and fit for a thread", () => {
    fc.assert(
      fc.property(anyDeclared, anyWorkerCount, (declared, workers) => {
        const snapshot = compileSnapshot(declared, workers);
        assert.deepEqual(compileSnapshot(structuredClone(declared), workers), snapshot);
        assert.deepEqual(structuredClone(snapshot), snapshot);
        assert(
          [snapshot, snapshot.namespaces, snapshot.backends[0], snapshot.backends[0]?.settings].every(Object.isFrozen),
        );
      }),
    );
  });

  it("gives every namespace an owner that exists, and one to a SQLite backend", () => {
    fc.assert(
      fc.property(anyDeclared, anyWorkerCount, (declared, workers) => {
        const { namespaces, backends } = compileSnapshot(declared, workers);
        for (const [i, namespace] of namespaces.entries()) {
          assert(namespace !== null && namespace.owner >= 0 && namespace.owner < workers);
          assert.equal(namespace.index, i);
          assert.equal(backends[namespace.backend]?.name, declared.namespaces[i]?.backend);
          const { owner } = backends[namespace.backend] as { owner: number };
          assert(owner === -1 || owner === namespace.owner);
        }
      }),
    );
  });

  it("gives memory namespaces to all workers as evenly as they go", () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), anyWorkerCount, (count, workers) => {
        const namespaces = Array.from({ length: count }, (_, i) => namespaceOn("r", `n${i}`));
        const owned = new Array<number>(workers).fill(0);
        for (const owner of ownersOf(compileSnapshot({ backends: [memory("r")], namespaces }, workers)))
          owned[owner] = (owned[owner] ?? 0) + 1;
        assert(Math.max(...owned) - Math.min(...owned) <= 1, `${owned}`);
      }),
    );
  });

  it("refuses a namespace on a backend that is not declared, and a gateway without workers", () => {
    const astray = { backends: [memory("r")], namespaces: [namespaceOn("s", "a")] };
    assert.throws(() => compileSnapshot(astray, 1), AssertionError);
    assert.throws(() => compileSnapshot(standard, 0), AssertionError);
  });
});

describe("compiling the next snapshot", () => {
  const anyCourse = anyBackends.chain((backends) =>
    fc.record({
      backends: fc.constant(backends),
      // Each step: which of twelve namespaces there are. The backend of each never changes.
      steps: fc.array(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 12 }),
    }),
  );

  it("keeps places and owners, gives no place twice, and is the same by its difference", () => {
    fc.assert(
      fc.property(anyCourse, anyWorkerCount, ({ backends, steps }, workers) => {
        const declared = (there: readonly boolean[]): NamespaceConfig[] =>
          there.flatMap((isThere, i) => (isThere ? [namespaceOn(`b${i % backends.length}`, `n${i}`)] : []));
        let previous = compileSnapshot({ backends, namespaces: [] }, workers);
        const nameOfPlace = new Map<number, string>();
        for (const there of steps) {
          const namespaces = declared(there);
          const next = follow(previous, namespaces);
          assert.equal(next.generation, previous.generation + 1);
          assert.deepEqual(
            namespacesOf(next)
              .map((spec) => spec.name)
              .sort(),
            namespaces.map((namespace) => namespace.name).sort(),
          );
          for (const [index, spec] of previous.namespaces.entries()) {
            const now = next.namespaces[index];
            // The object itself, so that what is compiled from it may be kept; or a hole, once and for ever.
            assert(now === null || now === spec, `place ${index}`);
            if (spec === null) assert.equal(now, null);
          }
          for (const spec of namespacesOf(next)) {
            assert.equal(next.namespaces[spec.index], spec);
            if (previous.namespaces[spec.index] === spec) continue;
            assert(!nameOfPlace.has(spec.index), "a place is given twice");
            nameOfPlace.set(spec.index, spec.name);
          }
          const change = structuredClone(changeBetween(previous, next));
          assert.deepEqual(applyChange(previous, change), next);
          previous = next;
        }
      }),
    );
  });

  it("changes the declaration in its place, and compiles its rules anew", () => {
    const previous = compileSnapshot(standard, 2);
    const rule = { principal: "*", allow: ["read" as const], deny: [], keyPrefix: null };
    const changed: NamespaceConfig = { ...namespaceOn("ram", "memory"), access: [rule] };
    const next = follow(previous, [namespaceOn("disk", "default"), changed]);
    assert.equal(next.namespaces[0], previous.namespaces[0]);
    const access = [{ principal: "*", allow: 1, deny: 0, keyPrefix: "" }];
    assert.deepEqual(next.namespaces[1], { ...previous.namespaces[1], config: changed, access });
    assert.deepEqual(changeBetween(previous, next), {
      ...{ from: 1, generation: 2, set: [next.namespaces[1]], gone: [] },
      ...{ workers: null, backends: null },
    });
  });

  it("gives a new memory namespace to the worker that has the fewest", () => {
    const all = (...names: string[]) => names.map((name) => namespaceOn("r", name));
    const first = compileSnapshot({ backends: [memory("r")], namespaces: all("a", "b", "c", "d") }, 2);
    assert.deepEqual(ownersOf(first), [1, 0, 1, 0]);
    // Both of worker 1 go.
    assert.deepEqual(ownersOf(follow(first, all("b", "d", "e", "f"))), [0, 0, 1, 1]);
  });

  it("refuses to change backend or pattern, and a change that is not for this snapshot", () => {
    const previous = compileSnapshot(standard, 2);
    assert.throws(() => follow(previous, [namespaceOn("ram", "default")]), AssertionError);
    assert.throws(
      () => applyChange(previous, { from: 2, generation: 3, set: [], gone: [], workers: null, backends: null }),
      AssertionError,
    );
  });

  it("says so when a process has no place left", () => {
    let previous: Snapshot = {
      ...compileSnapshot(standard, 1),
      namespaces: Array(2 ** 18 - 1).fill(null),
    };
    const compile = (...names: string[]): Snapshot =>
      follow(
        previous,
        names.map((name) => namespaceOn("ram", name)),
      );
    previous = compile("a");
    assert.throws(
      () => compile("a", "b"),
      (error) => error instanceof PrismError && error.failure.reason === "NAMESPACE_PLACES_EXHAUSTED",
    );
    assert.deepEqual(namespacesOf(compile("a")), namespacesOf(previous));
  });
});
