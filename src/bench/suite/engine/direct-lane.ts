import type { BareStore } from "../../direct/bare-store.ts";
import { KeyRule, type OperationScript } from "../../scenario/operation-script.ts";
import { digits } from "./frame-requests.ts";
import type { Lane, LaneContext } from "./lane.ts";
import { LaneRest } from "./lane-rest.ts";

export interface DirectLaneSetup {
  readonly open: () => Promise<BareStore>;
  readonly start: number;
  readonly depth: number;
  readonly prefix: string;
  readonly keyBytes: number;
  readonly mustFind: boolean;
}

/** A caller of a store without a gateway, with `depth` calls at a time. It opens the store when it first asks. */
export class DirectLane implements Lane {
  private readonly script: OperationScript;
  private readonly setup: DirectLaneSetup;
  private readonly context: LaneContext;
  private store: BareStore | null = null;
  private opening: Promise<BareStore> | null = null;
  private readonly batch: { readonly step: number; readonly intendedUs: number }[] = [];
  private running = 0;
  private isAnnouncing = false;
  private readonly rest = new LaneRest();
  private step: number;
  /** Changes when what is in flight is forgotten. */
  private epoch = 0;

  constructor(script: OperationScript, setup: DirectLaneSetup, context: LaneContext) {
    this.script = script;
    this.setup = setup;
    this.context = context;
    this.step = setup.start;
  }

  get room(): number {
    if (this.rest.isOn) return 0;
    return this.setup.depth - this.inFlight;
  }

  get inFlight(): number {
    return this.running + this.batch.length;
  }

  take(intendedUs: number): void {
    this.batch.push({ step: this.step, intendedUs });
    if (++this.step === this.script.length) this.step = 0;
  }

  flush(nowUs: number): void {
    const calls = this.batch.splice(0);
    for (const { step, intendedUs } of calls) {
      this.running++;
      void this.call(step, intendedUs, nowUs, this.epoch);
    }
  }

  close(): void {
    this.epoch++;
    this.running = 0;
    this.batch.length = 0;
    const { store } = this;
    this.store = null;
    this.opening = null;
    store?.close().catch(() => undefined);
  }

  private async call(step: number, intendedUs: number, sentUs: number, epoch: number): Promise<void> {
    const operation = this.script.operations[step] as number;
    const { tally } = this.context;
    try {
      const store = this.store ?? (await this.opened());
      await this.ask(store, step);
      if (epoch === this.epoch) tally.answered(operation, intendedUs, sentUs, this.context.nowUs(), 1);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (epoch === this.epoch) tally.failed(operation, "STORE", code ?? message, intendedUs, this.context.nowUs());
    }
    if (epoch !== this.epoch) return;
    this.running--;
    if (!this.rest.isOn) this.announceRoom();
  }

  /**
   * Behind a turn of the event loop, and once for all calls that end in it: a store in the process would otherwise never let
   * timers run, as each call that ends would have the lane filled again.
   */
  private announceRoom(): void {
    if (this.isAnnouncing) return;
    this.isAnnouncing = true;
    setImmediate(() => {
      this.isAnnouncing = false;
      this.context.onRoom(this);
    });
  }

  private async opened(): Promise<BareStore> {
    this.opening ??= this.setup.open();
    try {
      this.store = await this.opening;
      return this.store;
    } catch (error) {
      this.opening = null;
      if (!this.rest.isOn) this.rest.begin(() => this.context.onRoom(this));
      throw error;
    }
  }

  private async ask(store: BareStore, step: number): Promise<void> {
    const { script } = this;
    const key = (this.setup.prefix + digits(script.takeNumber(step))).padEnd(this.setup.keyBytes, "k");
    switch (script.names[script.operations[step] as number]) {
      case "get":
        return this.compare(await store.get(key), step);
      case "put":
      case "insert":
        return await store.put(key, script.valueAt(step));
      case "delete":
        return void (await store.delete(key));
      case "scan":
        return void (await store.scan(key, script.scanItems[step] as number));
      case "read-modify-write":
        this.compare(await store.get(key), step);
        return await store.put(key, script.valueAt(step));
      default:
        throw new Error("a store alone has no streams");
    }
  }

  private compare(found: Buffer | null, step: number): void {
    if (!this.setup.mustFind || this.script.rules[step] !== KeyRule.FIXED) return;
    if (found === null || !found.equals(this.script.valueAt(step))) {
      this.context.tally.fault(
        found === null ? "a key that was put is not found" : "a get has another value than was put",
      );
    }
  }
}
