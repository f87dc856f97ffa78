import { Code } from "../common/codes.ts";
import type { Failure } from "../common/failure.ts";
import type { Needs } from "../common/offer.ts";
import type { NamespaceSpec } from "../namespaces/snapshot.ts";
import { KeyValueCall } from "../patterns/keyvalue/call.ts";
import type { ChunkEncodingName } from "../patterns/keyvalue/large/chunk-work.ts";
import type { StreamCall } from "../patterns/stream/call.ts";
import type { StreamTerms } from "../patterns/stream/terms.ts";
import type { Rights } from "../security/access/rights.ts";
import type { AuditLevel } from "../security/audit/audit-level.ts";
import { Door } from "../security/caller.ts";
import type { Quota } from "../security/limits/quota.ts";
import { ANONYMOUS, type Principal } from "../security/principal.ts";
import type { RequestTrace } from "../tracing/request-trace.ts";

/** A namespace as a worker holds it: its place in the snapshot, and the store it is bound to. */
export interface BoundNamespace {
  readonly index: number;
  readonly name: string;
  /** Which calls it takes. */
  readonly pattern: NamespaceSpec["pattern"];
  /** Which of the worker's stores. */
  readonly storeIndex: number;
  /** Its number in the store. */
  readonly id: number;
  /** What the groups of a stream go by; null with another pattern. */
  readonly terms: StreamTerms | null;
  /** Which of its calls are on record. */
  readonly audit: AuditLevel;
  /** What its store must guarantee; null where that is settled: it needs nothing, or the store is embedded. */
  readonly needs: Needs | null;
  /** How the gateway compresses large values for which no encoding is chosen; `identity` = not. */
  readonly compression: ChunkEncodingName;
}

/** The context of one request, from the ring to the ring. Pooled: `begin` sets every field. */
export class Request {
  slot = 0;
  generation = 0;
  arrivalUs = 0;
  /** Who asks. */
  principal: Principal = ANONYMOUS;
  door: Door = Door.TCP;
  /** The number of its connection, of all that the gateway has had. */
  connection = 0;
  /** When the worker took it out of the ring. */
  startedUs = 0;
  /** The request message is `bytes[start, end)`, borrowed until the batch is released. */
  bytes: Buffer = empty;
  start = 0;
  end = 0;
  id = 0;
  /** From the frame's arrival; 0 = no deadline. */
  timeoutMs = 0;
  /** Where the idempotency key stands in `bytes`; as long as nothing when there is none. */
  idempotencyFrom = 0;
  idempotencyTo = 0;
  /** Where the traceparent stands, likewise. */
  traceFrom = 0;
  traceTo = 0;
  /** What it has because it is traced; null when it is not. */
  trace: RequestTrace | null = null;
  /** The namespace's place in the snapshot, as the acceptor found it. */
  route = 0;
  operation = 0;
  namespace: BoundNamespace | null = null;
  /** Who asks may do this with some keys only: what decides which; null when all are allowed. */
  rightsByKey: Rights | null = null;
  /** What it counts for until it is answered; null when nothing bounds its principal. */
  quota: Quota | null = null;
  readonly call = new KeyValueCall();
  /** The call, where the namespace has the pattern stream and its envelope is read. */
  stream: StreamCall | null = null;
  /** What it is answered with, once that is concluded. */
  failure: Failure | null = null;
  code: Code = Code.OK;
  /** The size of its answer's frame; set by the answer stage. */
  answerBytes = 0;
  isAnswered = false;
  /** How long the store worked on the group that it was part of. */
  backendUs = 0;
}

const empty = Buffer.alloc(0);
