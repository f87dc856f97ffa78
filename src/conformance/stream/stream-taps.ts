import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import {
  type Delivery,
  SettleAction,
  type StreamGroup,
  type StreamReader,
  type TakeBounds,
} from "../../backends/stream-contract.ts";
import { ALL, settlementOf, textOf } from "./messages.ts";
import { Patience, type ReadySignal } from "./patience.ts";

/** How long nothing must come for it to be believed. */
const QUIET_MS = 150;

type Take = (bounds: TakeBounds) => Promise<readonly Delivery[]>;

/** Takes until there are so many, waiting for `onReady` in between; throws when they do not come. */
async function takeCount(
  take: Take,
  ready: ReadySignal,
  wanted: { count: number; withinMs: number },
): Promise<Delivery[]> {
  const patience = new Patience(wanted.withinMs);
  const taken: Delivery[] = [];
  for (;;) {
    const more = await take({ ...ALL, maxItems: wanted.count - taken.length });
    taken.push(...more);
    if (taken.length >= wanted.count) return taken;
    if (more.length > 0) continue;
    const wasCalled = await ready.within(patience.leftMs);
    const found = `${taken.length} of ${wanted.count} messages: ${taken.map(textOf).join(", ").slice(0, 300)}`;
    assert.ok(wasCalled, `onReady was not called within ${wanted.withinMs} ms, after ${found}`);
  }
}

/** What comes until it is quiet for a while. */
async function takeUntilQuiet(take: Take, ready: ReadySignal, quietMs: number): Promise<Delivery[]> {
  const taken: Delivery[] = [];
  do {
    for (let more = await take(ALL); more.length > 0; more = await take(ALL)) taken.push(...more);
  } while (await ready.within(quietMs));
  return taken;
}

/** A reader that waits. */
export class ReaderTap {
  private readonly reader: StreamReader;
  private readonly ready: ReadySignal;
  private readonly patienceMs: number;

  constructor(reader: StreamReader, ready: ReadySignal, patienceMs: number) {
    this.reader = reader;
    this.ready = ready;
    this.patienceMs = patienceMs;
  }

  async take(bounds: Partial<TakeBounds> = {}): Promise<readonly Delivery[]> {
    return await this.reader.take({ ...ALL, ...bounds });
  }

  async count(count: number): Promise<Delivery[]> {
    return await takeCount((bounds) => this.reader.take(bounds), this.ready, { count, withinMs: this.patienceMs });
  }

  async expectNothing(): Promise<void> {
    const more = await takeUntilQuiet((bounds) => this.reader.take(bounds), this.ready, QUIET_MS);
    assert.deepEqual(more.map(textOf), []);
  }

  /** See {@link StreamReader.after}. */
  after(): string | undefined {
    return this.reader.after?.();
  }

  async close(): Promise<void> {
    await this.reader.close();
  }
}

/** Long enough that it does not end during a check. */
export const LONG_LEASE_MS = 60_000;

/** A member of a group, with one or more consumers, that waits. */
export class GroupTap {
  readonly group: StreamGroup;
  private readonly ready: ReadySignal;
  private readonly patienceMs: number;

  constructor(group: StreamGroup, ready: ReadySignal, patienceMs: number) {
    this.group = group;
    this.ready = ready;
    this.patienceMs = patienceMs;
  }

  async count(count: number, how: { consumer?: string; leaseMs?: number } = {}): Promise<Delivery[]> {
    const { consumer = "one", leaseMs = LONG_LEASE_MS } = how;
    const take: Take = (bounds) => this.group.take(consumer, bounds, leaseMs);
    return await takeCount(take, this.ready, { count, withinMs: this.patienceMs });
  }

  async untilQuiet(consumer = "one", quietMs: number = QUIET_MS): Promise<Delivery[]> {
    const take: Take = (bounds) => this.group.take(consumer, bounds, LONG_LEASE_MS);
    return await takeUntilQuiet(take, this.ready, quietMs);
  }

  async expectNothing(forMs: number = QUIET_MS): Promise<void> {
    const more = await this.untilQuiet("one", forMs);
    assert.deepEqual(
      more.map((delivery) => `${textOf(delivery)}, attempt ${delivery.attempt}`),
      [],
    );
  }

  async settle(
    deliveries: readonly Delivery[],
    action: SettleAction,
    options: { delayMs?: number; reason?: string } = {},
  ): Promise<Outcome[]> {
    const settlements = deliveries.map((delivery) => settlementOf(delivery, action, options));
    await this.group.settle(settlements);
    return settlements.map(({ outcome }) => outcome);
  }

  /** Settles, and every one must be done. */
  async done(
    deliveries: readonly Delivery[],
    action: SettleAction,
    options: { delayMs?: number; reason?: string } = {},
  ): Promise<void> {
    for (const outcome of await this.settle(deliveries, action, options)) assert.equal(outcome, Outcome.DONE);
  }

  async ack(deliveries: readonly Delivery[]): Promise<void> {
    await this.done(deliveries, SettleAction.ACK);
  }

  async close(): Promise<void> {
    await this.group.close();
  }
}
