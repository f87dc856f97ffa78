import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { createMemoryStreamStore } from "../../../src/backends/memory/memory-stream-store.ts";
import type { StreamStore } from "../../../src/backends/stream-contract.ts";
import { CallNumber } from "../../../src/codec/calls.ts";
import { WireWriter } from "../../../src/codec/wire-writer.ts";
import type { Failure } from "../../../src/common/failure.ts";
import { streamAnswerBytes, streamItemFailure, writeStreamAnswer } from "../../../src/patterns/stream/answer.ts";
import { StreamCall } from "../../../src/patterns/stream/call.ts";
import { StreamExecutor } from "../../../src/patterns/stream/executor.ts";
import { prepareStream } from "../../../src/patterns/stream/prepare.ts";
import { prism } from "../../generated/prism.js";

const v1 = prism.v1;

/** What the answer of a call comes as: a message, or why there is none. */
export type Answer<T> = T | Failure;

interface Codec<Q, A> {
  readonly operation: number;
  readonly request: { encode(message: Q): { finish(): Uint8Array } };
  readonly answer: { decode(bytes: Uint8Array): A };
}

const codecs = {
  publish: { operation: CallNumber.STREAM_PUBLISH, request: v1.PublishRequest, answer: v1.PublishResponse },
  batchPublish: {
    operation: CallNumber.STREAM_BATCH_PUBLISH,
    request: v1.BatchPublishRequest,
    answer: v1.BatchPublishResponse,
  },
  fetch: { operation: CallNumber.STREAM_FETCH, request: v1.FetchRequest, answer: v1.FetchResponse },
  ack: { operation: CallNumber.STREAM_ACK, request: v1.AckRequest, answer: v1.SettleResponse },
  nack: { operation: CallNumber.STREAM_NACK, request: v1.NackRequest, answer: v1.SettleResponse },
  extend: { operation: CallNumber.STREAM_EXTEND, request: v1.ExtendRequest, answer: v1.SettleResponse },
  leave: { operation: CallNumber.STREAM_LEAVE, request: v1.LeaveRequest, answer: v1.LeaveResponse },
  lag: { operation: CallNumber.STREAM_LAG, request: v1.LagRequest, answer: v1.LagResponse },
  seek: { operation: CallNumber.STREAM_SEEK, request: v1.SeekRequest, answer: v1.SeekResponse },
  listDead: {
    operation: CallNumber.STREAM_LIST_DEAD,
    request: v1.ListDeadLettersRequest,
    answer: v1.ListDeadLettersResponse,
  },
  replayDead: {
    operation: CallNumber.STREAM_REPLAY_DEAD,
    request: v1.ReplayDeadLettersRequest,
    answer: v1.ReplayDeadLettersResponse,
  },
  removeDead: {
    operation: CallNumber.STREAM_REMOVE_DEAD,
    request: v1.RemoveDeadLettersRequest,
    answer: v1.RemoveDeadLettersResponse,
  },
  listGroups: {
    operation: CallNumber.STREAM_LIST_GROUPS,
    request: v1.ListGroupsRequest,
    answer: v1.ListGroupsResponse,
  },
  dropGroup: { operation: CallNumber.STREAM_DROP_GROUP, request: v1.DropGroupRequest, answer: v1.DropGroupResponse },
} as const;

type Codecs = typeof codecs;
type RequestOf<K extends keyof Codecs> = Codecs[K]["request"] extends { encode(message: infer Q): unknown } ? Q : never;
type AnswerOf<K extends keyof Codecs> = ReturnType<Codecs[K]["answer"]["decode"]>;

export interface ClientOptions {
  readonly store?: StreamStore;
  readonly maxAttempts?: number;
  readonly ackTimeoutMs?: number;
  readonly caller?: string;
}

/** Calls the pattern as a worker does, with the messages of the wire, and reads what it would answer. */
export class StreamClient {
  readonly clock = { nowMs: 1_800_000_000_000 };
  readonly store: StreamStore;
  readonly executor: StreamExecutor;
  readonly namespaceId: number;
  readonly problems: unknown[] = [];
  buried = 0;
  readonly #options: ClientOptions;
  readonly #waiting = new Map<StreamCall, (call: StreamCall) => void>();

  constructor(test: TestContext, options: ClientOptions = {}) {
    const { clock } = this;
    this.#options = options;
    this.store =
      options.store ??
      createMemoryStreamStore({ maxBytes: 2 ** 26, clock: { monotonicUs: () => 0, wallMs: () => clock.nowMs } });
    this.namespaceId = this.store.openStream({
      name: "events",
      retentionMs: 0,
      maxBytes: 0,
      partitions: 1,
      replicas: 1,
      keep: "stored",
    });
    this.executor = new StreamExecutor({
      store: this.store,
      guard: null,
      nowUs: () => clock.nowMs * 1000,
      wallMs: () => clock.nowMs,
      onDone: (calls) => {
        for (const call of calls) this.#waiting.get(call)?.(call);
      },
      onInternal: (error) => this.problems.push(error),
      onBuried: (_namespaceId, count) => {
        this.buried += count;
      },
    });
    test.after(() => this.executor.close());
  }

  /** The answer, which must be one. */
  async call<K extends keyof Codecs>(
    name: K,
    request: RequestOf<K>,
    more: Partial<StreamCall> = {},
  ): Promise<AnswerOf<K>> {
    const answer = await this.try(name, request, more);
    if ("reason" in (answer as object)) assert.fail(`${name}: ${JSON.stringify(answer)}`);
    return answer as AnswerOf<K>;
  }

  /** The failure, which there must be. */
  async refusal<K extends keyof Codecs>(
    name: K,
    request: RequestOf<K>,
    more: Partial<StreamCall> = {},
  ): Promise<Failure> {
    const answer = await this.try(name, request, more);
    assert.ok("reason" in (answer as object), `${name} was answered`);
    return answer as Failure;
  }

  /** Sends it at once; without `dispatch` it waits for the next one. */
  try<K extends keyof Codecs>(
    name: K,
    request: RequestOf<K>,
    more: Partial<StreamCall> = {},
    dispatch = true,
  ): Promise<Answer<AnswerOf<K>>> {
    const codec = codecs[name] as unknown as Codec<RequestOf<K>, AnswerOf<K>>;
    const call = new StreamCall();
    const { maxAttempts = 3, ackTimeoutMs = 1_000, caller = "" } = this.#options;
    call.operation = codec.operation;
    call.namespaceId = this.namespaceId;
    call.terms = { maxAttempts, ackTimeoutMs };
    call.caller = caller;
    call.source = Buffer.from(codec.request.encode(request).finish());
    call.to = call.source.length;
    Object.assign(call, more);
    const refused = prepareStream(call, this.clock.nowMs);
    if (refused !== null) return Promise.resolve(refused);
    const answered = new Promise<Answer<AnswerOf<K>>>((resolve) => {
      this.#waiting.set(call, (done) => {
        this.#waiting.delete(call);
        resolve(done.failure ?? streamItemFailure(done) ?? codec.answer.decode(encodeAnswer(done)));
      });
    });
    this.executor.submit(call);
    if (dispatch) this.executor.dispatch();
    return answered;
  }

  publish(...values: string[]): Promise<unknown> {
    return this.call("batchPublish", { messages: values.map((value) => ({ value: Buffer.from(value) })) });
  }

  async fetchTexts(request: prism.v1.IFetchRequest = {}): Promise<string[]> {
    const { deliveries } = await this.call("fetch", { group: "g", consumer: "c", ...request });
    return deliveries.map(text);
  }
}

function encodeAnswer(call: StreamCall): Buffer {
  const writer = new WireWriter();
  const bytes = Buffer.alloc(streamAnswerBytes(call));
  writer.reset(bytes, 0);
  writeStreamAnswer(call, writer);
  assert.equal(writer.pos, bytes.length, "the size of an answer is known before it is written");
  return bytes;
}

export function text({ value }: prism.v1.IDelivery): string {
  return Buffer.from(value ?? []).toString();
}

/** Lets everything happen that needs no time. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}
