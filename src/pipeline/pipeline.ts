import type { KeyValueStore } from "../backends/contract.ts";
import { type Clock, elapsedUs } from "../common/clock.ts";
import type { Failure } from "../common/failure.ts";
import { LongTime } from "../common/long-time.ts";
import type { RequestSink } from "../metrics/request-sink.ts";
import type { KeyValueCall } from "../patterns/keyvalue/call.ts";
import { KeyValueExecutor } from "../patterns/keyvalue/executor.ts";
import { prepareKeyValue } from "../patterns/keyvalue/prepare.ts";
import { type AccessSnapshot, AccessTable } from "../security/access/access-table.ts";
import type { AuditTrail } from "../security/audit/audit-trail.ts";
import type { LimitSnapshot, QuotaTable } from "../security/limits/quota-table.ts";
import type { AnswerSink } from "./answer-sink.ts";
import type { BoundNamespace, Request } from "./request.ts";
import { answer } from "./stages/answer.ts";
import { auditIncomplete, isAudited, recordDone, recordRefused, refuseUnrecorded } from "./stages/audit.ts";
import { authorize, authorizeKeys } from "./stages/authorize.ts";
import { conclude } from "./stages/conclude.ts";
import { deadline } from "./stages/deadline.ts";
import { decode, readIdempotencyKey } from "./stages/decode.ts";
import { matchPattern } from "./stages/match-pattern.ts";
import { quota, settle } from "./stages/quota.ts";
import { resolve } from "./stages/resolve.ts";

export interface PipelineParts {
  readonly clock: Clock;
  /** By place in the snapshot; undefined where another worker owns the namespace. */
  readonly namespaces: readonly (BoundNamespace | undefined)[];
  /** By `BoundNamespace.storeIndex`; see {@link Pipeline.adopt} for when there are more. */
  readonly stores: readonly KeyValueStore[];
  /** Who may do what; null where the gateway asks nobody who it is. */
  readonly access: AccessTable | null;
  readonly quotas: QuotaTable;
  /** Where calls are recorded; null where none are. */
  readonly audit: AuditTrail | null;
  readonly answers: AnswerSink;
  readonly metrics: RequestSink;
  /** Hears of each request that is refused in a namespace that is there, with the reason. */
  readonly onRefused?: (namespaceIndex: number, reason: string) => void;
  /** Hears the cause of what callers are told as INTERNAL. */
  readonly onInternal?: (error: unknown) => void;
}

/**
 * The pipeline: what happens to a batch of requests, in this order.
 *
 *   per request   decode     reads the envelope in place
 *                 resolve    finds the namespace and its store
 *                 authorize  refuses who has no right to do this there, before anything else can tell what is there
 *                 match      refuses a call of another pattern than the namespace's
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
 *
 * A batch comes in steps. A store that gains nothing from a larger group runs, and is answered, with each step; one that
 * does, because the whole group shares a commit, runs when the batch is complete.
 */
export class Pipeline {
  private readonly parts: PipelineParts;
  private readonly executors: KeyValueExecutor[] = [];
  /** The calls of this batch by store. */
  private readonly groups: KeyValueCall[][] = [];
  private requests: readonly Request[] = [];
  /** By store: whether its calls share a commit, and so wait for the whole batch. */
  private readonly waitsForCommit: boolean[] = [];
  private readonly time: LongTime;
  private access: AccessTable | null;
  private startedUs = 0;
  /** `startedUs` on a clock that does not wrap. */
  private nowLongUs = 0;
  private nowMs = 0;
  private executingUs = 0;
  /** Requests of this batch that are done and recorded, and are answered when the record is written. */
  private readonly recorded: Request[] = [];
  /** Whether there are answers to requests that were refused, and recorded, whose record is not written. */
  private hasRecordedRefusals = false;

  constructor(parts: PipelineParts) {
    this.parts = parts;
    this.time = new LongTime(parts.clock.monotonicUs());
    this.access = parts.access;
    this.addStores();
  }

  /** From now on by this snapshot, for which namespaces and stores are there already. To be called between two batches. */
  adopt(snapshot: AccessSnapshot & LimitSnapshot): void {
    this.access = AccessTable.of(snapshot, this.access);
    this.parts.quotas.adopt(snapshot);
    this.addStores();
  }

  private addStores(): void {
    const { stores, onInternal = () => undefined } = this.parts;
    for (const store of stores.slice(this.executors.length)) {
      this.executors.push(new KeyValueExecutor(store, onInternal));
      this.groups.push([]);
      this.waitsForCommit.push(store.guarantees.durability !== "none");
    }
  }

  /** Takes the requests `[from, to)`, the next step of the batch. All are answered when {@link commit} returns. */
  run(requests: readonly Request[], from: number, to: number): void {
    this.requests = requests;
    this.startedUs = this.parts.clock.monotonicUs();
    this.nowLongUs = this.time.at(this.startedUs);
    this.nowMs = this.parts.clock.wallMs();
    this.parts.audit?.begin(this.nowMs);
    this.admit(from, to);
    for (let i = 0; i < this.groups.length; i++) if (!(this.waitsForCommit[i] as boolean)) this.execute(i);
    if (this.recorded.length >= RECORDS_PER_WRITE) this.answerRecorded();
    this.publish();
  }

  /** Ends the batch. */
  commit(): void {
    for (let i = 0; i < this.groups.length; i++) this.execute(i);
    this.answerRecorded();
  }

  /** To be called at least every half an hour, with or without requests, so that it does not lose the time. */
  keepTime(): void {
    this.time.at(this.parts.clock.monotonicUs());
  }

  private execute(storeIndex: number): void {
    const group = this.groups[storeIndex] as KeyValueCall[];
    if (group.length === 0) return;
    this.executingUs = this.parts.clock.monotonicUs();
    (this.executors[storeIndex] as KeyValueExecutor).execute(group, this.nowMs, this.answerEarly);
    this.answerAll(group);
    group.length = 0;
  }

  private admit(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const request = this.requests[i] as Request;
      request.isAnswered = false;
      request.namespace = null;
      request.quota = null;
      request.startedUs = this.startedUs;
      request.failure = this.admission(request, this.nowMs);
      if (request.failure === null) {
        request.call.index = i;
        (this.groups[(request.namespace as unknown as BoundNamespace).storeIndex] as KeyValueCall[]).push(request.call);
      } else {
        conclude(request);
        const { audit } = this.parts;
        if (audit !== null && recordRefused(request, audit, this.nowMs)) this.hasRecordedRefusals = true;
        answer(request, this.parts.answers, 0);
        settle(request, this.nowLongUs);
        this.tell(request);
        this.measure(request, this.startedUs, 0);
      }
    }
  }

  private admission(request: Request, nowMs: number): Failure | null {
    return (
      decode(request) ??
      resolve(request, this.parts.namespaces) ??
      authorize(request, this.access) ??
      matchPattern(request) ??
      deadline(request, this.startedUs) ??
      refuseUnrecorded(request, this.parts.audit) ??
      quota(request, this.parts.quotas, this.nowLongUs) ??
      readIdempotencyKey(request) ??
      prepareKeyValue(request.call, nowMs) ??
      authorizeKeys(request)
    );
  }

  private tell({ namespace, failure }: Request): void {
    if (namespace !== null && failure !== null) this.parts.onRefused?.(namespace.index, failure.reason);
  }

  /** Reads that need not wait for the writes of their batch go out before the commit. */
  private readonly answerEarly = (calls: readonly KeyValueCall[]): void => {
    this.answerAll(calls);
    this.answerRecorded();
    this.publish();
    this.executingUs = this.parts.clock.monotonicUs();
  };

  private answerAll(calls: readonly KeyValueCall[]): void {
    const { audit } = this.parts;
    const executedUs = this.parts.clock.monotonicUs();
    const executedLongUs = this.time.at(executedUs);
    for (const call of calls) {
      const request = this.requests[call.index] as Request;
      if (request.isAnswered) continue;
      request.backendUs = elapsedUs(this.executingUs, executedUs);
      conclude(request);
      if (audit === null || !isAudited(request)) this.answerDone(request, executedUs, executedLongUs);
      else {
        recordDone(request, audit);
        this.recorded.push(request);
      }
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
    answer(request, this.parts.answers, request.backendUs);
    settle(request, nowLongUs);
    this.measure(request, nowUs, request.backendUs);
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
    this.parts.metrics.record(
      request.namespace === null ? -1 : request.namespace.index,
      request.operation,
      request.code,
      elapsedUs(request.arrivalUs, executedUs),
      elapsedUs(request.arrivalUs, request.startedUs),
      backendUs,
    );
  }
}

/**
 * A larger write takes less time for each record, and wakes the acceptor less often. A batch that has fewer is not held
 * up by more than a step or two.
 */
const RECORDS_PER_WRITE = 256;
