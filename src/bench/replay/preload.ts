import { lenField } from "../../capture/rewrite-message.ts";
import { decodeValueStub, fillerOf } from "../../capture/value-stub.ts";
import { CallNumber } from "../../codec/calls.ts";
import { readExchange } from "./exchange.ts";
import type { FirstState } from "./first-state.ts";
import type { Answered, ReplayLane } from "./lanes/replay-lane.ts";
import type { ReplayMessages } from "./replay-messages.ts";
import type { ReplayOptions } from "./replay-run.ts";
import { doorOfPreload, openLane } from "./replay-target.ts";

export interface PreloadOutcome {
  readonly put: number;
  readonly deleted: number;
}

/**
 * Brings the target to where the recording found its keys: those that were there are put, with filler of their size, and those
 * that were not are deleted. Rejects when the target refuses one.
 */
export async function preload(
  states: readonly FirstState[],
  messages: ReplayMessages,
  { target, namespaceOf }: ReplayOptions,
): Promise<PreloadOutcome> {
  const door = doorOfPreload(target);
  for (const recorded of new Set(states.map((state) => state.namespace))) {
    const namespace = namespaceOf(recorded);
    const lane = openLane(target, { door, namespace, number: 0, connections: 1 });
    try {
      if (!(await lane.opened)) throw new Error(lane.problem);
      const own = states.filter((state) => state.namespace === recorded);
      await fill(own, messages, { lane, namespace });
    } finally {
      lane.close();
    }
  }
  const put = states.filter(({ isThere }) => isThere).length;
  return { put, deleted: states.length - put };
}

interface Filled {
  readonly lane: ReplayLane;
  readonly namespace: string;
}

async function fill(states: readonly FirstState[], messages: ReplayMessages, to: Filled): Promise<void> {
  for (const batch of batchesOf(states.filter(({ isThere }) => isThere))) {
    const request = Buffer.concat(batch.map((state) => lenField(2, putItem(state))));
    const answer = await ask(to, CallNumber.KV_BATCH_PUT, request);
    learn(batch, readExchange(CallNumber.KV_BATCH_PUT, request, answer).items, messages);
  }
  for (const batch of batchesOf(states.filter(({ isThere }) => !isThere))) {
    const request = Buffer.concat(batch.map(({ key }) => lenField(2, lenField(1, Buffer.from(key, "latin1")))));
    await ask(to, CallNumber.KV_BATCH_DELETE, request);
  }
}

async function ask({ lane, namespace }: Filled, call: number, message: Buffer): Promise<Buffer> {
  const answer = await new Promise<Answered | null>((resolve) => {
    lane.send({ call, namespace, message, timeoutMs: 0, idempotencyKey: "" }, (told) =>
      resolve(told === null ? null : { ...told, message: Buffer.from(told.message) }),
    );
  });
  if (answer === null) throw new Error(`the connection was lost: ${lane.problem}`);
  if (answer.code !== 0) throw new Error(`${namespace} cannot be filled: ${answer.reason}`);
  return answer.message;
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
