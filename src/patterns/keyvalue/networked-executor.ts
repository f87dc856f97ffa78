import { ItemAction, KeyValueItem, Outcome } from "../../backends/contract.ts";
import type {
  KeyValueWrite,
  NetworkedKeyValueGuarantees,
  NetworkedKeyValueStore,
} from "../../backends/networked-contract.ts";
import { CallNumber, isWrite } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { IDEMPOTENCY_RETENTION_MS, LARGE_BATCH_BYTES } from "../../common/limits.ts";
import { failureOf } from "../../common/prism-error.ts";
import type { StoreSizes } from "../../metrics/store-sizes.ts";
import type { StoreGuard } from "../../resilience/store-guard.ts";
import { encodeAnswer } from "./answer.ts";
import { AnswerBound } from "./answer-bound.ts";
import type { KeyValueCall } from "./call.ts";
import { storeFailed } from "./executor.ts";
import { type Flight, FlightKind } from "./flight.ts";
import { READ_SLICE_ITEMS } from "./read-batch.ts";
import { fingerprintOf, keyReused } from "./run-once.ts";
import { unsupported } from "./unsupported.ts";
import { WaitingLine } from "./waiting-line.ts";

export interface NetworkedExecutorParts {
  readonly store: NetworkedKeyValueStore;
  readonly guard: Pick<StoreGuard, "tryEnter" | "leave" | "lanes" | "run" | "named">;
  /** Microseconds on a clock that does not wrap. */
  readonly nowUs: () => number;
  readonly wallMs: () => number;
  /**
   * Gets calls back, each once: their items have outcomes, or their `failure` is set. `isReusable` is false when the store may
   * still be at them, and write into their items.
   */
  readonly onDone: (calls: readonly KeyValueCall[], isReusable: boolean) => void;
  /** Where it is counted how large the flights are, for the metrics. */
  readonly sizes?: StoreSizes;
  /** Hears the cause of what callers are told as INTERNAL. */
  readonly onInternal: (error: unknown) => void;
}

/**
 * Runs calls on a networked store, in flights: what waits when a lane is free goes together, and while all lanes are
 * taken, what arrives forms the next flight. So two hundred reads are one statement, two hundred writes one commit, and a
 * single call is not held up. {@link WaitingLine} sees to the order.
 */
export class NetworkedExecutor {
  private readonly parts: NetworkedExecutorParts;
  private readonly waiting = new WaitingLine();
  private readonly flights = new Set<Flight>();
  /** Reads that the next flight may have: fewer while their answers are large. */
  private mostReads = FIRST_READ_ITEMS;
  private known: NetworkedKeyValueGuarantees;
  private findings: readonly unknown[];
  private nextDeadlineUs = Number.POSITIVE_INFINITY;
  /** Calls that were taken and not handed back. */
  pending = 0;

  constructor(parts: NetworkedExecutorParts) {
    this.parts = parts;
    this.known = parts.store.guarantees;
    this.findings = parts.store.findings;
  }

  /** Takes a call, whose bytes are its own; it goes at the next {@link dispatch}. What cannot be taken is handed back at once. */
  submit(call: KeyValueCall): void {
    call.isHandedBack = false;
    call.sentUs = 0;
    call.failure = unsupported(call, this.guarantees()) ?? this.parts.guard.tryEnter(bytesOf(call));
    if (call.failure !== null) {
      call.isHandedBack = true;
      this.parts.onDone([call], true);
      return;
    }
    this.pending++;
    if (call.deadlineUs !== 0 && call.deadlineUs < this.nextDeadlineUs) this.nextDeadlineUs = call.deadlineUs;
    this.waiting.add(call);
  }

  /** What the store guarantees, asked anew when a probe has found something. */
  private guarantees(): NetworkedKeyValueGuarantees {
    const { store } = this.parts;
    if (store.findings !== this.findings) {
      this.findings = store.findings;
      this.known = store.guarantees;
    }
    return this.known;
  }

  /** Sends what may go. */
  dispatch(): void {
    const { store, guard, sizes } = this.parts;
    while (this.waiting.length > 0 && this.flights.size < guard.lanes(store.lanes)) {
      const waiting = this.waiting.length;
      const flight = this.waiting.takeFlight(this.flights, this.maxItems(), this.mayWrite());
      if (flight === null) return;
      sizes?.recordFlight(flight.items, waiting);
      this.flights.add(flight);
      void this.fly(flight);
    }
  }

  /**
   * How many items the next flight may have: a share of what waits, for who takes everything at once has the worker wait
   * for the store and then the store for the worker.
   */
  private maxItems(): number {
    const share = Math.max(FULL_FLIGHT_ITEMS, Math.ceil(this.waiting.length / FLIGHT_SHARES));
    return Math.min(share, this.mostReads, this.parts.store.maxBatchItems);
  }

  /**
   * Whether a further flight of writes may go. A commit costs much and a row in it little, so that two flights at a time,
   * one in the store and one on the way, are faster than more and smaller ones; while they are slow, the other lanes take
   * writes as well.
   */
  private mayWrite(): boolean {
    let writing = 0;
    let lastSentUs = 0;
    for (const { kind, calls } of this.flights) {
      if (kind !== FlightKind.WRITE) continue;
      writing++;
      lastSentUs = Math.max(lastSentUs, (calls[0] as KeyValueCall).sentUs);
    }
    return writing < STEADY_WRITES || this.parts.nowUs() - lastSentUs >= SLOW_WRITE_US;
  }

  /** Hands back what nobody waits for any more, and sends what was held back: to be called every few milliseconds. */
  tick(): void {
    this.dispatch();
    const nowUs = this.parts.nowUs();
    if (nowUs < this.nextDeadlineUs) return;
    const overdue = this.waiting.takeOverdue(nowUs);
    for (const call of overdue) call.failure = deadlineBeforeSent;
    let earliest = this.waiting.earliestDeadlineUs();
    for (const { calls } of this.flights) {
      for (const call of calls) {
        if (call.isHandedBack || call.deadlineUs === 0) continue;
        if (call.deadlineUs > nowUs) earliest = Math.min(earliest, call.deadlineUs);
        else {
          call.failure = isWrite(call.operation) ? deadlineOfWrite : deadlineOfRead;
          overdue.push(call);
        }
      }
    }
    this.nextDeadlineUs = earliest;
    if (overdue.length > 0) this.handBack(overdue, false);
  }

  private async fly(flight: Flight): Promise<void> {
    const sentUs = this.parts.nowUs();
    for (const call of flight.calls) call.sentUs = sentUs;
    await this.run(flight);
    this.flights.delete(flight);
    // The store works on the next flight while the answers of this one are written.
    this.dispatch();
    const open = flight.calls.filter((call) => !call.isHandedBack);
    if (open.length > 0) this.handBack(open, !flight.isStoreAtIt);
  }

  /** Runs the flight; does not reject. */
  private async run(flight: Flight, calls = flight.calls): Promise<void> {
    try {
      if (flight.kind === FlightKind.READ) await this.read(flight, calls);
      else if (flight.kind === FlightKind.WRITE) await this.write(flight, calls);
      else if (flight.kind === FlightKind.SCAN) await this.scan(calls[0] as KeyValueCall);
      else await this.readSliced(flight, calls[0] as KeyValueCall);
    } catch (error) {
      const failure = failureOf(error, storeFailed);
      // One call that the store cannot do must not fail those that went with it.
      if (calls.length > 1 && failure.code === Code.INVALID_ARGUMENT) {
        const half = calls.length >> 1;
        await this.run(flight, calls.slice(0, half));
        await this.run(flight, calls.slice(half));
        return;
      }
      // It was given up: the store may still answer, and write into the items.
      if (failure.code === Code.DEADLINE_EXCEEDED) flight.isStoreAtIt = true;
      this.fail(calls, error, failure);
    }
  }

  private fail(calls: readonly KeyValueCall[], error: unknown, failure: Failure): void {
    if (failure.code === Code.INTERNAL) this.parts.onInternal(error);
    for (const call of calls) if (!call.isHandedBack) call.failure = failure;
  }

  private async read(flight: Flight, calls: readonly KeyValueCall[]): Promise<void> {
    const items: KeyValueItem[] = [];
    for (const call of calls) {
      if (call.batch === null) items.push(call.item);
      else items.push(...call.batch);
    }
    await this.readItems(flight, calls, items);
    let bytes = 0;
    for (const item of items) bytes += item.value.length;
    const { maxBatchItems } = this.parts.store;
    if (bytes > LARGE_BATCH_BYTES) this.mostReads = Math.max(1, Math.floor((items.length * LARGE_BATCH_BYTES) / bytes));
    else if (items.length >= this.mostReads) this.mostReads = Math.min(maxBatchItems, this.mostReads * 2);
  }

  /** As `readBatch` does for an embedded store. */
  private async readSliced(flight: Flight, call: KeyValueCall): Promise<void> {
    const batch = call.batch as KeyValueItem[];
    const bound = new AnswerBound();
    for (let at = 0; at < batch.length; at += READ_SLICE_ITEMS) {
      const slice = batch.slice(at, at + READ_SLICE_ITEMS);
      if (!bound.isReached) await this.readItems(flight, [call], slice);
      for (const item of slice) {
        if (bound.isReached) bound.refuse(item);
        else bound.admit(item);
      }
    }
  }

  private async readItems(flight: Flight, calls: readonly KeyValueCall[], items: KeyValueItem[]): Promise<void> {
    const { store, guard, wallMs } = this.parts;
    const read = await guard.run({
      kind: "read",
      timeoutMs: this.timeoutMs(calls),
      attempt: async (timeoutMs, attempt) => {
        if (attempt > 1) flight.isStoreAtIt = true;
        const own = attempt === 1 ? items : items.map(copyOf);
        await store.getMany(own, wallMs(), timeoutMs);
        return own;
      },
    });
    if (read !== items) takeOver(read, items);
  }

  private async scan(call: KeyValueCall): Promise<void> {
    const { store, guard, wallMs } = this.parts;
    const query = call.query as NonNullable<typeof call.query>;
    const page = await guard.run({
      kind: "read",
      timeoutMs: this.timeoutMs([call]),
      attempt: (timeoutMs) => store.scan(query, wallMs(), timeoutMs),
    });
    if (!call.isHandedBack) call.page = page;
  }

  private async write(flight: Flight, calls: readonly KeyValueCall[]): Promise<void> {
    const { store, guard, wallMs } = this.parts;
    const rememberUntilMs = wallMs() + IDEMPOTENCY_RETENTION_MS;
    const first = calls.map((call) => writeOf(call, rememberUntilMs));
    const writes = await guard.run({
      kind: first.every((write) => write.idempotencyKey !== "") ? "write-once" : "write",
      timeoutMs: this.timeoutMs(calls),
      attempt: async (timeoutMs, attempt) => {
        if (attempt > 1) flight.isStoreAtIt = true;
        const own = attempt === 1 ? first : first.map((write) => ({ ...write, items: write.items.map(copyOf) }));
        await store.writeMany(own, wallMs(), timeoutMs);
        return own;
      },
    });
    for (const [i, write] of writes.entries()) {
      const call = calls[i] as KeyValueCall;
      if (call.isHandedBack) continue;
      const { items } = first[i] as KeyValueWrite;
      if (writes !== first) takeOver(write.items, items);
      for (const item of items) if (item.failure !== null) item.failure = guard.named(item.failure);
      if (write.isKeyReused) call.failure = keyReused;
      else if (write.isReplay) call.replay = encodeAnswer(call);
    }
  }

  /** As long as the last of them waits; Infinity when one has no deadline. */
  private timeoutMs(calls: readonly KeyValueCall[]): number {
    let latest = 0;
    for (const { deadlineUs } of calls) {
      if (deadlineUs === 0) return Number.POSITIVE_INFINITY;
      if (deadlineUs > latest) latest = deadlineUs;
    }
    return Math.max(1, Math.ceil((latest - this.parts.nowUs()) / 1000));
  }

  private handBack(calls: readonly KeyValueCall[], isReusable: boolean): void {
    for (const call of calls) {
      call.isHandedBack = true;
      this.parts.guard.leave(bytesOf(call));
    }
    this.pending -= calls.length;
    this.parts.onDone(calls, isReusable);
  }
}

/** Little is known yet of how large the values are. */
const FIRST_READ_ITEMS = 256;

/** In so many flights goes what waits, */
const FLIGHT_SHARES = 4;
/** though not in smaller ones than this: the cost of a flight is small beside that of its items by then. */
const FULL_FLIGHT_ITEMS = 256;

/** Flights of writes that may be under way as long as the store answers quickly. */
const STEADY_WRITES = 2;
/** Two flights of writes that take longer do not keep a third waiting. */
const SLOW_WRITE_US = 5_000;

function writeOf(call: KeyValueCall, rememberUntilMs: number): KeyValueWrite {
  const items = call.batch ?? [call.item];
  const action = ACTIONS[call.operation];
  if (action !== undefined) for (const item of items) item.action = action;
  const { idempotencyKey } = call;
  return {
    items,
    isAtomic: call.operation === CallNumber.KV_TRANSACT,
    idempotencyKey,
    fingerprint: idempotencyKey === "" ? none : fingerprintOf(call),
    rememberUntilMs,
    isReplay: false,
    isKeyReused: false,
  };
}

function bytesOf(call: KeyValueCall): number {
  return call.to - call.from;
}

/** The item as it was before the store saw it. */
function copyOf(item: KeyValueItem): KeyValueItem {
  return Object.assign(new KeyValueItem(), item, { outcome: Outcome.PENDING, failure: null });
}

/** What became of the copies, as if it had become of the items. */
function takeOver(copies: readonly KeyValueItem[], items: readonly KeyValueItem[]): void {
  for (const [i, copy] of copies.entries()) Object.assign(items[i] as KeyValueItem, copy);
}

/** What a call asks of all its items; what the others ask stands in their items already. */
const ACTIONS: Readonly<Record<number, ItemAction>> = {
  [CallNumber.KV_PUT]: ItemAction.PUT,
  [CallNumber.KV_BATCH_PUT]: ItemAction.PUT,
  [CallNumber.KV_DELETE]: ItemAction.DELETE,
  [CallNumber.KV_BATCH_DELETE]: ItemAction.DELETE,
};

const none = new Uint8Array(0);

const deadlineBeforeSent = late("the request waited for its store longer than its timeout_ms; nothing was done");
const deadlineOfRead = late("the store did not answer within the request's timeout_ms");
const deadlineOfWrite = late(
  "the store did not answer within the request's timeout_ms; the write may have been done: repeat it with an idempotency key",
);

function late(message: string): Failure {
  return new Failure(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", message, { metadata: { field: "timeout_ms" } });
}
