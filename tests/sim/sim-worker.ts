import { WorkerLink } from "../../src/acceptor/worker-link.ts";
import type { KeyValueStore } from "../../src/backends/contract.ts";
import type { RequestSink } from "../../src/metrics/request-sink.ts";
import type { BackendSpec, Snapshot } from "../../src/namespaces/snapshot.ts";
import type { SnapshotChange } from "../../src/namespaces/snapshot-change.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { createDoorbellMemory, DoorbellButton, DoorbellListener } from "../../src/ring/doorbell.ts";
import { createRingMemory } from "../../src/ring/layout.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";
import { Introductions } from "../../src/security/introductions.ts";
import { KnownPrincipals, type PrincipalNotice } from "../../src/security/known-principals.ts";
import { QuotaTable } from "../../src/security/limits/quota-table.ts";
import { ResponseWriter } from "../../src/workers/response-writer.ts";
import { ServedStores } from "../../src/workers/served-stores.ts";
import { WorkerLoop } from "../../src/workers/worker-loop.ts";
import type { AdoptProblem, Inspection, StoreDrop } from "../../src/workers/worker-seed.ts";
import { largeValueParts } from "../pipeline/large-value-parts.ts";
import { Fuse, MortalSink, MortalStore, WorkerDied } from "./mortal.ts";
import type { SimWorld } from "./sim-world.ts";

export interface SimWorkerParts {
  readonly world: SimWorld;
  readonly index: number;
  readonly requestRingBytes: number;
  readonly responseRingBytes: number;
  /** The most that the thread is late to its turn. */
  readonly lateUs: number;
  /** What it begins with. */
  readonly snapshot: Snapshot;
  readonly drops: readonly StoreDrop[];
  readonly openStore: (backend: BackendSpec) => KeyValueStore;
  readonly acceptorBell: DoorbellButton;
  readonly metrics: RequestSink;
  /** The thread has ended; `how` says by what. */
  readonly onDeath: (how: string) => void;
}

/** A worker with its rings, its doorbell and its loop, on the simulation's time instead of a thread. */
export class SimWorker {
  readonly link: WorkerLink;
  readonly fuse = new Fuse();
  readonly served: ServedStores;
  readonly loop: WorkerLoop;
  private readonly parts: SimWorkerParts;
  private readonly writer: ResponseWriter;
  private readonly pipeline: Pipeline;
  private readonly listener: DoorbellListener;
  /** What control has asked and has no answer to. */
  private readonly asked = new Set<(answer: null) => void>();
  private isScheduled = false;
  /** Of the turn that is due: one that came early is not due again. */
  private ticket = 0;
  isDead = false;
  private hasHungUp = false;
  private readonly messages: (() => void)[] = [];

  constructor(parts: SimWorkerParts) {
    const { world } = parts;
    this.parts = parts;
    // Both rings begin anywhere, so that positions wrap in some runs.
    const requestRing = createRingMemory(parts.requestRingBytes, world.pick([0, -64, 0x7fff_ff80]));
    const responseRing = createRingMemory(parts.responseRingBytes, world.pick([0, -64, 0x7fff_ff80]));
    const bell = createDoorbellMemory();
    const requests = transferred();
    const answers = transferred();
    this.listener = new DoorbellListener(bell);
    const notices: PrincipalNotice[] = [];
    this.link = new WorkerLink(parts.index, {
      requests: new RingProducer(requestRing, requests.transfer),
      responses: new RingConsumer(responseRing, answers.receive),
      bell: new DoorbellButton(bell, () => this.schedule()),
      introductions: new Introductions((notice) => notices.push(notice)),
    });
    this.served = new ServedStores({
      worker: parts.index,
      openStore: (backend) => ({ kind: "embedded", store: new MortalStore(parts.openStore(backend), this.fuse) }),
      wallMs: () => world.queue.wallMs(),
    });
    this.served.open(parts.snapshot, parts.drops);
    this.writer = new ResponseWriter(new RingProducer(responseRing, answers.transfer), parts.acceptorBell);
    this.pipeline = new Pipeline({
      largeValues: largeValueParts(),
      clock: world.queue,
      namespaces: this.served.namespaces,
      stores: this.served.stores,
      access: null,
      quotas: new QuotaTable(parts.snapshot),
      audit: null,
      answers: new MortalSink(this.writer, this.fuse, () => world.meanwhile()),
      metrics: parts.metrics,
    });
    this.loop = new WorkerLoop({
      sources: [
        {
          requests: new RingConsumer(requestRing, requests.receive),
          answers: this.writer,
          acceptorBell: parts.acceptorBell,
          principals: new KnownPrincipals(() => notices.shift()),
        },
      ],
      pipeline: this.pipeline,
      stores: this.served.stores,
      clock: world.queue,
    });
    this.schedule();
  }

  /** The loop of `worker-thread.ts`, one turn of it. */
  private turn(): void {
    if (this.isDead) return;
    this.mortally(() => {
      this.listener.unpark();
      for (let i = 0; i < BATCHES_PER_TURN; i++) {
        const count = this.loop.doWork();
        if (count === 0) break;
        this.parts.world.note(`worker ${this.parts.index} did ${count}`);
      }
      if (this.parts.world.chance(8)) this.loop.sweep();
      this.parts.world.meanwhile();
      if (!this.listener.park(this.hasWork)) this.schedule();
    });
  }

  private readonly hasWork = (): boolean => {
    this.parts.world.meanwhile();
    return this.loop.hasWork();
  };

  /** The turn that is due comes now, while the acceptor is at work. */
  workMeanwhile(): void {
    if (this.isScheduled) this.begin();
  }

  // ---- what control asks: `obey` of `worker-thread.ts`, with time on either way ---------------------------------

  adopt(change: SnapshotChange): Promise<readonly AdoptProblem[] | null> {
    return this.ask(() => {
      const problems = this.served.adopt(change);
      this.pipeline.adopt(this.served.snapshot);
      return problems;
    });
  }

  inspect(index: number): Promise<Inspection | null> {
    return this.ask(() => {
      const namespace = this.served.namespaces[index];
      if (namespace === undefined) return { storeId: -1, isEmpty: true, isUnused: false };
      const { storeIndex, id } = namespace;
      const { store } = this.served.stores[storeIndex] as { readonly store: KeyValueStore };
      const isUnused = store.isUnused?.(id) ?? false;
      return { storeId: id, isUnused, isEmpty: store.isEmpty(id, this.parts.world.queue.wallMs()) };
    });
  }

  /** True when everything is answered and the answers stand in the ring; null when it dies first. */
  async retire(): Promise<true | null> {
    for (;;) {
      const isBlocked = await this.ask(() => this.writer.isBlocked);
      if (isBlocked === null) return null;
      if (!isBlocked) return true;
    }
  }

  drop(drop: StoreDrop): Promise<{ readonly failure: null } | null> {
    return this.ask(() => {
      this.served.drop(drop);
      return { failure: null };
    });
  }

  /** Control hears that the thread has ended. */
  hangUp(): void {
    this.hasHungUp = true;
    for (const settle of this.asked) settle(null);
    this.asked.clear();
  }

  private ask<Answer>(answer: () => Answer): Promise<Answer | null> {
    const { world } = this.parts;
    if (this.hasHungUp) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.asked.add(resolve);
      // Messages to one thread keep their order.
      this.messages.push(() => {
        this.loop.onceDrained(() => {
          const answered = answer();
          world.after(world.between(1, 300), () => {
            if (this.asked.delete(resolve)) resolve(answered);
          });
        });
        if (!this.isScheduled) this.turn();
      });
      world.after(world.between(1, this.parts.lateUs), () => {
        const obey = this.messages.shift();
        if (!this.isDead) this.mortally(() => obey?.());
      });
    });
  }

  private mortally(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof WorkerDied)) throw error;
      this.die("in the middle of a batch");
    }
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.listener.unpark();
    const ticket = ++this.ticket;
    this.parts.world.after(this.parts.world.between(1, this.parts.lateUs), () => {
      if (ticket === this.ticket) this.begin();
    });
  }

  private begin(): void {
    this.ticket++;
    this.isScheduled = false;
    this.turn();
  }

  die(how: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.parts.onDeath(how);
  }
}

const BATCHES_PER_TURN = 4;

/** Payloads that leave one thread for another: the sender's own memory is gone, as after a real transfer. */
function transferred(): { transfer: (payload: ArrayBuffer) => void; receive: () => Uint8Array | undefined } {
  const queue: Uint8Array[] = [];
  return {
    transfer: (payload) => queue.push(new Uint8Array(structuredClone(payload, { transfer: [payload] }))),
    receive: () => queue.shift(),
  };
}
