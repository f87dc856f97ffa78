import { assert } from "../common/assert.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";
import { backendTypes } from "../config/backend-types.ts";
import type { NamespaceConfig } from "../config/gateway-config.ts";
import { compileEdit, editTo, homeOf, type NamespaceEdit } from "../namespaces/compile.ts";
import { compilePool } from "../namespaces/compile-pool.ts";
import { compileWorkers } from "../namespaces/compile-workers.ts";
import { type NamespaceSpec, namespacesOf, type Snapshot } from "../namespaces/snapshot.ts";
import { changeBetween, type SnapshotChange } from "../namespaces/snapshot-change.ts";
import type { AdoptProblem, Inspection, StoreDrop } from "../workers/worker-seed.ts";
import { memoryHeld } from "./worker-failures.ts";
import type { WorkerHandle } from "./worker-handle.ts";

/** What a rollout needs of the supervisor. */
export interface Threads {
  /** Null when the worker has no thread now. */
  thread(worker: number): Pick<WorkerHandle, "adopt" | "inspect" | "drop"> | null;
  isServing(worker: number): boolean;
}

/** What a rollout needs of the acceptors, where each call is as `Acceptor` has it. What it returns is awaited: then it holds in all. */
export interface RoutingAcceptors {
  adopt(snapshot: Snapshot): unknown;
  shut(namespace: number): unknown;
  reopen(namespace: number): unknown;
  handOver(namespaces: readonly number[], leaving: readonly number[]): unknown;
}

export interface RolloutParts {
  readonly threads: Threads;
  readonly acceptors: RoutingAcceptors;
  readonly first: Snapshot;
  /** How long the owners of what changes may take. */
  readonly timeoutMs?: number;
}

/**
 * Brings one snapshot after the other into force, so that no request is dropped and none reaches the wrong namespace:
 *
 *     what goes      acceptor refuses it, with a hint → its worker carries out what is in the ring → lets go of it
 *     what comes     its worker opens it → the acceptor routes to it
 *
 * A thread that dies meanwhile is replaced by one that begins with the newest snapshot. One change at a time: whoever
 * calls this waits for the call before.
 */
export class Rollout {
  private readonly parts: RolloutParts;
  private newest: Snapshot;
  private routed: Snapshot;
  /** Of every namespace that is gone and was not dropped, where it was: what it left in memory is still there. */
  private readonly formerOwners = new Map<string, number>();

  constructor(parts: RolloutParts) {
    this.parts = parts;
    this.newest = parts.first;
    this.routed = parts.first;
  }

  /** What a thread begins with that starts now. */
  get seed(): Snapshot {
    return this.newest;
  }

  /** What the acceptor routes by. */
  get snapshot(): Snapshot {
    return this.routed;
  }

  /** Begins with other namespaces than the first snapshot has. To be called before there is any thread. */
  begin(namespaces: readonly NamespaceConfig[]): void {
    this.newest = this.compile(editTo(this.newest, namespaces));
    void this.route();
  }

  /** Makes exactly these namespaces served; as {@link edit}. */
  apply(namespaces: readonly NamespaceConfig[], commit: () => void): Promise<void> {
    return this.edit(editTo(this.newest, namespaces), commit);
  }

  /**
   * Serves other namespaces. `commit` is called when the workers are ready and before a request reaches what is new; when it
   * throws, or a store cannot be opened, everything is as before, and the promise rejects.
   */
  async edit(edit: NamespaceEdit, commit: () => void): Promise<void> {
    const before = this.newest;
    const next = this.compile(edit);
    const change = changeBetween(before, next);
    if (change.set.length === 0 && change.gone.length === 0) {
      commit();
      return;
    }
    const going = change.gone.map((index) => before.namespaces[index] as NamespaceSpec);
    for (const spec of going) {
      await this.parts.acceptors.shut(spec.index);
      this.formerOwners.set(homeOf(spec.config), spec.owner);
    }
    const added = change.set.filter((spec) => spec.index >= before.namespaces.length);
    this.newest = next;
    try {
      await this.bring(change, going, added);
      commit();
    } catch (error) {
      await this.revert(change, before);
      throw error;
    }
    await this.route();
  }

  /**
   * Serves with these workers from now on. Those that leave answer what they were sent, while requests for what they own wait
   * in the acceptor; then their threads end, and what they owned goes to others:
   *
   *     leaving    acceptor holds its requests → it answers all it has, and ends → the next owners open → requests go on
   *     coming     starts with the next snapshot → serves → connections move to it, each when none of its requests is under way
   *
   * Rejects with a PrismError when that cannot be; then the workers are those from before.
   */
  async reshape(workers: readonly number[], steps: ReshapeSteps): Promise<void> {
    const before = this.newest;
    const next = compileWorkers(before, workers);
    const leaving = before.workers.filter((worker) => !next.workers.includes(worker));
    const coming = next.workers.filter((worker) => !before.workers.includes(worker));
    const moving = namespacesOf(before).filter(({ owner, isSpread }) => !isSpread && leaving.includes(owner));
    await this.parts.acceptors.handOver(
      moving.map(({ index }) => index),
      leaving,
    );
    try {
      const held = await this.heldInMemory(leaving);
      if (held.length > 0) throw memoryHeld(held);
      await steps.retire(leaving);
    } catch (error) {
      await this.route();
      throw error;
    }
    this.newest = next;
    try {
      await steps.start(coming);
      await this.bringWorkers(before, next);
    } catch (error) {
      this.newest = Object.freeze({ ...before, generation: next.generation + 1 });
      await steps.retire(coming);
      const staying = next.workers.filter((worker) => before.workers.includes(worker));
      void Promise.all(this.tell(changeBetween(next, this.newest), () => false, staying));
      await steps.start(leaving).finally(() => this.route());
      throw error;
    }
    await this.route();
  }

  /**
   * Has each worker keep at most so many connections to a backend. Resolves when those that were too many are closed, with the workers
   * that still need some after the time that a change may take.
   */
  async repool(backend: number, connections: number): Promise<number[]> {
    const before = this.newest;
    this.newest = compilePool(before, backend, connections);
    const answers = this.tell(changeBetween(before, this.newest), () => true);
    await this.route();
    return (await Promise.all(answers)).filter(({ problems }) => problems === STUCK).map(({ worker }) => worker);
  }

  /** What workers have that is in no store, and would be gone with them: names of namespaces. */
  async heldInMemory(workers: readonly number[]): Promise<string[]> {
    const { backends, namespaces } = this.newest;
    const isLasting = (name: string): boolean => {
      const backend = backends.find((each) => each.name === name);
      return backend === undefined || backendTypes[backend.type].isLasting;
    };
    const held: string[] = [];
    for (const spec of namespaces) {
      if (spec === null || !workers.includes(spec.owner) || isLasting(spec.config.backend)) continue;
      if (!(await this.inspect(spec.index)).isUnused) held.push(spec.name);
    }
    for (const [home, worker] of this.formerOwners) {
      const [backend = "", name = ""] = home.split("/");
      if (workers.includes(worker) && !isLasting(backend)) held.push(name);
    }
    return held;
  }

  /** Has the workers that stay take what the others owned. One whose thread is being replaced begins with it. */
  private async bringWorkers(before: Snapshot, next: Snapshot): Promise<void> {
    const staying = next.workers.filter((worker) => before.workers.includes(worker));
    const answers = this.tell(changeBetween(before, next), () => true, staying);
    for (const { worker, problems } of await Promise.all(answers)) {
      if (problems !== null && problems.length > 0) throw refusal(worker, problems, next);
    }
  }

  /** Has the workers take a change, and waits for those that own what it is about. */
  private async bring(
    change: SnapshotChange,
    going: readonly NamespaceSpec[],
    added: readonly NamespaceSpec[],
  ): Promise<void> {
    const owners = new Set([...change.set, ...going].flatMap((spec) => this.serversOf(spec)));
    const opening = new Set(added.map((spec) => spec.owner));
    const answers = this.tell(change, (worker) => owners.has(worker));
    for (const { worker, problems } of await Promise.all(answers)) {
      if (problems === null ? opening.has(worker) : problems.length > 0) throw refusal(worker, problems, this.newest);
    }
    for (const worker of opening) {
      if (!this.parts.threads.isServing(worker)) throw refusal(worker, null, this.newest);
    }
  }

  private serversOf({ isSpread, owner }: NamespaceSpec): number[] {
    return isSpread ? [...this.newest.workers] : [owner];
  }

  /**
   * What a namespace has after the last request that reached it: new ones are refused from now on, until {@link edit}
   * takes it away or {@link resume} opens it again.
   */
  async halt(index: number): Promise<Halted> {
    const spec = this.newest.namespaces[index] ?? null;
    assert(spec !== null, "a namespace that is halted is there");
    await this.parts.acceptors.shut(index);
    const thread = this.parts.threads.thread(spec.owner);
    // The others first, for what they still carry out may put something into it.
    const others = this.serversOf(spec).filter((worker) => worker !== spec.owner);
    await Promise.all(
      others.map((worker) => this.within(this.parts.threads.thread(worker)?.inspect(index) ?? nothing)),
    );
    const inspection = await this.within(thread?.inspect(index) ?? nothing);
    if (thread === null || inspection === null || inspection.storeId < 0) {
      await this.resume(index);
      throw refusal(spec.owner, null, this.newest);
    }
    const { backend, name, pattern } = spec;
    const drop = { backend, pattern, storeId: inspection.storeId, name };
    return {
      ...inspection,
      drop: () => {
        this.formerOwners.delete(homeOf(spec.config));
        return this.dropIn(thread, drop);
      },
    };
  }

  /** What a namespace has now; its requests go on. */
  async inspect(index: number): Promise<Inspection> {
    const owner = this.newest.namespaces[index]?.owner ?? -1;
    const inspection = await this.within(this.parts.threads.thread(owner)?.inspect(index) ?? nothing);
    if (inspection === null || inspection.storeId < 0) throw refusal(owner, null, this.newest);
    return inspection;
  }

  async resume(index: number): Promise<void> {
    await this.parts.acceptors.reopen(index);
  }

  /**
   * Has a store that outlives its thread forget a namespace. Whether it has; when not, the worker is to be told again at
   * its next start.
   */
  async drop(worker: number, drop: StoreDrop): Promise<boolean> {
    return this.dropIn(this.parts.threads.thread(worker), drop);
  }

  private async dropIn(thread: Pick<WorkerHandle, "drop"> | null, drop: StoreDrop): Promise<boolean> {
    const done = await this.within(thread?.drop(drop) ?? nothing);
    return done !== null && done.failure === null;
  }

  /** Sends the change to every worker; those that `isAwaited` answer in time, or null. */
  private tell(
    change: SnapshotChange,
    isAwaited: (worker: number) => boolean,
    workers = this.newest.workers,
  ): Promise<Adoption>[] {
    const answers: Promise<Adoption>[] = [];
    for (const worker of workers) {
      const thread = this.parts.threads.thread(worker);
      const adopted = thread === null ? nothing : thread.adopt(change);
      if (!isAwaited(worker)) continue;
      answers.push(this.within(adopted, STUCK).then((problems) => ({ worker, problems })));
    }
    return answers;
  }

  /** The workers go on to a snapshot that says what the one before the failed one said. */
  private async revert(change: SnapshotChange, before: Snapshot): Promise<void> {
    const failed = this.newest;
    const known = [...change.set.map((spec) => spec.index), ...change.gone].map((index) => before.namespaces[index]);
    const added = change.set.filter((spec) => spec.index >= before.namespaces.length);
    this.newest = this.compile({
      set: known.flatMap((spec) => (spec === undefined || spec === null ? [] : [spec.config])),
      remove: added.map((spec) => spec.name),
    });
    const back = changeBetween(failed, this.newest);
    const owners = new Set(back.set.flatMap((spec) => this.serversOf(spec)));
    // Requests are sent there only when those that serve it know it again.
    await Promise.all(this.tell(back, (worker) => owners.has(worker)));
    await this.route();
  }

  private compile(edit: NamespaceEdit): Snapshot {
    return compileEdit(this.newest, edit, { formerOwners: this.formerOwners });
  }

  private async route(): Promise<void> {
    this.routed = this.newest;
    await this.parts.acceptors.adopt(this.newest);
  }

  /** The answer, or `late` when it does not come in time. */
  private async within<T>(answer: Promise<T | null>, late: T | null = null): Promise<T | null> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<T | null>((resolve) => {
      timer = setTimeout(resolve, this.parts.timeoutMs ?? CHANGE_TIMEOUT_MS, late);
    });
    try {
      return await Promise.race([answer, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What a change of the workers takes beside snapshots: threads. */
export interface ReshapeSteps {
  /** Ends workers once they have answered everything. Rejects with a PrismError when one cannot in time, and all stay. */
  retire(workers: readonly number[]): Promise<void>;
  /** Starts workers, with {@link Rollout.seed}; resolves when all serve. Rejects with a PrismError when one cannot. */
  start(workers: readonly number[]): Promise<void>;
}

/** A namespace to which no request gets any more. */
export interface Halted extends Inspection {
  /**
   * Has the thread that serves it forget it. A store in memory ends with its thread, and the number would stand for
   * another namespace in the next one: so this is for that thread alone.
   */
  drop(): Promise<boolean>;
}

interface Adoption {
  readonly worker: number;
  /** Null when the worker has no thread, or it ended. */
  readonly problems: readonly AdoptProblem[] | null;
}

/** The answer of a worker that has no thread. */
const nothing: Promise<null> = Promise.resolve(null);

/** A batch takes milliseconds, opening a store perhaps a second or two. */
const CHANGE_TIMEOUT_MS = 10_000;

/** What stands for the answer of a worker that gave none. */
const STUCK: readonly AdoptProblem[] = [
  {
    index: -1,
    failure: new Failure(
      Code.UNAVAILABLE,
      "WORKER_BUSY",
      "the worker of this namespace did not take the change in time; nothing was changed; try again",
      { retryAfterMs: 1_000 },
    ),
  },
];

function refusal(worker: number, problems: readonly AdoptProblem[] | null, next: Snapshot): PrismError {
  const problem = problems?.[0];
  if (problem === undefined) {
    return new PrismError(
      new Failure(
        Code.UNAVAILABLE,
        "WORKER_RESTARTING",
        `worker ${worker}, which serves this namespace, is being started; nothing was changed; try again`,
        { retryAfterMs: 100 },
      ),
      { retry: "safe" },
    );
  }
  const { code, reason, message, retryAfterMs, metadata } = problem.failure;
  const name = next.namespaces[problem.index]?.name ?? "";
  const failure = new Failure(code, reason, message, { retryAfterMs, metadata: { ...metadata, namespace: name } });
  return new PrismError(failure, { source: problem.index < 0 ? "gateway" : "backend", retry: "safe" });
}
