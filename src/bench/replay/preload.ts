import { lenField } from "../../capture/rewrite-message.ts";
import { decodeValueStub, fillerOf } from "../../capture/value-stub.ts";
import { CallNumber } from "../../codec/calls.ts";
import { readExchange } from "./exchange.ts";
import type { FirstState } from "./first-state.ts";
import { askLane, type Filled } from "./lanes/ask-lane.ts";
import { preloadStream } from "./preload-streams.ts";
import type { ReplayMessages } from "./replay-messages.ts";
import type { ReplayOptions } from "./replay-run.ts";
import { doorOfPreload, openLane } from "./replay-target.ts";
import type { StreamState } from "./stream-state.ts";

export interface PreloadOutcome {
  readonly put: number;
  readonly deleted: number;
  /** Messages that had waited. */
  readonly published: number;
  /** Groups that were set to the end of their streams. */
  readonly groups: number;
}

/**
 * Brings the target to where the recording found its keys: those that were there are put, with filler of their size, and those
 * that were not are deleted. Rejects when the target refuses one.
 */
export async function preload(
  { keys, streams }: { readonly keys: readonly FirstState[]; readonly streams: readonly StreamState[] },
  messages: ReplayMessages,
  options: ReplayOptions,
): Promise<PreloadOutcome> {
  for (const recorded of new Set(keys.map((state) => state.namespace))) {
    const own = keys.filter((state) => state.namespace === recorded);
    await withLane(options, recorded, (to) => fill(own, messages, to));
  }
  for (const state of streams) await withLane(options, state.namespace, (to) => preloadStream(state, messages, to));
  const put = keys.filter(({ isThere }) => isThere).length;
  return {
    put,
    deleted: keys.length - put,
    published: streams.reduce((sum, { waiting }) => sum + waiting.length, 0),
    groups: streams.reduce((sum, { groups }) => sum + groups.length, 0),
  };
}

async function withLane(
  { target, namespaceOf }: ReplayOptions,
  recorded: string,
  work: (to: Filled) => Promise<void>,
): Promise<void> {
  const namespace = namespaceOf(recorded);
  const lane = openLane(target, { door: doorOfPreload(target), namespace, number: 0, connections: 1 });
  try {
    if (!(await lane.opened)) throw new Error(lane.problem);
    await work({ lane, namespace });
  } finally {
    lane.close();
  }
}

async function fill(states: readonly FirstState[], messages: ReplayMessages, to: Filled): Promise<void> {
  for (const batch of batchesOf(states.filter(({ isThere }) => isThere))) {
    const request = Buffer.concat(batch.map((state) => lenField(2, putItem(state))));
    const answer = await askLane(to, CallNumber.KV_BATCH_PUT, request);
    learn(batch, readExchange(CallNumber.KV_BATCH_PUT, request, answer).items, messages);
  }
  for (const batch of batchesOf(states.filter(({ isThere }) => !isThere))) {
    const request = Buffer.concat(batch.map(({ key }) => lenField(2, lenField(1, Buffer.from(key, "latin1")))));
    await askLane(to, CallNumber.KV_BATCH_DELETE, request);
  }
}

function learn(
  batch: readonly FirstState[],
  items: ReturnType<typeof readExchange>["items"],
  messages: ReplayMessages,
): void {
  for (const [i, { key, version }] of batch.entries()) {
    const item = items[i];
    if (item === undefined || item.error !== "") throw new Error(`a key cannot be put: ${item?.error ?? "no answer"}`);
    messages.learnVersion(key, version, item.version);
  }
}

function putItem({ key, stub }: FirstState): Buffer {
  const read = stub === null ? null : decodeValueStub(stub);
  return Buffer.concat([
    lenField(1, Buffer.from(key, "latin1")),
    lenField(2, read === null ? UNKNOWN_VALUE : fillerOf(read)),
  ]);
}

function batchesOf(states: readonly FirstState[]): FirstState[][] {
  const batches: FirstState[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const state of states) {
    const more = state.key.length + (state.stub === null ? 0 : (decodeValueStub(state.stub)?.size ?? 0));
    const last = batches.at(-1);
    if (last === undefined || last.length === BATCH_ITEMS || bytes + more > BATCH_BYTES) {
      batches.push([state]);
      bytes = more;
    } else {
      last.push(state);
      bytes += more;
    }
  }
  return batches;
}

const BATCH_ITEMS = 200;
/** With the largest value on top of it a batch still fits a frame. */
const BATCH_BYTES = 1024 * 1024;
/** Of a key that was there and never read nobody knows the size. */
const UNKNOWN_VALUE = Buffer.alloc(64);
