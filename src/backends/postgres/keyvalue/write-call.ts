import { assert } from "../../../common/assert.ts";
import { counterOverflow, notACounter } from "../../../common/counter.ts";
import type { Failure } from "../../../common/failure.ts";
import { ItemAction, type KeyValueItem, Outcome } from "../../contract.ts";
import type { KeyValueWrite } from "../../networked-contract.ts";
import { type ByteRange, byteas, int4s, int8, int8s, type Parameter, type Row } from "../sql.ts";
import { Refusal, WriteState } from "./write-function.ts";
import type { PlannedItem } from "./write-plan.ts";

/** One item of a call, with its place in its write. */
interface CallItem {
  readonly item: KeyValueItem;
  readonly write: KeyValueWrite | null;
  readonly writeNumber: number;
  readonly place: number;
}

/** What the server says of an item. */
interface Result {
  readonly state: number;
  readonly outcome: Outcome;
  readonly version: number;
  /** Of a counter the sum; of what failed, a {@link Refusal}. */
  readonly total: bigint;
}

/** A call of the function of write-function.ts: its arguments, and what is done with its result. */
export class WriteCall {
  readonly #items: readonly CallItem[];
  readonly #writes: readonly (KeyValueWrite | null)[];
  readonly #results: Result[] = [];

  private constructor(items: readonly CallItem[], writes: readonly (KeyValueWrite | null)[]) {
    this.#items = items;
    this.#writes = writes;
  }

  /** Items that each stand for themselves, sorted. */
  static ofSingles(singles: readonly PlannedItem[]): WriteCall {
    const items = singles.map(({ item, write }, i) => ({ item, write, writeNumber: i + 1, place: 0 }));
    return new WriteCall(
      items,
      singles.map(({ write }) => write),
    );
  }

  /** The items of one write. Sorting is stable, so that items of one key keep their order. */
  static ofWrite(write: KeyValueWrite): WriteCall {
    const items = write.items.map((item, place) => ({ item, write, writeNumber: 1, place }));
    items.sort((a, b) => (a.item.key < b.item.key ? -1 : a.item.key > b.item.key ? 1 : 0));
    return new WriteCall(items, [write]);
  }

  get namespaceIds(): readonly number[] {
    return [...new Set(this.#items.map(({ item }) => item.namespaceId))];
  }

  /** Whether the server tells a second time from the first one. */
  get isRepeatable(): boolean {
    return this.#writes.every((write) => write !== null && write.idempotencyKey !== "");
  }

  parameters(nowMs: number, idOf: (namespaceId: number) => number): Parameter[] {
    const items = this.#items;
    const writes = this.#writes;
    const firstItems = writes.map((write, i) => (write?.items[0] ?? items[i]?.item) as KeyValueItem);
    return [
      int8(nowMs),
      int4s(firstItems.map((item) => idOf(item.namespaceId))),
      byteas(writes.map((write) => write?.idempotencyKey ?? "")),
      byteas(writes.map((write) => write?.fingerprint ?? "")),
      int8s(writes.map((write) => write?.rememberUntilMs ?? 0)),
      int4s(items.map(({ writeNumber }) => writeNumber)),
      int4s(items.map(({ place }) => place)),
      int4s(items.map(({ item }) => idOf(item.namespaceId))),
      int4s(items.map(({ item }) => item.action)),
      byteas(items.map(({ item }) => item.key)),
      byteas(items.map(({ item }) => bytesToWrite(item))),
      int8s(items.map(({ item }) => item.ifVersion)),
      int8s(items.map(({ item }) => item.expiresAtMs)),
      int8s(items.map(({ item }) => (item.action === ItemAction.INCREMENT ? item.delta : 0))),
    ];
  }

  /** Takes what the server says of the next item: state, outcome, version, total. */
  receive(row: Row): void {
    this.#results.push({
      state: row.integer(0),
      outcome: row.integer(1) as Outcome,
      version: row.integer(2),
      total: row.bigint(3),
    });
  }

  /** Hands the result over, once it is committed: until then the items still say what is asked. */
  finish(): void {
    assert(this.#results.length === this.#items.length, "the server answers for each item");
    for (let i = 0; i < this.#items.length; i++) apply(this.#results[i] as Result, this.#items[i] as CallItem);
  }

  /** Nothing is known of its items but this. */
  fail(failure: Failure): void {
    for (const { item } of this.#items) {
      item.outcome = Outcome.FAILED;
      item.failure = failure;
    }
  }
}

function apply({ state, outcome, version, total }: Result, { item, write }: CallItem): void {
  if (write !== null) {
    write.isReplay = state === WriteState.REPLAY;
    write.isKeyReused = state === WriteState.REUSED;
  }
  item.outcome = outcome;
  item.version = version;
  if (outcome === Outcome.FAILED) item.failure = failureOf(Number(total));
  else if (item.action === ItemAction.INCREMENT && outcome === Outcome.DONE) item.delta = total;
}

/** Where the value stands; an item of which none is wanted has none. */
export function bytesToWrite(item: KeyValueItem): ByteRange | string {
  return item.action === ItemAction.PUT ? item : "";
}

function failureOf(refusal: number): Failure | null {
  if (refusal === Refusal.NOT_A_COUNTER) return notACounter;
  return refusal === Refusal.OVERFLOW ? counterOverflow : null;
}
