import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import type { BackendConfig } from "../../src/config/gateway-config.ts";
import { Rollout, type RoutingAcceptors } from "../../src/control/rollout.ts";
import { compileSnapshot } from "../../src/namespaces/compile.ts";
import { namespacesOf, type Snapshot } from "../../src/namespaces/snapshot.ts";
import { applyChange, type SnapshotChange } from "../../src/namespaces/snapshot-change.ts";
import type { AdoptProblem, Inspection, StoreDrop } from "../../src/workers/worker-seed.ts";
import { namespaceOn as on } from "../support/snapshots.ts";

const backends: BackendConfig[] = [
  { name: "disk", type: "sqlite", settings: { path: "/data" } },
  { name: "ram", type: "memory", settings: { maxBytes: 1e6 } },
];
const full = new Failure(Code.RESOURCE_EXHAUSTED, "STORE_FULL", "the disk is full", { retryAfterMs: 7 });

/** A worker that has the snapshot it was told of, and says what the test wants. */
class FakeThread {
  snapshot: Snapshot;
  problems: readonly AdoptProblem[] | null = [];
  isStuck = false;
  inspection: Inspection | null = { storeId: 5, isEmpty: true, isUnused: false };
  readonly drops: StoreDrop[] = [];

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  adopt(change: SnapshotChange): Promise<readonly AdoptProblem[] | null> {
    this.snapshot = applyChange(this.snapshot, structuredClone(change));
    return this.isStuck ? new Promise(() => undefined) : Promise.resolve(this.problems);
  }

  inspect(): Promise<Inspection | null> {
    return Promise.resolve(this.inspection);
  }

  drop(drop: StoreDrop): Promise<{ failure: null } | null> {
    this.drops.push(drop);
    return Promise.resolve({ failure: null });
  }
}

function createBench({ workers = 2, timeoutMs = 60_000 } = {}) {
  const first = compileSnapshot({ backends, namespaces: [on("disk", "a"), on("ram", "b")] }, workers);
  const threads: (FakeThread | null)[] = Array.from({ length: workers }, () => new FakeThread(first));
  const seen: string[] = [];
  let routed = first;
  const acceptors: RoutingAcceptors = {
    adopt: (snapshot) => {
      seen.push("route");
      routed = snapshot;
    },
    shut: (index) => seen.push(`shut ${index}`),
    reopen: (index) => seen.push(`reopen ${index}`),
    handOver: (namespaces, leaving) => seen.push(`hand over ${namespaces} of ${leaving}`),
  };
  const rollout = new Rollout({
    threads: {
      thread: (worker) => threads[worker] ?? null,
      isServing: (worker) => threads[worker] !== null,
    },
    acceptors,
    first,
    timeoutMs,
  });
  const names = (snapshot: Snapshot): string[] => namespacesOf(snapshot).map((spec) => spec.name);
  return {
    rollout,
    acceptors,
    threads,
    seen,
    names,
    routed: () => routed,
    thread: (i: number) => threads[i] as FakeThread,
  };
}

function refusedWith(reason: string) {
  return (error: unknown): boolean => error instanceof PrismError && error.failure.reason === reason;
}

describe("rolling a snapshot out", () => {
  it("tells the workers, then commits, then routes", async () => {
    const { rollout, threads, seen, names, routed } = createBench();
    await rollout.apply([on("disk", "a"), on("ram", "b"), on("ram", "c")], () => {
      seen.push("commit");
      for (const thread of threads) assert.deepEqual(names((thread as FakeThread).snapshot), ["a", "b", "c"]);
      assert.deepEqual(names(rollout.snapshot), ["a", "b"]);
    });
    assert.deepEqual(seen, ["commit", "route"]);
    assert.deepEqual(names(routed()), ["a", "b", "c"]);
    assert.equal(routed(), rollout.snapshot);
  });

  it("stops routing before the workers let go of what goes away", async () => {
    const { rollout, seen, thread } = createBench();
    const adopt = thread(0).adopt.bind(thread(0));
    thread(0).adopt = (change) => {
      seen.push("told");
      return adopt(change);
    };
    await rollout.apply([on("ram", "b")], () => seen.push("commit"));
    assert.deepEqual(seen, ["shut 0", "told", "commit", "route"]);
  });

  it("waits until every acceptor has done what it was told", async () => {
    const { rollout, seen, thread, acceptors } = createBench();
    const { shut, adopt } = acceptors;
    const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    acceptors.shut = async (index) => {
      await aTurn();
      shut(index);
    };
    acceptors.adopt = async (snapshot) => {
      await aTurn();
      adopt(snapshot);
    };
    const take = thread(0).adopt.bind(thread(0));
    thread(0).adopt = (change) => {
      seen.push("told");
      return take(change);
    };
    await rollout.apply([on("ram", "b")], () => seen.push("commit"));
    assert.deepEqual(seen, ["shut 0", "told", "commit", "route"]);
  });

  it("does nothing but commit when nothing changes", async () => {
    const { rollout, seen } = createBench();
    const before = rollout.snapshot;
    await rollout.apply([on("ram", "b"), on("disk", "a")], () => seen.push("commit"));
    assert.deepEqual(seen, ["commit"]);
    assert.equal(rollout.snapshot, before);
  });

  type Bench = ReturnType<typeof createBench>;
  const failures: [string, (bench: Bench) => void, string][] = [
    [
      "a store cannot be opened",
      ({ thread }) => {
        thread(0).problems = [{ index: 2, failure: full }];
      },
      "STORE_FULL",
    ],
    [
      "a worker is stuck",
      ({ thread }) => {
        thread(0).isStuck = true;
      },
      "WORKER_BUSY",
    ],
    [
      "a worker ends meanwhile",
      ({ thread }) => {
        thread(0).problems = null;
      },
      "WORKER_RESTARTING",
    ],
    [
      "a worker has no thread",
      ({ threads }) => {
        threads[0] = null;
      },
      "WORKER_RESTARTING",
    ],
  ];
  for (const [what, arrange, reason] of failures) {
    it(`has everything as before when ${what}`, async () => {
      const bench = createBench(reason === "WORKER_BUSY" ? { timeoutMs: 20 } : {});
      const { rollout, threads, names, routed } = bench;
      arrange(bench);
      const commit = (): never => assert.fail("it was committed");
      const next = [on("ram", "b"), on("disk", "n")];
      await assert.rejects(rollout.apply(next, commit), refusedWith(reason));
      assert.deepEqual(names(rollout.snapshot).sort(), ["a", "b"]);
      assert.equal(rollout.seed, rollout.snapshot);
      assert.deepEqual(routed(), rollout.snapshot);
      for (const thread of threads) if (thread !== null) assert.deepEqual(thread.snapshot, rollout.snapshot);
    });
  }

  it("has everything as before when it cannot be committed, each namespace with its worker", async () => {
    const { rollout, threads, names } = createBench();
    const before = rollout.snapshot;
    const commit = (): never => {
      throw new PrismError(full);
    };
    await assert.rejects(rollout.apply([on("ram", "c")], commit), refusedWith("STORE_FULL"));
    assert.deepEqual(names(rollout.snapshot).sort(), ["a", "b"]);
    const ownerOf = (snapshot: Snapshot, name: string) => namespacesOf(snapshot).find((s) => s.name === name)?.owner;
    for (const name of ["a", "b"]) assert.equal(ownerOf(rollout.snapshot, name), ownerOf(before, name));
    for (const thread of threads) assert.deepEqual(thread?.snapshot, rollout.snapshot);
    await rollout.apply([on("ram", "c")], () => undefined);
    assert.deepEqual(names(rollout.snapshot), ["c"]);
  });

  it("routes to what is there again when its workers have it again, and not before", async () => {
    const { rollout, seen, thread } = createBench();
    const adopt = thread(0).adopt.bind(thread(0));
    thread(0).adopt = async (change) => {
      const adopted = await adopt(change);
      await new Promise(setImmediate);
      seen.push("has it");
      return adopted;
    };
    const cannot = rollout.apply([on("ram", "b")], () => {
      throw new Error("cannot be committed");
    });
    await assert.rejects(cannot, /cannot be committed/);
    assert.deepEqual(seen, ["shut 0", "has it", "has it", "route"]);
  });

  it("takes things away and changes them although their worker is being replaced: it begins with the new snapshot", async () => {
    const { rollout, threads, names } = createBench();
    threads[0] = null;
    await rollout.apply([{ ...on("ram", "b"), ...{ note: 1 } }], () => undefined);
    assert.deepEqual(names(rollout.seed), ["b"]);
  });

  it("brings a namespace in memory back to the worker where it was", async () => {
    const { rollout } = createBench({ workers: 3 });
    const home = rollout.snapshot.namespaces[1]?.owner;
    await rollout.apply([on("ram", "x"), on("ram", "y")], () => undefined);
    await rollout.apply([on("ram", "x"), on("ram", "y"), on("ram", "b")], () => undefined);
    assert.equal(namespacesOf(rollout.snapshot).find((spec) => spec.name === "b")?.owner, home);
  });
});

describe("halting a namespace", () => {
  it("refuses its requests, then says what it has", async () => {
    const { rollout, seen, thread } = createBench();
    const halted = await rollout.halt(0);
    assert.deepEqual(seen, ["shut 0"]);
    assert.deepEqual([halted.storeId, halted.isEmpty], [5, true]);
    assert.equal(await halted.drop(), true);
    assert.deepEqual(thread(0).drops, [{ backend: 0, pattern: "keyvalue", storeId: 5, name: "a" }]);
    rollout.resume(0);
    assert.deepEqual(seen, ["shut 0", "reopen 0"]);
  });

  it("lets its requests through again when the worker does not say", async () => {
    const { rollout, seen, threads, thread } = createBench();
    thread(0).inspection = null;
    await assert.rejects(rollout.halt(0), refusedWith("WORKER_RESTARTING"));
    threads[0] = null;
    await assert.rejects(rollout.halt(0), refusedWith("WORKER_RESTARTING"));
    assert.deepEqual(seen, ["shut 0", "reopen 0", "shut 0", "reopen 0"]);
  });

  it("drops in the thread that was asked, and never in the one that took its place", async () => {
    const { rollout, threads, thread } = createBench();
    const asked = thread(1);
    const halted = await rollout.halt(1);
    threads[1] = new FakeThread(rollout.seed);
    await halted.drop();
    assert.equal(asked.drops.length, 1);
    assert.equal(thread(1).drops.length, 0);
    assert.equal(await rollout.drop(1, { backend: 1, pattern: "keyvalue", storeId: 9, name: "b" }), true);
    assert.equal(thread(1).drops.length, 1);
  });
});
