import { lenField } from "../../../capture/rewrite-message.ts";
import { CallNumber } from "../../../codec/calls.ts";
import { steadyMs } from "../../../common/clock.ts";
import { Code } from "../../../common/codes.ts";
import type { BareStore } from "../../direct/bare-store.ts";
import { fieldsOf, lensOf } from "../message-fields.ts";
import { type Answered, CLOSED, type ReplayCall, type ReplayLane } from "./replay-lane.ts";
import { uintField } from "./request-frame.ts";

/**
 * A store without a gateway, as an application would use it by its driver. It has no versions and no times to live: calls that
 * turn on them are not made, nor those that it would have to be taught.
 */
export class StoreReplayLane implements ReplayLane {
  readonly opened: Promise<boolean>;
  readonly keepsOrder = true;
  problem = "";
  private store: BareStore | null = null;
  private readonly waiting = new Set<(answer: Answered | null) => void>();

  constructor(open: () => Promise<BareStore>) {
    this.opened = open().then(
      (store) => {
        this.store = store;
        return true;
      },
      (error: NodeJS.ErrnoException) => {
        this.problem = problemOf(error);
        return false;
      },
    );
  }

  refusal(call: number, message: Buffer): string {
    switch (call) {
      case CallNumber.KV_GET:
      case CallNumber.KV_BATCH_GET:
        return "";
      case CallNumber.KV_PUT:
        return refusalOf(message, { ttl: 4, condition: 5 });
      case CallNumber.KV_DELETE:
        return refusalOf(message, { condition: 3 });
      case CallNumber.KV_BATCH_PUT:
        return firstOf(lensOf(message, 2), (item) => refusalOf(item, { ttl: 3, condition: 4 }));
      case CallNumber.KV_BATCH_DELETE:
        return firstOf(lensOf(message, 2), (item) => refusalOf(item, { condition: 2 }));
      default:
        return "a store alone has reads, puts and deletes of keys";
    }
  }

  send(call: ReplayCall, onAnswer: (answer: Answered | null) => void): void {
    const { store } = this;
    if (store === null) {
      onAnswer(null);
      return;
    }
    this.waiting.add(onAnswer);
    const settle = (answer: Omit<Answered, "atMs">): void => {
      const atMs = steadyMs();
      if (this.waiting.delete(onAnswer)) onAnswer({ ...answer, atMs });
    };
    ask(store, call).then(
      (parts) => settle({ code: Code.OK, reason: "", message: Buffer.concat(parts) }),
      (error: NodeJS.ErrnoException) => settle({ code: Code.UNKNOWN, reason: problemOf(error), message: none }),
    );
  }

  close(): void {
    this.problem ||= CLOSED;
    const { store } = this;
    this.store = null;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const onAnswer of waiting) onAnswer(null);
    store?.close().catch(() => undefined);
  }
}

/** The parts of the answer message. What is in a batch is asked at once, which drivers put together. */
async function ask(store: BareStore, { call, message }: ReplayCall): Promise<Buffer[]> {
  switch (call) {
    case CallNumber.KV_GET:
      return await get(store, keyIn(message, 2));
    case CallNumber.KV_PUT:
      await store.put(keyIn(message, 2), fieldsOf(message).texts.get(3) ?? none);
      return [];
    case CallNumber.KV_DELETE:
      return [uintField(1, Number(await store.delete(keyIn(message, 2))))];
    default:
      return await Promise.all(lensOf(message, 2).map(async (item) => lenField(1, await askItem(store, call, item))));
  }
}

async function askItem(store: BareStore, call: number, item: Buffer): Promise<Buffer> {
  if (call === CallNumber.KV_BATCH_GET) return Buffer.concat(await get(store, item.toString("utf8")));
  const key = keyIn(item, 1);
  if (call === CallNumber.KV_BATCH_DELETE) return uintField(1, Number(await store.delete(key)));
  await store.put(key, fieldsOf(item).texts.get(2) ?? none);
  return none;
}

async function get(store: BareStore, key: string): Promise<Buffer[]> {
  const value = await store.get(key);
  return value === null ? [] : [uintField(1, 1), lenField(2, value)];
}

function keyIn(message: Buffer, field: number): string {
  return fieldsOf(message).texts.get(field)?.toString("utf8") ?? "";
}

function refusalOf(message: Buffer, { ttl, condition }: { readonly ttl?: number; readonly condition: number }): string {
  const { numbers } = fieldsOf(message);
  if (numbers.has(condition)) return "a store alone has no versions to go by";
  return ttl !== undefined && (numbers.get(ttl) ?? 0) > 0 ? "a store alone has no times to live" : "";
}

function firstOf(items: readonly Buffer[], refusal: (item: Buffer) => string): string {
  for (const item of items) {
    const why = refusal(item);
    if (why !== "") return why;
  }
  return "";
}

function problemOf({ code, message }: NodeJS.ErrnoException): string {
  return code ?? message;
}

const none = Buffer.alloc(0);
