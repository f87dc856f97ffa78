import type { KeyValueStore } from "../backends/contract.ts";
import type { NetworkedKeyValueStore } from "../backends/networked-contract.ts";
import { isLargeValueCall } from "../codec/calls.ts";
import { assert } from "../common/assert.ts";
import { MAX_VALUE_BYTES } from "../common/limits.ts";
import type { StoreSizes } from "../metrics/store-sizes.ts";
import type { StreamReport } from "../metrics/worker-report.ts";
import type { KeyValueCall } from "../patterns/keyvalue/call.ts";
import { KeyValueExecutor } from "../patterns/keyvalue/executor.ts";
import type { LargeValueParts } from "../patterns/keyvalue/large/large-call.ts";
import { LargeValueDesk } from "../patterns/keyvalue/large/large-value-desk.ts";
import type { RunCall } from "../patterns/keyvalue/large/own-items.ts";
import { NetworkedExecutor } from "../patterns/keyvalue/networked-executor.ts";
import type { StreamCall } from "../patterns/stream/call.ts";
import { StreamExecutor } from "../patterns/stream/executor.ts";
import type { BoundNamespace, Request } from "./request.ts";
import type { ServedStore } from "./served-store.ts";

export interface LaterStoresParts {
  /** Microseconds on a clock that does not wrap. */
  readonly nowUs: () => number;
  readonly wallMs: () => number;
  /** Gets calls back, each once. `isReusable` is false when the store may still be at them. */
  readonly onDone: (calls: readonly LaterCall[], isReusable: boolean) => void;
  readonly onInternal: (error: unknown) => void;
  /** Hears of messages that became dead letters, by the place of their store and their namespace's number there. */
  readonly onBuried: (storeIndex: number, namespaceId: number, count: number) => void;
  /** Whether answers wait for room. */
  readonly isCongested: () => boolean;
  /** Called when nothing is under way any more, and no call was handed back for it. */
  readonly onIdle: () => void;
  readonly largeValues: LargeValueParts;
}

/** What a call has in common with others that outlive their batch. */
export type LaterCall = Pick<KeyValueCall | StreamCall, "index" | "sentUs">;

/** Those of a worker's stores that answer later, by their place among all of them. */
export class LaterStores {
  private readonly parts: LaterStoresParts;
  /** Null where the store answers in the call. */
  private readonly executors: (NetworkedExecutor | StreamExecutor | null)[] = [];
  private readonly streamExecutors: StreamExecutor[] = [];
  /** Calls about large values, of any store. */
  private readonly desk: LargeValueDesk;
  /** By store: how calls of the gateway's own are carried out there; null where there are none. */
  private readonly runners: (RunCall | null)[] = [];
  /** By store: what holds of its items; null where it has none. */
  private readonly stores: (KeyValueStore | NetworkedKeyValueStore | null)[] = [];
  /** Those that are under way. */
  private readonly ownCalls = new Map<LaterCall, () => void>();

  constructor(parts: LaterStoresParts) {
    this.parts = parts;
    const { nowUs, onDone, onInternal, largeValues } = parts;
    this.desk = new LargeValueDesk({ ...largeValues, nowUs, onInternal, onDone: (calls) => onDone(calls, true) });
  }

  /** The next place; also of a store that answers in the call. */
  add(served: ServedStore, sizes: StoreSizes): void {
    const { nowUs, wallMs, onDone, onInternal, isCongested, onBuried } = this.parts;
    this.stores.push(served.kind === "embedded" || served.kind === "networked" ? served.store : null);
    const common = { nowUs, wallMs, onInternal, sizes };
    if (served.kind === "embedded") {
      const executor = new KeyValueExecutor(served.store, onInternal);
      this.executors.push(null);
      this.runners.push(async (call) => executor.execute([call], wallMs(), nothingEarly));
    } else if (served.kind === "networked") {
      const { store, guard } = served;
      const executor = new NetworkedExecutor({ ...common, store, guard, onDone: this.onNetworkedDone });
      this.executors.push(executor);
      this.runners.push((call) => this.runOwn(call, executor));
    } else {
      this.runners.push(null);
      const { store, guard } = served;
      const place = this.executors.length;
      const onStreamsDone = (calls: readonly StreamCall[]): void => onDone(calls, true);
      const executor = new StreamExecutor({
        ...common,
        isCongested,
        store,
        guard,
        onDone: onStreamsDone,
        onBuried: (namespaceId, count) => onBuried(place, namespaceId, count),
      });
      this.executors.push(executor);
      this.streamExecutors.push(executor);
    }
  }

  has(storeIndex: number): boolean {
    return this.executors[storeIndex] !== null;
  }

  /** Takes a prepared request, whose place stands in its call. */
  submit(request: Request, storeIndex: number, deadlineUs: number): void {
    const { call, stream } = request;
    const executor = this.executors[storeIndex];
    if (isLargeValueCall(call.operation)) {
      call.deadlineUs = deadlineUs;
      const maxItemBytes = (): number => this.stores[storeIndex]?.maxItemBytes ?? MAX_VALUE_BYTES;
      const compression = request.namespace?.compression ?? "identity";
      this.desk.submit(call, { runCall: this.runnerOf(storeIndex), maxItemBytes, compression });
    } else if (executor instanceof StreamExecutor) {
      assert(stream !== null, "a call to a stream was prepared as one");
      stream.index = call.index;
      stream.deadlineUs = deadlineUs;
      executor.submit(stream);
    } else {
      call.deadlineUs = deadlineUs;
      executor?.submit(call);
    }
  }

  /** Sends what may go. */
  dispatch(): void {
    for (const executor of this.executors) executor?.dispatch();
  }

  /** Requests that wait for their store; not fetches, which wait for messages. */
  get pending(): number {
    let pending = this.desk.pending;
    for (const executor of this.executors) pending += executor?.pending ?? 0;
    return pending;
  }

  /** How calls of the gateway's own are carried out in a store that keeps items. */
  runnerOf(storeIndex: number): RunCall {
    const runner = this.runners[storeIndex];
    assert(runner !== null && runner !== undefined, "only items have large values");
    return runner;
  }

  get largeValues(): { readonly bytesUnderWay: number; readonly refused: number } {
    const { bytesUnderWay, refused } = this.desk;
    return { bytesUnderWay, refused };
  }

  get streams(): StreamReport {
    let fetches = 0;
    let sessions = 0;
    for (const executor of this.streamExecutors) {
      fetches += executor.fetches;
      sessions += executor.sessions;
    }
    return { fetches, sessions };
  }

  /** Hands back what nobody waits for any more. */
  tick(): void {
    for (const executor of this.executors) executor?.tick();
  }

  /** Forgets subscribers that are gone. */
  sweep(): void {
    for (const executor of this.streamExecutors) executor.sweep();
  }

  /** Answers fetches that wait for messages, with nothing if need be; none waits from now on. */
  drain(): void {
    for (const executor of this.streamExecutors) executor.drain();
  }

  /** Fetches may wait again, after {@link drain}. */
  reopen(): void {
    for (const executor of this.streamExecutors) executor.reopen();
  }

  /** These namespaces are no longer served: what waits in them is answered with why. */
  async forget(namespaces: readonly BoundNamespace[]): Promise<void> {
    for (const { id, storeIndex } of namespaces) {
      const executor = this.executors[storeIndex];
      if (executor instanceof StreamExecutor) await executor.forget(id);
    }
  }

  /** Gives back what is open in the stores, which are not closed by this. */
  async close(): Promise<void> {
    await Promise.all(this.streamExecutors.map((executor) => executor.close()));
  }

  private runOwn(call: LaterCall & Parameters<RunCall>[0], executor: NetworkedExecutor): Promise<void> {
    call.index = OWN_CALL;
    return new Promise((resolve) => {
      this.ownCalls.set(call, resolve);
      executor.submit(call);
      executor.dispatch();
    });
  }

  /** Keeps back what nobody outside has asked for. */
  private readonly onNetworkedDone = (calls: readonly LaterCall[], isReusable: boolean): void => {
    const { onDone, onIdle } = this.parts;
    if (this.ownCalls.size === 0 || calls.every(({ index }) => index !== OWN_CALL)) {
      onDone(calls, isReusable);
      return;
    }
    const asked: LaterCall[] = [];
    for (const call of calls) {
      const settle = this.ownCalls.get(call);
      if (settle === undefined) asked.push(call);
      else {
        this.ownCalls.delete(call);
        settle();
      }
    }
    if (asked.length > 0) onDone(asked, isReusable);
    else if (this.pending === 0) onIdle();
  };
}

/** The `index` of a call of the gateway's own, for it has no place among the requests. */
const OWN_CALL = -1;

function nothingEarly(): void {}
