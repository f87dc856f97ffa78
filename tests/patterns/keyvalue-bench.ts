import assert from "node:assert/strict";
import type { KeyValueStore } from "../../src/backends/contract.ts";
import { toByteString } from "../../src/codec/byte-string.ts";
import type { KeyValueCall } from "../../src/patterns/keyvalue/call.ts";
import { KeyValueExecutor } from "../../src/patterns/keyvalue/executor.ts";
import { prepareKeyValue } from "../../src/patterns/keyvalue/prepare.ts";
import type { AnswerSink } from "../../src/pipeline/answer-sink.ts";
import { Request } from "../../src/pipeline/request.ts";
import { answer } from "../../src/pipeline/stages/answer.ts";
import { conclude } from "../../src/pipeline/stages/conclude.ts";
import { message } from "../codec/messages.ts";
import { callNumbers, type KeyValueSpec, requestNames } from "./keyvalue-spec.ts";

/** Fills a call from the bytes of a spec's message, as the decode stage does. */
export function readCall(spec: KeyValueSpec, call: KeyValueCall, namespaceId: number): void {
  call.operation = callNumbers[spec.call];
  call.namespaceId = namespaceId;
  call.idempotencyKey = toByteString(spec.idempotencyKey);
  const encoded = message(requestNames[spec.call]).encode({ namespace: spec.namespace, ...spec.body });
  call.source = Buffer.from(new SharedArrayBuffer(encoded.length + 20));
  call.source.set(encoded, 10);
  call.from = 10;
  call.to = 10 + encoded.length;
  call.failure = null;
  call.replay = null;
}

/** The KeyValue pattern on a store, without pipeline and rings: batches of specs in, decoded answers out. */
export class KeyValueBench {
  private readonly store: KeyValueStore;
  private readonly executor: KeyValueExecutor;
  private readonly namespaces = new Map<string, number>();
  /** Pooled, as the worker pools them: what one call leaves must not show in the next. */
  private readonly requests: Request[] = [];
  /** How many calls of the last batch were answered before the writes. */
  early = 0;
  /** The causes of INTERNAL answers. */
  readonly internal: unknown[] = [];

  constructor(store: KeyValueStore) {
    this.store = store;
    this.executor = new KeyValueExecutor(store, (error) => this.internal.push(error));
  }

  run(specs: readonly KeyValueSpec[], nowMs: number): Record<string, unknown>[] {
    const requests = specs.map((spec, i) => this.prepare(spec, i, nowMs));
    const calls = requests.map((request) => request.call);
    const answers: Record<string, unknown>[] = [];
    const takeAnswers = (those: readonly KeyValueCall[]): void => {
      for (const call of those) {
        if (answers[call.index] === undefined) answers[call.index] = decoded(requests[call.index] as Request);
      }
    };
    this.early = 0;
    this.executor.execute(calls, nowMs, (those) => {
      this.early = those.length;
      takeAnswers(those);
    });
    takeAnswers(calls);
    return answers;
  }

  private prepare(spec: KeyValueSpec, index: number, nowMs: number): Request {
    this.requests[index] ??= new Request();
    const request = this.requests[index] as Request;
    let id = this.namespaces.get(spec.namespace);
    if (id === undefined) {
      id = this.store.openNamespace(spec.namespace);
      this.namespaces.set(spec.namespace, id);
    }
    readCall(spec, request.call, id);
    request.id = index + 1;
    request.operation = callNumbers[spec.call];
    request.call.index = index;
    request.failure = null;
    assert.equal(prepareKeyValue(request.call, nowMs), null);
    return request;
  }
}

function decoded(request: Request): Record<string, unknown> {
  let frame: Buffer = Buffer.alloc(0);
  const sink: AnswerSink = {
    get bytes() {
      return frame;
    },
    begin(length) {
      frame = Buffer.alloc(length);
      return 0;
    },
    end() {},
    publish() {},
  };
  conclude(request);
  answer(request, sink, 0);
  return message("Response").decode(frame.subarray(4));
}
