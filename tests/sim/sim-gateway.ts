import assert from "node:assert/strict";
import { join } from "node:path";
import { Acceptor } from "../../src/acceptor/acceptor.ts";
import type { KeyValueStore } from "../../src/backends/contract.ts";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { openSqliteStore } from "../../src/backends/sqlite/sqlite-store.ts";
import type { NamespaceConfig } from "../../src/config/gateway-config.ts";
import { type ReshapeSteps, Rollout } from "../../src/control/rollout.ts";
import { compileSnapshot } from "../../src/namespaces/compile.ts";
import { type BackendSpec, namespacesOf } from "../../src/namespaces/snapshot.ts";
import { createDoorbellMemory, DoorbellButton, DoorbellListener } from "../../src/ring/doorbell.ts";
import { FurtherTurns } from "../../src/ring/further-turns.ts";
import { openHouse } from "../../src/security/authenticator.ts";
import type { StoreDrop } from "../../src/workers/worker-seed.ts";
import { openConnections } from "../support/open-connections.ts";
import { namespaceOn } from "../support/snapshots.ts";
import { anyone } from "../support/visitors.ts";
import type { RunPlan } from "./run-plan.ts";
import type { ClientSide } from "./sim-transport.ts";
import { type GatewaySide, SimTransport } from "./sim-transport.ts";
import { SimWorker } from "./sim-worker.ts";
import type { SimWorld } from "./sim-world.ts";

const MEMORY_NAMESPACES = ["ram-a", "ram-b"];
const DISK_NAMESPACE = "disk";

/** What its name says is on the disk is, all else in memory. */
export function declare(name: string): NamespaceConfig {
  return namespaceOn(name.startsWith(DISK_NAMESPACE) ? "disk" : "ram", name);
}

export interface SimGatewayEvents {
  /** The stores of these namespaces were in the memory of a worker that is gone. */
  onStoresLost(namespaces: readonly string[]): void;
}

/** A whole gateway in one thread: acceptor, rings, workers and stores are the real ones, their threads are not. */
export class SimGateway {
  readonly acceptor: Acceptor;
  readonly namespaces: readonly string[];
  /** Requests that the workers have answered. */
  measured = 0;
  deaths = 0;
  private refusedConnections = 0;
  private readonly world: SimWorld;
  private readonly plan: RunPlan;
  readonly rollout: Rollout;
  /** Dropped, and perhaps not forgotten by the store: only what outlives a worker. */
  readonly drops: StoreDrop[] = [];
  private readonly dataFolder: string;
  private readonly events: SimGatewayEvents;
  private readonly bell = createDoorbellMemory();
  /** Fewer than the real ones, which would take most of a run. */
  private readonly further = new FurtherTurns(3);
  private readonly listener = new DoorbellListener(this.bell);
  private readonly workers: SimWorker[] = [];
  /** Workers whose end control has heard of. */
  private readonly isDetached: boolean[] = [];
  /** Those that are to end, and that none replaces. */
  private readonly leaving = new Set<number>();
  private isScheduled = false;
  /** Of the turn that is due: one that came early is not due again. */
  private ticket = 0;
  private isClosed = false;

  constructor(world: SimWorld, plan: RunPlan, dataFolder: string, events: SimGatewayEvents) {
    this.world = world;
    this.plan = plan;
    this.dataFolder = dataFolder;
    this.events = events;
    this.namespaces = plan.hasSqlite ? [...MEMORY_NAMESPACES, DISK_NAMESPACE] : MEMORY_NAMESPACES;
    const first = compileSnapshot(
      {
        backends: [
          { name: "ram", type: "memory", settings: { maxBytes: 100e6 } },
          { name: "disk", type: "sqlite", settings: { path: dataFolder } },
        ],
        namespaces: this.namespaces.map(declare),
      },
      plan.workers,
    );
    this.acceptor = new Acceptor({
      clock: world.queue,
      denials: null,
      snapshot: first,
      limits: plan.limits,
      authenticator: openHouse,
      onActivity: this.schedule,
    });
    this.rollout = new Rollout({
      threads: {
        thread: (worker) => (this.isDetached[worker] === true ? null : (this.workers[worker] as SimWorker)),
        isServing: (worker) => this.isDetached[worker] !== true,
      },
      acceptors: this.acceptor,
      first,
    });
    for (let index = 0; index < plan.workers; index++) this.start(index);
    for (let index = 0; index < MOST_WORKERS; index++) world.joins(() => this.workers[index]?.workMeanwhile());
    world.joins(() => this.workMeanwhile());
    this.tick();
  }

  /** A client comes; false when the door was closed to it. */
  connect(name: string, client: ClientSide): SimTransport {
    const transport = new SimTransport(this.world, name, this.plan.network, client);
    const connection = this.acceptor.open(transport, anyone);
    if (connection === null) {
      this.refusedConnections++;
    } else {
      const side: GatewaySide = {
        receive: (chunk) => this.acceptor.receive(connection, chunk),
        receiveEnd: () => this.acceptor.receiveEnd(connection),
        onWritable: () => this.acceptor.onWritable(connection),
        close: () => this.acceptor.close(connection),
      };
      transport.gateway = side;
    }
    return transport;
  }

  /** Lets a worker die: now, or within its next batches, before or after one of its commits or answers. */
  crash(index: number): void {
    const worker = this.workers[index] as SimWorker;
    if (worker.isDead) return;
    if (this.world.chance(3)) {
      worker.die("between batches");
      return;
    }
    worker.fuse.commitsFirst = this.world.chance(2);
    worker.fuse.steps = this.world.below(6);
  }

  /** Closes what is open, so that nothing of the run stays behind. */
  close(): void {
    this.isClosed = true;
    for (const [index, worker] of this.workers.entries()) {
      // Numbers that nobody has had, and stores that are closed.
      if (worker === undefined || this.isDetached[index] === true) continue;
      worker.isDead = true;
      for (const { store } of worker.served.stores) store.close();
      worker.hangUp();
    }
  }

  /** What the supervisor does when workers come and go. */
  readonly steps: ReshapeSteps = {
    retire: async (workers) => {
      for (const index of workers) await this.retire(index);
    },
    start: async (workers) => {
      for (const index of workers) {
        this.leaving.delete(index);
        this.start(index);
      }
    },
  };

  private async retire(index: number): Promise<void> {
    const worker = this.workers[index] as SimWorker;
    this.leaving.add(index);
    const isRetired = await worker.retire();
    if (this.isDetached[index] === true) return;
    // It may have died since it said so; what it had said before counts.
    let turns = 0;
    while (!this.acceptor.takeLast(index) && turns < 1_000) turns++;
    assert.ok(isRetired === null || turns < 1_000, "a worker that left owes nothing");
    this.end(index, worker);
    worker.isDead = true;
    this.world.note(`worker ${index} left`);
  }

  private end(index: number, worker: SimWorker): void {
    this.acceptor.detach(index);
    this.isDetached[index] = true;
    for (const { store } of worker.served.stores) store.close();
    worker.hangUp();
  }

  private start(index: number): void {
    const { world, plan } = this;
    const worker = new SimWorker({
      world,
      index,
      requestRingBytes: plan.requestRingBytes,
      responseRingBytes: plan.responseRingBytes,
      lateUs: plan.workerLateUs,
      snapshot: this.rollout.seed,
      drops: this.drops.filter(({ backend }) => this.rollout.seed.backends[backend]?.owner === index),
      openStore: (backend) => this.openStore(backend),
      acceptorBell: new DoorbellButton(this.bell, this.schedule),
      metrics: { record: () => this.measured++ },
      onDeath: (how) => this.onDeath(index, how),
    });
    this.workers[index] = worker;
    this.isDetached[index] = false;
    this.acceptor.attach(index, worker.link);
    world.note(`worker ${index} attached`);
  }

  /** The thread has ended. Control hears of it later, and starts the next one later still. */
  private onDeath(index: number, how: string): void {
    const { world } = this;
    const worker = this.workers[index] as SimWorker;
    this.deaths++;
    world.note(`worker ${index} died ${how}`);
    world.after(world.between(100, 50_000), () => {
      if (this.isClosed || this.workers[index] !== worker || this.isDetached[index] === true) return;
      this.end(index, worker);
      world.note(`worker ${index} detached`);
      const owned = namespacesOf(this.rollout.seed).filter((n) => n.owner === index && n.config.backend === "ram");
      this.events.onStoresLost(owned.map((n) => n.name));
      world.after(world.between(2_000, 60_000), () => {
        if (!this.isClosed && this.workers[index] === worker && !this.leaving.has(index)) this.start(index);
      });
    });
  }

  private openStore(backend: BackendSpec): KeyValueStore {
    if (backend.type === "sqlite") return openSqliteStore({ path: join(this.dataFolder, "disk"), openWaitMs: 0 });
    return createMemoryStore({ maxBytes: 100e6, clock: this.world.queue });
  }

  // ---- the loop of `acceptor-thread.ts` --------------------------------------------------------------------------

  /** Something came, or a worker rang. */
  private readonly schedule = (): void => {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.listener.unpark();
    const ticket = ++this.ticket;
    this.world.after(this.world.between(1, 100), () => {
      if (ticket === this.ticket) this.begin();
    });
  };

  private begin(): void {
    this.ticket++;
    this.isScheduled = false;
    this.turn();
  }

  private turn(): void {
    if (this.isClosed) return;
    this.listener.unpark();
    const count = this.acceptor.doWork();
    if (count > 0) this.world.note(`acceptor took ${count}`);
    this.world.meanwhile();
    if (this.isScheduled) return;
    const goesOn = this.further.goesOn(count, this.acceptor.dueSoon);
    if (goesOn || !this.listener.park(this.hasWork)) this.schedule();
  }

  private readonly hasWork = (): boolean => {
    this.world.meanwhile();
    return this.acceptor.hasWork();
  };

  /** The turn that is due comes now, while a worker is at work. */
  private workMeanwhile(): void {
    if (this.isScheduled) this.begin();
  }

  private tick(): void {
    this.world.after(TIMER_US, () => {
      if (this.isClosed) return;
      this.acceptor.onTimer();
      this.tick();
    });
  }

  /** What must hold when nothing is under way: all was answered, and all that was counted adds up. */
  checkQuiet(): void {
    const { acceptor } = this;
    const { counters } = acceptor;
    assert.equal(acceptor.inFlight, 0, "slots are still taken");
    assert.equal(counters.framesIn, counters.framesOut, "every frame that was taken was answered");
    const accepted = counters.connections.tcp.opened - this.refusedConnections;
    assert.equal(accepted - counters.connections.tcp.closed, openConnections(acceptor));
    assert.equal(acceptor.hasWork(), false, "there is work that nobody does");
    assert.equal(counters.staleAnswers, 0, "fresh rings carry no answers of the old");
  }
}

const TIMER_US = 100_000;
/** As many as come and go. */
export const MOST_WORKERS = 6;
