import type { Clock } from "../common/clock.ts";
import type { RequestSink } from "../metrics/request-sink.ts";
import type { StageSink } from "../metrics/stage-recorder.ts";
import type { LargeValueParts } from "../patterns/keyvalue/large/large-call.ts";
import type { AccessTable } from "../security/access/access-table.ts";
import type { AuditTrail } from "../security/audit/audit-trail.ts";
import type { QuotaTable } from "../security/limits/quota-table.ts";
import type { Tracer } from "../tracing/tracer.ts";
import type { AnswerSink } from "./answer-sink.ts";
import type { FailedRequest } from "./failed-request.ts";
import type { BoundNamespace } from "./request.ts";
import type { ServedStore } from "./served-store.ts";

/** What a pipeline works with. */
export interface PipelineParts {
  readonly clock: Clock;
  /** By place in the snapshot; undefined where this worker does not serve the namespace. */
  readonly namespaces: readonly (BoundNamespace | undefined)[];
  /** By `BoundNamespace.storeIndex`; see {@link Pipeline.adopt} for when there are more. */
  readonly stores: readonly ServedStore[];
  /** Who may do what; null where the gateway asks nobody who it is. */
  readonly access: AccessTable | null;
  readonly quotas: QuotaTable;
  /** Where calls are recorded; null where none are. */
  readonly audit: AuditTrail | null;
  readonly answers: AnswerSink;
  readonly metrics: RequestSink;
  /** How long steps of a batch are in its stages; left out where nobody wants to know. */
  readonly stages?: StageSink;
  /** Decides which requests are traced; left out, none is. */
  readonly tracer?: Tracer | null;
  readonly largeValues: LargeValueParts;
  /** Hears of each request that is refused in a namespace that is there, with the reason. */
  readonly onRefused?: (namespaceIndex: number, reason: string) => void;
  /** Hears of messages that became dead letters. */
  readonly onDeadLetters?: (namespaceIndex: number, count: number) => void;
  /** Called when requests were answered that had outlived their batch: nobody else looks whether their answers found room. */
  readonly onLateAnswers?: () => void;
  /** Hears the cause of what callers are told as INTERNAL. */
  readonly onInternal?: (error: unknown) => void;
  /** Hears of each request that is answered with INTERNAL. */
  readonly onFailed?: (request: FailedRequest) => void;
}
