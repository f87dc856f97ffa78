import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { closeLink, type LinkSeed, openLink } from "../acceptor/open-link.ts";
import type { WorkerLink } from "../acceptor/worker-link.ts";
import type { CaptureOrder, CaptureProgress } from "../capture/capture-order.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { WorkerReport } from "../metrics/worker-report.ts";
import type { Snapshot } from "../namespaces/snapshot.ts";
import type { SnapshotChange } from "../namespaces/snapshot-change.ts";
import type { FailedRequest } from "../pipeline/failed-request.ts";
import { createDoorbellMemory, type WakeUp } from "../ring/doorbell.ts";
import type { SpanBatch } from "../tracing/tracer.ts";
import type {
  AdoptProblem,
  Inspection,
  LevelNotice,
  PlainFailure,
  StoreDrop,
  StoreState,
  WorkerCommand,
  WorkerMessage,
  WorkerSeed,
  WorkerTracing,
} from "../workers/worker-seed.ts";
import { createLinkEnds } from "./link-ends.ts";
import { RemoteProbe } from "./thread-probe.ts";

export interface WorkerSettings {
  readonly snapshot: Snapshot;
  /** null where there is no audit. */
  readonly audit: GatewayConfig["audit"] | null;
  /** null where nothing is traced. */
  readonly tracing: WorkerTracing | null;
  readonly offload: GatewayConfig["offload"];
  readonly drops: readonly StoreDrop[];
  readonly budgets: readonly (SharedArrayBuffer | null)[];
  readonly maxFrameBytes: number;
  readonly ringBytes: number;
  readonly wakeUp: WakeUp;
  /** By acceptor: the first is that of this thread. */
  readonly acceptorBells: readonly SharedArrayBuffer[];
  /** Megabytes of V8 heap; null = V8's own choice. */
  readonly heapMiB: number | null;
}

export interface WorkerEvents {
  onReady(): void;
  /** Something failed inside and the thread goes on; `leftOut` like it were not told; `requests` are some of those that failed with it. */
  onProblem(problem: string, leftOut: number, requests: readonly FailedRequest[]): void;
  /** Its audit log cannot be written or kept, and why; empty when it can be again. */
  onAuditProblem(problem: string): void;
  /** It has recorded requests, or could not. */
  onCaptured(progress: CaptureProgress): void;
  /** It has made spans. */
  onSpans(batch: SpanBatch): void;
  /** One of its stores is otherwise than it was. */
  onStoreState(state: StoreState): void;
  /** The thread is gone; `problem` says why, in a sentence. */
  onExit(code: number, problem: string): void;
}

/** One worker thread with fresh rings, seen from control. Its memory is never used by the thread that replaces it. */
export class WorkerHandle {
  /** Of the acceptor on this thread. */
  readonly link: WorkerLink;
  readonly wakePort: MessagePort;
  /** Of the acceptors after the first, in their order: each to be sent to its thread once. */
  readonly furtherLinks: readonly LinkSeed[];
  readonly probe: RemoteProbe;
  private readonly thread: Worker;
  /** What is asked and not answered, by the number of the question. */
  private readonly asked = new Map<number, (answer: unknown) => void>();
  private lastQuestion = 0;
  private problem = "";
  private hasEnded = false;

  constructor(index: number, settings: WorkerSettings, events: WorkerEvents) {
    const workerBell = createDoorbellMemory();
    const profiles = new MessageChannel();
    const { acceptorBells, heapMiB, ...shared } = settings;
    const { ringBytes, wakeUp } = settings;
    const ends = acceptorBells.map((acceptorBell) => createLinkEnds({ ringBytes, wakeUp, workerBell, acceptorBell }));
    const seed: WorkerSeed = {
      index,
      ...shared,
      workerBell,
      sources: ends.map(({ source }) => source),
      profilePort: profiles.port2,
    };
    const [first, ...further] = ends.map(({ link }) => link) as [LinkSeed, ...LinkSeed[]];
    this.wakePort = first.acceptorWakePort;
    this.probe = new RemoteProbe(profiles.port1);
    this.link = openLink(index, first);
    this.furtherLinks = further;
    this.thread = new Worker(new URL("../workers/worker-thread.js", import.meta.url), {
      name: `worker-${index}`,
      workerData: seed,
      transferList: [...ends.flatMap(({ sourcePorts }) => sourcePorts), profiles.port2],
      ...(heapMiB === null ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMiB } }),
    });
    this.thread.on("message", (message: WorkerMessage) => this.hear(message, events));
    this.thread.on("error", (error) => {
      this.problem ||= error.message;
    });
    this.thread.on("exit", (code) => {
      this.hasEnded = true;
      closeLink(first);
      this.probe.close();
      for (const settle of this.asked.values()) settle(null);
      this.asked.clear();
      events.onExit(code, this.problem || `exit code ${code}`);
    });
  }

  /** What the worker has measured since the last report, however long it takes to tell; null when it ends first. */
  report(): Promise<WorkerReport | null> {
    return this.ask((id) => ({ kind: "report", id }));
  }

  /** Has the worker take the next snapshot, and says what it could not open; null when it ends first. */
  adopt(change: SnapshotChange): Promise<readonly AdoptProblem[] | null> {
    return this.ask((id) => ({ kind: "adopt", id, change }));
  }

  /** What a namespace has, once all its requests so far are carried out; null when the worker ends first. */
  inspect(index: number): Promise<Inspection | null> {
    return this.ask((id) => ({ kind: "inspect", id, index }));
  }

  /** Has the worker answer everything that it was sent; true when it has, null when it ends first. */
  retire(): Promise<true | null> {
    return this.ask((id) => ({ kind: "retire", id }));
  }

  /** Has it record these namespaces and no others; true when what has ended is written, null when it ends first. */
  capture(orders: readonly CaptureOrder[]): Promise<true | null> {
    return this.ask((id) => ({ kind: "capture", id, orders }));
  }

  /** It does not go after all. */
  stay(): void {
    this.tell({ kind: "stay" });
  }

  /** Asks the worker to answer fetches that wait for messages. */
  drain(): void {
    this.tell({ kind: "drain" });
  }

  /** Has answers say what levels of service are missed. */
  tellLevels(notices: readonly LevelNotice[]): void {
    this.tell({ kind: "levels", notices });
  }

  /** Asks the worker to answer what it has, close its stores and exit. */
  close(): void {
    this.tell({ kind: "close" });
  }

  /** Ends the thread at once. */
  terminate(): Promise<number> {
    return this.thread.terminate();
  }

  private hear(message: WorkerMessage, events: WorkerEvents): void {
    if (message.kind === "ready") events.onReady();
    else if (message.kind === "failed") this.problem = message.message;
    else if (message.kind === "problem") events.onProblem(message.problem, message.leftOut, message.requests);
    else if (message.kind === "audit") events.onAuditProblem(message.problem);
    else if (message.kind === "spans") events.onSpans(message.batch);
    else if (message.kind === "store") events.onStoreState(message.state);
    else if (message.kind === "report") this.settle(message.id, message.report);
    else if (message.kind === "adopted") this.settle(message.id, message.problems);
    else if (message.kind === "captured") events.onCaptured(message.progress);
    else if (message.kind === "capturing") this.settle(message.id, true);
    else if (message.kind === "retired") this.settle(message.id, true);
    else if (message.kind === "inspected") this.settle(message.id, message.inspection);
    else this.settle(message.id, { failure: message.failure });
  }

  /** Has a store forget a namespace that is no longer served; null when the worker ends first. */
  drop(drop: StoreDrop): Promise<{ readonly failure: PlainFailure | null } | null> {
    return this.ask((id) => ({ kind: "drop", id, drop }));
  }

  /** A worker that has ended already answers null too. */
  private ask<Answer>(question: (id: number) => WorkerCommand): Promise<Answer | null> {
    const id = ++this.lastQuestion;
    return new Promise((resolve) => {
      if (this.hasEnded) {
        resolve(null);
        return;
      }
      this.asked.set(id, resolve as (answer: unknown) => void);
      this.tell(question(id));
    });
  }

  private settle(id: number, answer: unknown): void {
    this.asked.get(id)?.(answer);
    this.asked.delete(id);
  }

  private tell(command: WorkerCommand): void {
    this.thread.postMessage(command);
  }
}
