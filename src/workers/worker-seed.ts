import type { MessagePort } from "node:worker_threads";
import type { Finding } from "../backends/networked-contract.ts";
import type { CaptureOrder, CaptureProgress } from "../capture/capture-order.ts";
import type { Failure } from "../common/failure.ts";
import type { Offer } from "../common/offer.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { WorkerReport } from "../metrics/worker-report.ts";
import type { NamespaceSpec, Snapshot } from "../namespaces/snapshot.ts";
import type { SnapshotChange } from "../namespaces/snapshot-change.ts";
import type { FailedRequest } from "../pipeline/failed-request.ts";
import type { WakeUp } from "../ring/doorbell.ts";
import type { SpanBatch } from "../tracing/tracer.ts";

/** Everything a worker thread starts from. */
export interface WorkerSeed {
  readonly index: number;
  readonly snapshot: Snapshot;
  /** null where there is no audit. */
  readonly audit: GatewayConfig["audit"] | null;
  /** null where nothing is traced. */
  readonly tracing: WorkerTracing | null;
  readonly offload: GatewayConfig["offload"];
  /** What of its stores was dropped and perhaps is still there. */
  readonly drops: readonly StoreDrop[];
  /** By backend; null where a backend has no bound that workers share. */
  readonly budgets: readonly (SharedArrayBuffer | null)[];
  readonly maxFrameBytes: number;
  readonly ringBytes: number;
  readonly wakeUp: WakeUp;
  readonly workerBell: SharedArrayBuffer;
  /** By acceptor. */
  readonly sources: readonly SourceSeed[];
  /** Where profiles of the thread are ordered. */
  readonly profilePort: MessagePort;
}

/** A worker's ends of what joins it to one acceptor. */
export interface SourceSeed {
  readonly requestRing: SharedArrayBuffer;
  readonly responseRing: SharedArrayBuffer;
  readonly acceptorBell: SharedArrayBuffer;
  readonly wakeUp: WakeUp;
  /** Where the acceptor wakes this worker. */
  readonly wakePort: MessagePort;
  /** Where this worker wakes the acceptor. */
  readonly acceptorWakePort: MessagePort;
  /** Where oversized requests arrive and oversized answers leave. */
  readonly payloadPort: MessagePort;
  /** Where principals are introduced, before their first request. */
  readonly principalPort: MessagePort;
}

/** What a worker goes by that makes spans. */
export type WorkerTracing = Pick<GatewayConfig["tracing"], "protocol" | "sampleRatio" | "parent"> & {
  /** Of this worker alone. */
  readonly maxSpansPerSecond: number;
};

/** From control to a worker. */
export type WorkerCommand =
  /** Answer fetches that wait for messages; more requests may come. */
  | { readonly kind: "drain" }
  /** Answer what waits, close the stores, exit with 0. */
  | { readonly kind: "close" }
  /** Answer what waits, fetches too, and say when all answers stand in the ring; nothing more will come. */
  | { readonly kind: "retire"; readonly id: number }
  /** It does not go after all: fetches may wait again. */
  | { readonly kind: "stay" }
  /** Report the metrics since the last report. */
  | { readonly kind: "report"; readonly id: number }
  /** Answer what waits, then take the next snapshot. */
  | { readonly kind: "adopt"; readonly id: number; readonly change: SnapshotChange }
  /** Answer what waits, then say what a namespace of this worker has. */
  | { readonly kind: "inspect"; readonly id: number; readonly index: number }
  /** Have a store forget a namespace that is no longer served. */
  | { readonly kind: "drop"; readonly id: number; readonly drop: StoreDrop }
  /** Record these namespaces from now on, and no others; say when what has ended is written. */
  | { readonly kind: "capture"; readonly id: number; readonly orders: readonly CaptureOrder[] }
  /** From now on answers in these namespaces say what levels of service are missed, and in no others. */
  | { readonly kind: "levels"; readonly notices: readonly LevelNotice[] };

/** What answers in a namespace say of the levels of service that it misses. */
export interface LevelNotice {
  /** Its place in the snapshot. */
  readonly index: number;
  /** The field of `prism.v1.Response`, whole. */
  readonly field: Uint8Array;
}

/** A namespace that a store is to forget: see `KeyValueStore.dropNamespace`. */
export interface StoreDrop {
  /** Index of the backend. */
  readonly backend: number;
  readonly pattern: NamespaceSpec["pattern"];
  readonly storeId: number;
  /** Of the namespace whose data these were. */
  readonly name: string;
}

/** Why a namespace cannot be served. */
export interface AdoptProblem {
  readonly index: number;
  readonly failure: PlainFailure;
}

/** Without its class, for it is sent from one thread to another. */
export type PlainFailure = Pick<Failure, keyof Failure>;

export interface Inspection {
  /** The namespace's number in its store; −1 when the worker does not serve it. */
  readonly storeId: number;
  readonly isEmpty: boolean;
  /** Whether it may begin anew in another worker, because nothing would be missed; false where that is not told. */
  readonly isUnused: boolean;
}

/** How a worker's store is, and what it guarantees now. */
export interface StoreState {
  /** The backend's name. */
  readonly backend: string;
  readonly pattern: NamespaceSpec["pattern"];
  /** A store that is on trial has been away, and is given a few batches to show that it is back. */
  readonly state: "up" | "on-trial" | "down";
  /** Why it is not up; empty when it is. */
  readonly problem: string;
  /** While it is down: in how many milliseconds from when this was told it is asked for a sign of life; else 0. */
  readonly probeInMs: number;
  /** Whether the store has said what it guarantees; before, the offer is the least that it may be. */
  readonly isProbed: boolean;
  readonly offer: Offer;
  readonly findings: readonly Finding[];
}

/** From a worker to control. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  /** The stores could not be opened; the thread exits after this. */
  | { readonly kind: "failed"; readonly message: string }
  /** Something failed and the worker goes on; an operator should read it. */
  | {
      readonly kind: "problem";
      readonly problem: string;
      readonly leftOut: number;
      readonly requests: readonly FailedRequest[];
    }
  /** The audit log cannot be written or kept, and why; empty when it can be again. */
  | { readonly kind: "audit"; readonly problem: string }
  /** Spans of requests that have been answered. */
  | { readonly kind: "spans"; readonly batch: SpanBatch }
  /** What became of the requests to a namespace that is recorded. */
  | { readonly kind: "captured"; readonly progress: CaptureProgress }
  | { readonly kind: "capturing"; readonly id: number }
  /** A store is otherwise than it was. */
  | { readonly kind: "store"; readonly state: StoreState }
  | { readonly kind: "report"; readonly id: number; readonly report: WorkerReport }
  | { readonly kind: "adopted"; readonly id: number; readonly problems: readonly AdoptProblem[] }
  | { readonly kind: "inspected"; readonly id: number; readonly inspection: Inspection }
  | { readonly kind: "retired"; readonly id: number }
  | { readonly kind: "dropped"; readonly id: number; readonly failure: PlainFailure | null };
