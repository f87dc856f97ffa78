import { ANY_VERSION, ItemAction, KeyValueItem, Outcome, type ScannedItem } from "../../../backends/contract.ts";
import { CallNumber } from "../../../codec/calls.ts";
import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { MAX_ANSWER_BYTES } from "../../../common/limits.ts";
import { PrismError } from "../../../common/prism-error.ts";
import { KeyValueCall } from "../call.ts";

/** Carries out a call of the gateway's own, among those of clients: afterwards it has outcomes, or its `failure` is set. */
export type RunCall = (call: KeyValueCall) => Promise<void>;

export interface PutOwn {
  readonly key: string;
  readonly value: Uint8Array;
  readonly ifVersion?: number;
  readonly expiresAtMs?: number;
}

/** The items of one namespace, for what the gateway itself keeps there. Every method rejects with a PrismError. */
export class OwnItems {
  private readonly namespaceId: number;
  private readonly runCall: RunCall;
  /** When nobody waits for it any more, in microseconds of the pipeline's clock; 0 = never. */
  private readonly deadlineUs: number;

  constructor(namespaceId: number, runCall: RunCall, deadlineUs: number) {
    this.namespaceId = namespaceId;
    this.runCall = runCall;
    this.deadlineUs = deadlineUs;
  }

  /** The item with its outcome: DONE or ABSENT. */
  async get(key: string, wantsValue = true): Promise<KeyValueItem> {
    const call = this.call(CallNumber.KV_GET);
    this.prepare(call.item, key);
    call.item.wantsValue = wantsValue;
    await this.run(call);
    return check(call.item);
  }

  /** One item for each key, in order. */
  async getMany(keys: readonly string[]): Promise<KeyValueItem[]> {
    const call = this.call(CallNumber.KV_BATCH_GET);
    call.batch = keys.map((key) => this.prepare(new KeyValueItem(), key));
    await this.run(call);
    return call.batch.map(check);
  }

  /** The item with its outcome: DONE or MISMATCH. */
  async put({ key, value, ifVersion = ANY_VERSION, expiresAtMs = 0 }: PutOwn): Promise<KeyValueItem> {
    const call = this.call(CallNumber.KV_PUT);
    const item = this.prepare(call.item, key);
    this.give(item, value);
    item.ifVersion = ifVersion;
    item.expiresAtMs = expiresAtMs;
    call.to = value.length;
    await this.run(call);
    return check(item);
  }

  /** Both of them, in one go where the store can. */
  async putBoth(first: PutOwn, second: PutOwn): Promise<void> {
    const call = this.call(CallNumber.KV_BATCH_PUT);
    call.batch = [first, second].map(({ key, value }) => this.give(this.prepare(new KeyValueItem(), key), value));
    call.to = first.value.length + second.value.length;
    await this.run(call);
    call.batch.forEach(check);
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const call = this.call(CallNumber.KV_BATCH_DELETE);
    call.batch = keys.map((key) => {
      const item = this.prepare(new KeyValueItem(), key);
      item.action = ItemAction.DELETE;
      return item;
    });
    await this.run(call);
    call.batch.forEach(check);
  }

  /** The items of a range, a page at a time. */
  async *scan(from: string, to: string, maxItems: number, keysOnly: boolean): AsyncGenerator<readonly ScannedItem[]> {
    for (let next: string | null = from; next !== null; ) {
      const call = this.call(CallNumber.KV_SCAN);
      const { namespaceId } = this;
      call.query = { namespaceId, from: next, to, keysOnly, maxItems, maxBytes: MAX_ANSWER_BYTES };
      await this.run(call);
      const { items, more } = call.page ?? { items: [], more: false };
      const last = items.at(-1);
      next = more && last !== undefined ? `${last.key}\0` : null;
      yield items;
    }
  }

  private call(operation: CallNumber): KeyValueCall {
    const call = new KeyValueCall();
    call.operation = operation;
    call.namespaceId = this.namespaceId;
    call.deadlineUs = this.deadlineUs;
    return call;
  }

  private prepare(item: KeyValueItem, key: string): KeyValueItem {
    item.namespaceId = this.namespaceId;
    item.key = key;
    return item;
  }

  private give(item: KeyValueItem, value: Uint8Array): KeyValueItem {
    item.source = Buffer.from(value.buffer, value.byteOffset, value.length);
    item.start = 0;
    item.end = value.length;
    return item;
  }

  private async run(call: KeyValueCall): Promise<void> {
    await this.runCall(call);
    if (call.failure !== null) throw new PrismError(call.failure, { source: "backend" });
  }
}

function check(item: KeyValueItem): KeyValueItem {
  if (item.outcome === Outcome.FAILED && item.failure !== null) {
    throw new PrismError(item.failure, { source: "backend" });
  }
  if (item.outcome === Outcome.PENDING || item.outcome === Outcome.FAILED) throw new PrismError(undecided);
  return item;
}

const undecided = new Failure(
  Code.INTERNAL,
  "STORE_FAILED",
  "the store failed in a way Prism does not know; the log has the cause",
);
