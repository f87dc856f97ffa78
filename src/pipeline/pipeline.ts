import type { CaptureRecorder } from "../capture/capture-recorder.ts";
import { isLargeValueCall, isWrite } from "../codec/calls.ts";
import { elapsedUs } from "../common/clock.ts";
import { Code } from "../common/codes.ts";
import type { Failure } from "../common/failure.ts";
import { LongTime } from "../common/long-time.ts";
import { StoreSizes } from "../metrics/store-sizes.ts";
import type { KeyValueCall } from "../patterns/keyvalue/call.ts";
import { KeyValueExecutor } from "../patterns/keyvalue/executor.ts";
import { type AccessSnapshot, AccessTable } from "../security/access/access-table.ts";
import type { LimitSnapshot } from "../security/limits/quota-table.ts";
import { type LaterCall, LaterStores } from "./later-stores.ts";
import { ParkedRequests } from "./parked-requests.ts";
import type { PipelineParts } from "./pipeline-parts.ts";
import type { BoundNamespace, Request } from "./request.ts";
import { answer } from "./stages/answer.ts";
import { auditIncomplete, isAudited, recordDone, recordRefused, refuseUnrecorded } from "./stages/audit.ts";
import { authorize, authorizeKeys } from "./stages/authorize.ts";
import { captureAll, unansweredOf } from "./stages/capture.ts";
import { conclude } from "./stages/conclude.ts";
import { deadline } from "./stages/deadline.ts";
import { decode, readIdempotencyKey } from "./stages/decode.ts";
import { matchPattern } from "./stages/match-pattern.ts";
import { measure } from "./stages/measure.ts";
import { prepare } from "./stages/prepare.ts";
import { quota, settle } from "./stages/quota.ts";
import { resolve } from "./stages/resolve.ts";
import { failedRequest, noteExecuted, passTraceOn } from "./stages/trace.ts";
import { UnmetNeeds } from "./stages/unmet-needs.ts";
import { TracedRequests } from "./traced-requests.ts";

/**
 * The pipeline: what happens to a batch of requests, in this order.
 *
 *   per request   decode     reads the envelope in place
 *                 resolve    finds the namespace and its store
 *                 authorize  refuses who has no right to do this there, before anything else can tell what is there
 *                 match      refuses a call of another pattern than the namespace's
 *                 needs      refuses calls of a namespace whose store turns out not to guarantee what it needs
 *                 deadline   refuses what its caller no longer waits for
 *                 audit      refuses what must be on record while the record cannot be written
 *                 quota      refuses what is over the limits of who asks
 *                 prepare    reads the call and checks every field
 *                 authorize  again, where the key decides
 *   per store     execute    runs all calls of the batch on the store, as few times as order allows
 *   per request   conclude   says what became of it
 *                 audit      records it; the records are written before the answers leave
 *                 answer     encodes into the response ring
 *                 measure    records outcome and times; always runs, after failures too
 *                 capture    copies it to the recording of its namespace, while there is one
 *                 trace      has the spans made of what is traced, which was decided when its envelope was read
 *
 * A batch comes in steps. A store that gains nothing from a larger group runs, and is answered, with each step; one that
 * does, because the whole group shares a commit, runs when the batch is complete.
 *
 * Requests to a store on the network, and to streams, are *parked* instead of executed: they leave the batch, whose bytes go back to the
 * ring, and are concluded, recorded, answered and measured when the store has answered.
 */
export class Pipeline {
  private readonly parts: PipelineParts;
  /** By store; null where the store answers later. */
  private readonly executors: (KeyValueExecutor | null)[] = [];
  /** By store: how large the batches to it are. */
  readonly storeSizes: StoreSizes[] = [];
  /** What has under way what outlives its batch. */
  readonly later: LaterStores;
  private readonly parked = new ParkedRequests();
  private readonly needs: UnmetNeeds;
  /** The calls of this batch by store. */
  private readonly groups: KeyValueCall[][] = [];
  private requests: Request[] = [];
  /** By store: whether its calls share a commit, and so wait for the whole batch. */
  private readonly waitsForCommit: boolean[] = [];
  private readonly time: LongTime;
  private access: AccessTable | null;
  private readonly tracing: TracedRequests | null;
  private readonly waitingForIdle: (() => void)[] = [];
  private startedUs = 0;
  /** `startedUs` on a clock that does not wrap. */
  private nowLongUs = 0;
  private nowMs = 0;
  private executingUs = 0;
  /** Whether the stages of this step are timed. */
  private isStepSampled = false;
  /** Requests of this batch that are done and recorded, and are answered when the record is written. */
  private readonly recorded: Request[] = [];
  /** By namespace: the field that tells callers which levels of service it misses; null while none misses any. */
  private missed: readonly (Uint8Array | undefined)[] | null = null;
  /** Null while nothing is recorded. */
  private capturing: CaptureRecorder | null = null;
  /** Whether there are answers to requests that were refused, and recorded, whose record is not written. */
  private hasRecordedRefusals = false;

  constructor(parts: PipelineParts) {
    this.parts = parts;
    this.time = new LongTime(parts.clock.monotonicUs());
    this.access = parts.access;
    this.needs = new UnmetNeeds(parts.stores);
    this.tracing = parts.tracer ? new TracedRequests(parts.tracer, parts) : null;
    this.later = new LaterStores({
      nowUs: () => this.time.at(parts.clock.monotonicUs()),
      wallMs: () => parts.clock.wallMs(),
      onDone: this.answerParked,
      isCongested: () => parts.answers.isBlocked === true,
      onInternal: parts.onInternal ?? (() => undefined),
      onBuried: (storeIndex, id, count) => this.countDeadLetters(storeIndex, id, count),
      onIdle: this.onIdle,
      largeValues: parts.largeValues,
    });
    this.addStores();
  }

  /** From now on by this snapshot, for which namespaces and stores are there already. To be called between two batches. */
  adopt(snapshot: AccessSnapshot & LimitSnapshot): void {
    this.access = AccessTable.of(snapshot, this.access);
    this.parts.quotas.adopt(snapshot);
    this.addStores();
  }

  /** Rare enough to look the namespace up. One that is gone counts no more. */
  private countDeadLetters(storeIndex: number, id: number, count: number): void {
    const { namespaces, onDeadLetters } = this.parts;
    const index = namespaces.findIndex((each) => each?.storeIndex === storeIndex && each.id === id);
    if (index >= 0) onDeadLetters?.(index, count);
  }

  private addStores(): void {
    const { stores, onInternal = () => undefined } = this.parts;
    for (const served of stores.slice(this.executors.length)) {
      const isEmbedded = served.kind === "embedded";
      const sizes = new StoreSizes();
      this.storeSizes.push(sizes);
      this.executors.push(isEmbedded ? new KeyValueExecutor(served.store, onInternal, sizes) : null);
      this.later.add(served, sizes);
      this.groups.push([]);
      this.waitsForCommit.push(isEmbedded && served.store.guarantees.durability !== "none");
    }
  }

  /**
   * Takes the requests `[from, to)`, the next step of the batch. All that are not parked are answered when {@link commit}
   * returns; where one is parked, `requests` has another object afterwards.
   */
  run(requests: Request[], from: number, to: number): void {
    this.requests = requests;
    this.startedUs = this.parts.clock.monotonicUs();
    this.nowLongUs = this.time.at(this.startedUs);
    this.nowMs = this.parts.clock.wallMs();
    this.parts.audit?.begin(this.nowMs);
    const { stages, clock } = this.parts;
    this.isStepSampled = stages?.isDue() === true;
    this.tracing?.begin(requests, from, to, this.startedUs);
    this.admit(from, to);
    if (this.isStepSampled) stages?.record("admission", elapsedUs(this.startedUs, clock.monotonicUs()), to - from);
    for (let i = 0; i < this.groups.length; i++) if (!(this.waitsForCommit[i] as boolean)) this.execute(i);
    if (this.recorded.length >= RECORDS_PER_WRITE) this.answerRecorded();
    this.tracing?.finish();
    this.publish();
  }

  /** From now on answers in these namespaces say that levels of service are missed, with these fields, by index. */
  tellMissed(missed: readonly (Uint8Array | undefined)[] | null): void {
    this.missed = missed;
  }

  /** From now on requests are copied to these recordings; null = to none. To be called between two batches. */
  captureTo(recorder: CaptureRecorder | null): void {
    this.capturing = recorder;
  }

  /** Ends the batch. */
  commit(): void {
    for (let i = 0; i < this.groups.length; i++) this.execute(i);
    this.later.dispatch();
    this.answerRecorded();
    this.tracing?.finish();
  }

  /** Requests that wait for their store. */
  get pending(): number {
    return this.later.pending;
  }

  /** Resolves when everything that is parked now has been answered. */
  whenIdle(): Promise<void> {
    return this.pending === 0 ? Promise.resolve() : new Promise((resolve) => this.waitingForIdle.push(resolve));
  }

  /** To be called every second or so, with or without requests: so it does not lose the time, and forgets subscribers that are gone. */
  keepTime(): void {
    this.time.at(this.parts.clock.monotonicUs());
    this.later.sweep();
  }

  private execute(storeIndex: number): void {
    const group = this.groups[storeIndex] as KeyValueCall[];
    if (group.length === 0) return;
    this.executingUs = this.parts.clock.monotonicUs();
    (this.executors[storeIndex] as KeyValueExecutor).execute(group, this.nowMs, this.answerEarly);
    this.answerBatch(group);
    group.length = 0;
  }

  private admit(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const request = this.requests[i] as Request;
      request.isAnswered = false;
      request.namespace = null;
      request.quota = null;
      request.stream = null;
      request.startedUs = this.startedUs;
      request.failure = this.admission(request, this.nowMs);
      if (request.failure === null) {
        const { storeIndex } = request.namespace as unknown as BoundNamespace;
        if (this.isLater(request, storeIndex)) {
          if (request.trace !== null) passTraceOn(request);
          this.requests[i] = this.park(request, storeIndex);
          continue;
        }
        request.call.index = i;
        (this.groups[storeIndex] as KeyValueCall[]).push(request.call);
      } else {
        conclude(request);
        const { audit } = this.parts;
        if (audit !== null && recordRefused(request, audit, this.nowMs)) this.hasRecordedRefusals = true;
        this.answer(request, 0);
        settle(request, this.nowLongUs);
        this.tell(request);
        this.measure(request, this.startedUs, 0);
        if (this.capturing !== null) captureAll([request], this.capturing, this.startedUs);
      }
    }
  }

  private admission(request: Request, nowMs: number): Failure | null {
    const malformed = decode(request);
    if (request.traceFrom !== request.traceTo) this.tracing?.follow(request, this.startedUs);
    return (
      malformed ??
      resolve(request, this.parts.namespaces) ??
      authorize(request, this.access) ??
      this.needs.objection(request) ??
      matchPattern(request) ??
      deadline(request, this.startedUs) ??
      refuseUnrecorded(request, this.parts.audit) ??
      quota(request, this.parts.quotas, this.nowLongUs) ??
      this.keepBytes(request) ??
      readIdempotencyKey(request) ??
      prepare(request, nowMs) ??
      authorizeKeys(request)
    );
  }

  /** Of a request that will be parked: what is written, and what is recorded, must outlive the batch. */
  private keepBytes(request: Request): null {
    const { storeIndex } = request.namespace as BoundNamespace;
    const { operation } = request;
    if (!this.isLater(request, storeIndex)) return null;
    if (isWrite(operation) || isLargeValueCall(operation) || this.parts.audit !== null || this.capturing !== null) {
      this.parked.keepBytes(request);
    }
    return null;
  }

  /** Calls about large values outlive their batch whatever their store. */
  private isLater({ operation }: Request, storeIndex: number): boolean {
    return this.later.has(storeIndex) || isLargeValueCall(operation);
  }

  /** @returns what takes its place in the batch. */
  private park(request: Request, storeIndex: number): Request {
    const { timeoutMs, arrivalUs } = request;
    const deadlineUs = timeoutMs === 0 ? 0 : this.nowLongUs - elapsedUs(arrivalUs, this.startedUs) + timeoutMs * 1000;
    const next = this.parked.park(request);
    this.later.submit(request, storeIndex, deadlineUs);
    return next;
  }

  private tell({ namespace, failure }: Request): void {
    if (namespace !== null && failure !== null) this.parts.onRefused?.(namespace.index, failure.reason);
  }

  /** Reads that need not wait for the writes of their batch go out before the commit. */
  private readonly answerEarly = (calls: readonly KeyValueCall[]): void => {
    this.answerBatch(calls);
    this.answerRecorded();
    this.publish();
    this.executingUs = this.parts.clock.monotonicUs();
  };

  private answerBatch(calls: readonly KeyValueCall[]): void {
    const executedUs = this.parts.clock.monotonicUs();
    const executedLongUs = this.time.at(executedUs);
    const backendUs = elapsedUs(this.executingUs, executedUs);
    const captured = this.capturing === null ? null : unansweredOf(this.requests, calls);
    for (const call of calls) {
      const request = this.requests[call.index] as Request;
      if (request.isAnswered) continue;
      request.backendUs = backendUs;
      request.trace?.executed(executedUs, backendUs, calls.length);
      this.answerOne(request, executedUs, executedLongUs);
    }
    if (captured !== null) captureAll(captured, this.capturing, executedUs);
    if (this.isStepSampled) {
      const { clock, stages } = this.parts;
      stages?.record("answer", elapsedUs(executedUs, clock.monotonicUs()), calls.length);
    }
  }

  /** Requests that were parked have been carried out. @param isReusable false when the store may still be at them. */
  private readonly answerParked = (calls: readonly LaterCall[], isReusable: boolean): void => {
    const { audit, clock, answers } = this.parts;
    const executedUs = clock.monotonicUs();
    const executedLongUs = this.time.at(executedUs);
    audit?.begin(clock.wallMs());
    for (const call of calls) {
      const request = this.parked.at(call.index);
      request.backendUs = call.sentUs === 0 ? 0 : executedLongUs - call.sentUs;
      if (request.trace !== null) noteExecuted(request, call.sentUs, executedUs, calls.length);
      this.answerOne(request, executedUs, executedLongUs);
    }
    this.answerRecorded();
    if (this.capturing !== null)
      for (const { index } of calls) captureAll([this.parked.at(index)], this.capturing, executedUs);
    this.tracing?.finish();
    for (const call of calls) this.parked.leave(call.index, isReusable);
    answers.publish();
    this.parts.onLateAnswers?.();
    if (this.pending === 0) this.onIdle();
  };

  private readonly onIdle = (): void => {
    for (const resolve of this.waitingForIdle.splice(0)) resolve();
  };

  private answerOne(request: Request, executedUs: number, executedLongUs: number): void {
    const { audit } = this.parts;
    conclude(request);
    if (audit === null || !isAudited(request)) this.answerDone(request, executedUs, executedLongUs);
    else {
      recordDone(request, audit);
      this.recorded.push(request);
    }
  }

  /** Writes the records of what was done, and answers it. What could not be recorded must not be acknowledged. */
  private answerRecorded(): void {
    const { recorded } = this;
    const { audit, clock } = this.parts;
    if (audit === null || recorded.length === 0) return;
    const isWritten = audit.flush();
    this.hasRecordedRefusals = false;
    const writtenUs = clock.monotonicUs();
    const writtenLongUs = this.time.at(writtenUs);
    for (const request of recorded) {
      if (!isWritten) {
        request.failure = auditIncomplete;
        conclude(request);
      }
      this.answerDone(request, writtenUs, writtenLongUs);
    }
    recorded.length = 0;
  }

  private answerDone(request: Request, nowUs: number, nowLongUs: number): void {
    this.answer(request, request.backendUs);
    settle(request, nowLongUs);
    this.measure(request, nowUs, request.backendUs);
  }

  private answer(request: Request, backendUs: number): void {
    const { missed } = this;
    if (missed === null || request.namespace === null) answer(request, this.parts.answers, backendUs);
    else answer(request, this.parts.answers, backendUs, missed[request.namespace.index]);
  }

  /** Shows the acceptor what was answered; what is on record among it has its record written. */
  private publish(): void {
    if (this.hasRecordedRefusals) {
      if (this.recorded.length > 0) this.answerRecorded();
      else this.parts.audit?.flush();
      this.hasRecordedRefusals = false;
    }
    this.parts.answers.publish();
  }

  private measure(request: Request, executedUs: number, backendUs: number): void {
    measure(request, this.parts.metrics, executedUs, backendUs);
    if (request.code === Code.INTERNAL) this.parts.onFailed?.(failedRequest(request));
    if (request.trace !== null) this.tracing?.note(request, request.trace, executedUs);
  }
}

/**
 * A larger write takes less time for each record, and wakes the acceptor less often. A batch that has fewer is not held
 * up by more than a step or two.
 */
const RECORDS_PER_WRITE = 256;
