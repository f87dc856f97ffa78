import assert from "node:assert/strict";
import { get } from "../patterns/keyvalue-spec.ts";
import { openConnections } from "../support/open-connections.ts";
import { frameFor, Operation } from "./operation.ts";
import { drawPlan, type RunPlan } from "./run-plan.ts";
import { SharedKeys } from "./shared-keys.ts";
import { SimChanges } from "./sim-changes.ts";
import { SimClient } from "./sim-client.ts";
import { SimGateway } from "./sim-gateway.ts";
import type { SimTransport } from "./sim-transport.ts";
import { SimWorld } from "./sim-world.ts";

/** What a run did, for the test to look at: corners that no seed meets are not tested. */
export interface RunReport {
  readonly traceHash: string;
  readonly events: number;
  readonly answered: number;
  readonly deaths: number;
  /** Namespaces that were created, changed or deleted. */
  readonly changes: number;
  readonly changesRefused: number;
  /** How often workers came or went. */
  readonly reshaped: number;
  readonly ringFullPauses: number;
  readonly pauses: number;
  readonly slowReadersCut: number;
  readonly idleClosed: number;
  readonly refusals: ReadonlyMap<string, number>;
}

/** One whole run of a gateway and its clients under a seed. Throws when anything is answered wrong, late or not at all. */
export class Simulation {
  private readonly world: SimWorld;
  private readonly plan: RunPlan;
  private readonly gateway: SimGateway;
  private readonly shared = new SharedKeys();
  private readonly clients: SimClient[] = [];
  private readonly changes: SimChanges;
  private readonly transports = new Map<SimClient, SimTransport>();

  constructor(seed: number, dataFolder: string, log: ((line: string) => void) | null = null) {
    this.world = new SimWorld(seed);
    this.world.log = log;
    this.plan = drawPlan(this.world);
    this.world.note(JSON.stringify(this.plan));
    this.gateway = new SimGateway(this.world, this.plan, dataFolder, {
      onStoresLost: (namespaces) => this.onStoresLost(namespaces),
    });
    this.changes = new SimChanges({
      world: this.world,
      gateway: this.gateway,
      names: this.liveNames(),
      count: this.plan.changes,
      onDropped: (namespace) => this.onStoresLost([namespace]),
    });
  }

  async run(): Promise<RunReport> {
    try {
      for (let i = 0; i < this.plan.clients; i++) this.arrive(`c${i}`);
      this.planCrashes();
      await this.runUntil("all clients have their answers", () => this.clients.every((client) => client.isDone));
      await this.runUntil("all changes are made", () => this.changes.isDone);
      await this.readBack();
      await this.drain();
      return this.report();
    } finally {
      this.gateway.close();
    }
  }

  /** Namespaces that come and go. */
  private liveNames(): string[] {
    if (this.plan.changes === 0) return [];
    return this.plan.hasSqlite ? ["live-a", "live-b", "disk-live"] : ["live-a", "live-b"];
  }

  private arrive(name: string): void {
    const client = new SimClient({
      world: this.world,
      nowMs: () => this.world.queue.wallMs(),
      name,
      shared: this.shared,
      namespaces: [...this.gateway.namespaces, ...this.liveNames()],
      operations: this.plan.operations,
      depth: this.plan.depth,
      maxValueBytes: this.plan.maxValueBytes,
      maxFrameBytes: this.plan.limits.maxFrameBytes,
      allowedRefusals: this.allowedRefusals(),
    });
    const transport = this.gateway.connect(name, client);
    client.write = (bytes) => transport.write(bytes);
    this.transports.set(client, transport);
    this.clients.push(client);
    this.act(client);
    if (this.plan.hasStalls) this.stallSometimes(client);
    if (this.plan.hasRudeClients && this.world.chance(3)) this.beRude(client);
  }

  private allowedRefusals(): Set<string> {
    const allowed = new Set(["DEADLINE_EXCEEDED", "SHUTTING_DOWN"]);
    // A worker that comes in time empties its ring in time: then a request that waits too long was forgotten.
    if (this.plan.workerLateUs > 100_000 || this.plan.crashes > 0) allowed.add("OVERLOADED");
    if (this.plan.limits.maxInFlight < 100) allowed.add("TOO_MANY_IN_FLIGHT");
    if (this.plan.crashes > 0) allowed.add("WORKER_LOST").add("WORKER_RESTARTING");
    if (this.plan.changes > 0) allowed.add("NAMESPACE_NOT_FOUND").add("NAMESPACE_DELETING");
    return allowed;
  }

  private act(client: SimClient): void {
    if (client.isDone) return;
    client.act();
    this.world.after(this.world.between(1, this.world.chance(20) ? 400_000 : 3_000), () => this.act(client));
  }

  private stallSometimes(client: SimClient): void {
    this.world.after(this.world.between(1, 100_000), () => {
      if (client.isDone) return;
      this.transports.get(client)?.stall(true);
      this.world.after(this.world.between(1, 1_500_000), () => {
        this.transports.get(client)?.stall(false);
        this.stallSometimes(client);
      });
    });
  }

  /** Breaks off, half-closes, or breaks the stream, somewhere on the way. */
  private beRude(client: SimClient): void {
    const { world } = this;
    world.after(world.between(1, 200_000), () => {
      if (client.isGone || client.isDone) return;
      world.note(`${client.name} is rude`);
      switch (world.below(4)) {
        case 0:
          client.isGone = true;
          this.transports.get(client)?.reset();
          break;
        case 1:
          client.stop();
          this.transports.get(client)?.endWriting();
          break;
        case 2:
          client.breakStream(Buffer.alloc(4 + world.below(20)), "EMPTY_FRAME");
          break;
        default: {
          const prefix = Buffer.alloc(4 + world.below(2_000), 0xff);
          prefix.writeUInt32BE(world.pick([this.plan.limits.maxFrameBytes + 1, 2 ** 31, 2 ** 32 - 1]));
          client.breakStream(prefix, "FRAME_TOO_LARGE");
        }
      }
    });
  }

  private planCrashes(): void {
    for (let i = 0; i < this.plan.crashes; i++) {
      this.world.after(this.world.between(1_000, 400_000), () =>
        this.gateway.crash(this.world.below(this.plan.workers)),
      );
    }
  }

  private onStoresLost(namespaces: readonly string[]): void {
    for (const namespace of namespaces) {
      this.shared.forget(namespace);
      for (const client of this.clients) client.storeLost(namespace);
    }
  }

  /** Runs events until `isReached`; fails when that takes longer than any bound of the gateway explains. */
  private async runUntil(what: string, isReached: () => boolean): Promise<void> {
    const fromUs = this.world.queue.nowUs;
    while (!isReached()) {
      const isStep = this.world.queue.step();
      // What control waits for comes as promises.
      for (let i = 0; i < PROMISE_TURNS && !this.changes.isDone; i++) await null;
      assert.ok(isStep || this.world.queue.size > 0, `nothing more happens, and it does not hold that ${what}`);
      const waitedUs = this.world.queue.nowUs - fromUs;
      assert.ok(waitedUs < MAX_RUN_US, `after ${waitedUs / 1e6} s it does not hold that ${what}; ${this.standing()}`);
    }
  }

  private standing(): string {
    return this.clients.map((c) => `${c.name} waits for ${c.isGone ? "nothing" : c.waitsFor}`).join(", ");
  }

  /** Nothing that was acknowledged may be missing at the end: reads every key of every client, and the shared ones. */
  private async readBack(): Promise<void> {
    for (const client of this.stayers()) {
      for (const operation of client.source.finalReads()) client.send(operation);
    }
    await this.runUntil("every key was read back", () => this.clients.every((client) => client.isDone));
  }

  private stayers(): SimClient[] {
    return this.clients.filter(
      (client) => client.isDone && !client.isGone && !client.hasEnded && this.transports.get(client)?.isOpen === true,
    );
  }

  private async drain(): Promise<void> {
    const { acceptor } = this.gateway;
    const { world } = this;
    await this.runUntil("nothing is in flight", () => acceptor.inFlight === 0 && !acceptor.hasWork());
    this.gateway.checkQuiet();
    acceptor.drain();
    for (const client of this.stayers()) {
      const spec = { ...get("late"), namespace: this.gateway.namespaces[0] as string };
      client.send(new Operation(0x7fff_ffff, frameFor(0x7fff_ffff, spec), { expectedReason: "SHUTTING_DOWN" }));
    }
    await this.runUntil("the late requests are refused", () => this.clients.every((client) => client.isDone));
    world.note("end all");
    acceptor.endAll();
    await this.runUntil("all connections are closed", () => openConnections(acceptor) === 0);
    await this.runUntil("all clients have seen the end", () => this.clients.every((c) => c.hasEnded || c.isGone));
    this.gateway.checkQuiet();
  }

  private report(): RunReport {
    const { counters } = this.gateway.acceptor;
    return {
      traceHash: this.world.traceHash(),
      events: this.world.events,
      answered: this.clients.reduce((sum, client) => sum + client.answered, 0),
      deaths: this.gateway.deaths,
      changes: this.changes.made,
      changesRefused: this.changes.refused,
      reshaped: this.changes.reshaped,
      ringFullPauses: counters.ringFullPauses,
      pauses: counters.pauses,
      slowReadersCut: counters.slowReadersCut,
      idleClosed: counters.idleClosed,
      refusals: counters.refusals,
    };
  }
}

/** As many as the longest chain of promises in control has. */
const PROMISE_TURNS = 12;
/** Longer than the shedding of a full ring, several times over, than any stall, and than many changes at late workers. */
const MAX_RUN_US = 600e6;
