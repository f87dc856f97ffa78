import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import type {
  Delivery,
  NewMessage,
  StreamGuarantees,
  StreamSpec,
  StreamStart,
  StreamStore,
} from "../../backends/stream-contract.ts";
import { systemClock } from "../../common/clock.ts";
import { createSystemPrng } from "../../common/prng.ts";
import { assertInOrder } from "./declared-order.ts";
import { type MessageOptions, messageOf, textOf } from "./messages.ts";
import { ReadySignal } from "./patience.ts";
import type { StreamSubject } from "./stream-subject.ts";
import { GroupTap, ReaderTap } from "./stream-taps.ts";

const DEFAULT_PATIENCE_MS = 10_000;
const DEFAULT_SHORT_LEASE_MS = 300;
const DEFAULT_MODEL_RUNS = 15;

const EARLIEST: StreamStart = { at: "earliest" };
const prng = createSystemPrng();

/** What a check works with: a store, and streams that no other check has. */
export class StreamContext {
  readonly subject: StreamSubject;
  readonly guarantees: StreamGuarantees;
  readonly patienceMs: number;
  readonly shortLeaseMs: number;
  readonly modelRuns: number;
  private readonly mark = prng.below(2 ** 31).toString(36);
  private readonly open = new Set<{ close(): Promise<void> }>();
  private current: StreamStore;
  private readonly specs = new Map<number, StreamSpec>();
  private names = 0;

  constructor(subject: StreamSubject, guarantees: StreamGuarantees) {
    this.subject = subject;
    this.guarantees = guarantees;
    this.patienceMs = subject.patienceMs ?? DEFAULT_PATIENCE_MS;
    this.shortLeaseMs = subject.shortLeaseMs ?? DEFAULT_SHORT_LEASE_MS;
    this.modelRuns = subject.modelRuns ?? DEFAULT_MODEL_RUNS;
    this.current = subject.open(0);
  }

  get store(): StreamStore {
    return this.current;
  }

  get nowMs(): number {
    return systemClock.wallMs();
  }

  name(): string {
    return `conform-${this.mark}-${++this.names}`;
  }

  /** A stream of this check alone, or of this name. */
  stream(spec: Partial<StreamSpec> = {}): number {
    const own = { retentionMs: 0, maxBytes: 0, partitions: 1, replicas: 1, keep: "stored" } as const;
    const full = { name: this.name(), ...own, ...this.subject.spec, ...spec };
    const namespaceId = this.store.openStream(full);
    this.specs.set(namespaceId, full);
    return namespaceId;
  }

  /** The number that a stream has in the store that was opened again. */
  again(namespaceId: number): number {
    return this.store.openStream(this.specs.get(namespaceId) as StreamSpec);
  }

  /** Appends messages, each of which must be done; of a text, one with this value. */
  async append(namespaceId: number, ...messages: (MessageOptions | string)[]): Promise<NewMessage[]> {
    const made = messages.map((one) => messageOf(namespaceId, typeof one === "string" ? { value: one } : one));
    await this.store.appendMany(made);
    for (const { outcome, failure } of made) assert.equal(outcome, Outcome.DONE, failure?.message);
    return made;
  }

  /** That messages with these values came, and no others, in the order that the store declares. */
  assertTexts(taken: readonly Delivery[], wanted: readonly (MessageOptions | string)[], what = ""): void {
    const came = taken.map((delivery) => ({ key: delivery.key, is: textOf(delivery) }));
    const keyed = wanted.map((one) => messageOf(0, typeof one === "string" ? { value: one } : one));
    const asked = keyed.map(({ key, value }) => ({ key, is: Buffer.from(value).toString() }));
    assertInOrder(came, asked, this.guarantees.ordering, what);
  }

  /** That just these messages came, by their positions, in the order that the store declares. */
  assertPlaces(taken: readonly Delivery[], appended: readonly NewMessage[]): void {
    const placeOf = ({ key, position }: Delivery | NewMessage) => ({ key, is: position });
    assertInOrder(taken.map(placeOf), appended.map(placeOf), this.guarantees.ordering);
  }

  async reader(namespaceId: number, start: StreamStart = EARLIEST): Promise<ReaderTap> {
    const ready = new ReadySignal();
    const reader = await this.store.openReader(namespaceId, start, ready.onReady);
    return this.keep(new ReaderTap(reader, ready, this.patienceMs));
  }

  async group(namespaceId: number, name = "group", start: StreamStart = EARLIEST): Promise<GroupTap> {
    const ready = new ReadySignal();
    const group = await this.store.openGroup(namespaceId, name, start, ready.onReady);
    return this.keep(new GroupTap(group, ready, this.patienceMs));
  }

  async closeOne(tap: ReaderTap | GroupTap): Promise<void> {
    this.open.delete(tap);
    await tap.close();
  }

  /**
   * Closes the store and opens it again, where the data outlive it; with `restart`, what keeps them is restarted too. Streams
   * have other numbers then: see {@link again}.
   */
  async reopen(how: { restart: boolean } = { restart: false }): Promise<void> {
    await this.close();
    if (how.restart) await this.subject.restart?.();
    this.current = this.subject.open(0);
  }

  async close(): Promise<void> {
    for (const tap of [...this.open]) await this.closeOne(tap as ReaderTap | GroupTap);
    await this.store.close();
  }

  private keep<T extends { close(): Promise<void> }>(tap: T): T {
    this.open.add(tap);
    return tap;
  }
}
