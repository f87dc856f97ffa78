import type { MessagePort } from "node:worker_threads";
import type { AcceptorPlace } from "../../acceptor/acceptor-parts.ts";
import type { CounterFigures } from "../../acceptor/counters.ts";
import type { LinkSeed } from "../../acceptor/open-link.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import type { EventLoopReport } from "../../metrics/worker-report.ts";
import type { Snapshot } from "../../namespaces/snapshot.ts";
import type { WakeUp } from "../../ring/doorbell.ts";
import type { Door } from "../../security/caller.ts";
import type { HandshakeFigures } from "../../security/tls/handshake-counters.ts";
import type { CredentialCount } from "../../security/tokens/credential-checks.ts";
import type { SpanBatch } from "../../tracing/tracer.ts";
import type { WorkerTracing } from "../../workers/worker-seed.ts";
import type { CountedDenial } from "./denial-relay.ts";

/** Everything that the thread of an acceptor after the first starts from. */
export interface AcceptorSeed {
  readonly place: AcceptorPlace;
  /** With this acceptor's part of the limits. */
  readonly config: GatewayConfig;
  readonly snapshot: Snapshot;
  readonly wakeUp: WakeUp;
  readonly bell: SharedArrayBuffer;
  /** Whether denials are on record. */
  readonly isAudited: boolean;
  /** null where nothing is traced. */
  readonly tracing: WorkerTracing | null;
  /** Where profiles of the thread are ordered. */
  readonly profilePort: MessagePort;
}

/** From control to an acceptor's thread. What is asked is answered when it holds. */
export type AcceptorCommand =
  | { readonly kind: "attach"; readonly worker: number; readonly link: LinkSeed }
  | { readonly kind: "detach"; readonly worker: number }
  /** Close what is open, and exit. */
  | { readonly kind: "close" }
  | { readonly kind: "ask"; readonly id: number; readonly question: AcceptorQuestion };

export type AcceptorQuestion =
  /** Listen on these ports, which the first acceptor has opened. */
  | { readonly kind: "open"; readonly ports: SharedPorts }
  | { readonly kind: "adopt"; readonly snapshot: Snapshot }
  | { readonly kind: "shut"; readonly namespace: number }
  | { readonly kind: "reopen"; readonly namespace: number }
  | { readonly kind: "handOver"; readonly namespaces: readonly number[]; readonly leaving: readonly number[] }
  /** Answered with whether no answer of the worker is owed any more. */
  | { readonly kind: "takeLast"; readonly worker: number }
  /** Answered with an {@link AcceptorReport}. */
  | { readonly kind: "report" }
  /** Let nobody in and refuse new requests; answered when nothing is in flight. */
  | { readonly kind: "drain" }
  /** Close every connection once its answers have left; answered when the last client is gone. */
  | { readonly kind: "end" }
  /** Cut off whoever is left. */
  | { readonly kind: "destroy" };

export interface SharedPorts {
  readonly tcp: number;
  readonly http: number;
}

/** What an acceptor has counted since it started, and how its thread is. */
export interface AcceptorReport {
  readonly counters: CounterFigures;
  readonly inFlight: number;
  readonly outboxTotals: { readonly writes: number; readonly bytesOut: number };
  readonly checks: readonly CredentialCount[];
  readonly handshakes: ReadonlyMap<Door, HandshakeFigures>;
  /** Since the last report. */
  readonly eventLoop: EventLoopReport;
}

/** From an acceptor's thread to control. */
export type AcceptorMessage =
  | { readonly kind: "ready" }
  /** It cannot serve; the thread ends after this. */
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  /** What was asked could not be done. */
  | { readonly kind: "refusal"; readonly id: number; readonly message: string; readonly code: string | null }
  | {
      readonly kind: "log";
      readonly level: "info" | "warning" | "error";
      readonly message: string;
      readonly fields: Record<string, unknown>;
    }
  | { readonly kind: "denials"; readonly denials: readonly CountedDenial[] }
  | { readonly kind: "spans"; readonly batch: SpanBatch };
