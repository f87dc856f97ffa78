import type { MessagePort } from "node:worker_threads";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { WorkerReport } from "../metrics/worker-report.ts";
import type { Snapshot } from "../namespaces/snapshot.ts";
import type { WakeUp } from "../ring/doorbell.ts";

/** Everything a worker thread starts from. */
export interface WorkerSeed {
  readonly index: number;
  readonly snapshot: Snapshot;
  /** null where there is no audit. */
  readonly audit: GatewayConfig["audit"] | null;
  readonly maxFrameBytes: number;
  readonly ringBytes: number;
  readonly wakeUp: WakeUp;
  readonly requestRing: SharedArrayBuffer;
  readonly responseRing: SharedArrayBuffer;
  readonly workerBell: SharedArrayBuffer;
  readonly acceptorBell: SharedArrayBuffer;
  /** Where the acceptor wakes this worker. */
  readonly wakePort: MessagePort;
  /** Where this worker wakes the acceptor. */
  readonly acceptorWakePort: MessagePort;
  /** Where oversized requests arrive and oversized answers leave. */
  readonly payloadPort: MessagePort;
  /** Where principals are introduced, before their first request. */
  readonly principalPort: MessagePort;
}

/** From control to a worker. */
export type WorkerCommand =
  /** Answer what waits, close the stores, exit with 0. */
  | { readonly kind: "close" }
  /** Report the metrics since the last report. */
  | { readonly kind: "report"; readonly id: number };

/** From a worker to control. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  /** The stores could not be opened; the thread exits after this. */
  | { readonly kind: "failed"; readonly message: string }
  /** Something failed and the worker goes on; an operator should read it. */
  | { readonly kind: "problem"; readonly problem: string; readonly leftOut: number }
  /** The audit log cannot be written or kept, and why; empty when it can be again. */
  | { readonly kind: "audit"; readonly problem: string }
  | { readonly kind: "report"; readonly id: number; readonly report: WorkerReport };
