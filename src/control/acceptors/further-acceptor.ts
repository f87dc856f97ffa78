import { MessageChannel, Worker } from "node:worker_threads";
import type { LinkSeed } from "../../acceptor/open-link.ts";
import type { EventLoopReport } from "../../metrics/worker-report.ts";
import type { Snapshot } from "../../namespaces/snapshot.ts";
import { createDoorbellMemory } from "../../ring/doorbell.ts";
import type { SpanBatch } from "../../tracing/tracer.ts";
import type { GatewayOptions } from "../gateway.ts";
import { RemoteProbe } from "../thread-probe.ts";
import type {
  AcceptorCommand,
  AcceptorMessage,
  AcceptorQuestion,
  AcceptorReport,
  AcceptorSeed,
} from "./acceptor-messages.ts";
import type { CountedDenial } from "./denial-relay.ts";

export interface FurtherAcceptorParts {
  readonly seed: Omit<AcceptorSeed, "snapshot" | "bell" | "profilePort">;
  readonly onDenials: (denials: readonly CountedDenial[]) => void;
  readonly onSpans: (batch: SpanBatch) => void;
  /** The thread ended, and was not told to; `problem` says why. Clients that it served have lost their connections. */
  readonly onDeath: (thread: string, problem: string) => void;
  readonly log: GatewayOptions["log"];
}

/** The thread of an acceptor after the first, seen from control. */
export class FurtherAcceptor {
  /** As in `prism profile` and in metrics. */
  readonly name: string;
  readonly bell = createDoorbellMemory();
  /** null while there is no thread. */
  probe: RemoteProbe | null = null;
  /** The last that came; null before the first. */
  latest: AcceptorReport | null = null;
  private readonly parts: FurtherAcceptorParts;
  private thread: Worker | null = null;
  private readonly asked = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  private lastQuestion = 0;
  private isServing = false;
  private isClosing = false;
  private problem = "";
  private onReady: (() => void) | null = null;
  private onFailed: ((error: Error) => void) | null = null;
  private onGone: (() => void) | null = null;

  constructor(parts: FurtherAcceptorParts) {
    this.parts = parts;
    this.name = `acceptor-${parts.seed.place.number}`;
  }

  /** Starts the thread; resolves when it can be attached to workers, and rejects when it cannot serve. */
  start(snapshot: Snapshot): Promise<void> {
    return new Promise((resolve, reject) => {
      this.onReady = resolve;
      this.onFailed = reject;
      const profiles = new MessageChannel();
      const workerData: AcceptorSeed = { ...this.parts.seed, snapshot, bell: this.bell, profilePort: profiles.port2 };
      this.probe = new RemoteProbe(profiles.port1);
      this.thread = new Worker(new URL("./further-acceptor-thread.js", import.meta.url), {
        name: this.name,
        workerData,
        transferList: [profiles.port2],
      });
      this.thread.on("message", (message: AcceptorMessage) => this.hear(message));
      this.thread.on("error", (error) => {
        this.problem ||= error.message;
      });
      this.thread.on("exit", (code) => this.onExit(code));
    });
  }

  attach(worker: number, link: LinkSeed): void {
    const { wakePort, acceptorWakePort, payloadPort, principalPort } = link;
    this.tell({ kind: "attach", worker, link }, [wakePort, acceptorWakePort, payloadPort, principalPort]);
  }

  detach(worker: number): void {
    this.tell({ kind: "detach", worker });
  }

  /** What it answers once that holds; null when the thread ends first, or has ended. Rejects when it could not do it. */
  ask<Answer = unknown>(question: AcceptorQuestion): Promise<Answer | null> {
    if (this.thread === null) return Promise.resolve(null);
    const id = ++this.lastQuestion;
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      this.tell({ kind: "ask", id, question });
    });
  }

  /** Asks for its figures, which are {@link latest} then. */
  async report(): Promise<void> {
    this.latest = (await this.ask<AcceptorReport>({ kind: "report" })) ?? this.latest;
  }

  get eventLoop(): EventLoopReport | null {
    return this.latest?.eventLoop ?? null;
  }

  /** Has the thread end, which it is given `timeoutMs` for. */
  async close(timeoutMs: number): Promise<void> {
    this.isClosing = true;
    const { thread } = this;
    if (thread === null) return;
    const gone = new Promise<void>((resolve) => {
      this.onGone = resolve;
    });
    this.tell({ kind: "close" });
    const late = setTimeout(() => void thread.terminate(), timeoutMs);
    await gone;
    clearTimeout(late);
  }

  /** Ends the thread as a crash would: for fault tests. */
  async kill(): Promise<void> {
    await this.thread?.terminate();
  }

  private hear(message: AcceptorMessage): void {
    if (message.kind === "answer") this.take(message.id)?.resolve(message.answer);
    else if (message.kind === "refusal") {
      const { code } = message;
      const error = Object.assign(new Error(message.message), code === null ? {} : { code });
      this.take(message.id)?.reject(error);
    } else if (message.kind === "ready") {
      this.isServing = true;
      this.onReady?.();
    } else if (message.kind === "failed") this.problem = message.message;
    else if (message.kind === "denials") this.parts.onDenials(message.denials);
    else if (message.kind === "spans") this.parts.onSpans(message.batch);
    else this.parts.log(message.level, message.message, { ...message.fields, thread: this.name });
  }

  private take(id: number) {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    return asked;
  }

  private onExit(code: number): void {
    this.thread = null;
    this.probe?.close();
    this.probe = null;
    for (const { resolve } of this.asked.values()) resolve(null);
    this.asked.clear();
    const problem = this.problem || `exit code ${code}`;
    this.onFailed?.(new Error(problem));
    this.onGone?.();
    if (this.isServing && !this.isClosing) this.parts.onDeath(this.name, problem);
  }

  private tell(command: AcceptorCommand, transfer: Parameters<Worker["postMessage"]>[1] = []): void {
    this.thread?.postMessage(command, transfer);
  }
}
