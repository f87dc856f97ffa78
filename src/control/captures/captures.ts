import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { addCounts, type CaptureOrder, type CaptureProgress, noCounts } from "../../capture/capture-order.ts";
import { type Recording, writeRecording } from "../../capture/recording.ts";
import type { Clock } from "../../common/clock.ts";
import { MAX_CAPTURES } from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { CaptureConfig } from "../../config/sections/capture.ts";
import { type NamespaceSpec, namespacesOf, type Snapshot } from "../../namespaces/snapshot.ts";
import { unknownNamespace } from "../../namespaces/unknown-namespace.ts";
import {
  captureDeclared,
  captureFolderUnusable,
  captureUnderWay,
  noSuchCapture,
  tooManyCaptures,
} from "./capture-failures.ts";
import { CaptureShelf } from "./capture-shelf.ts";
import { type CaptureFigures, CaptureTotals } from "./capture-totals.ts";
import { type RunningCapture, recordingOf } from "./running-capture.ts";

/** What somebody asks for; what they leave out is as the namespace declares it. */
export interface CaptureRequest extends Partial<Omit<CaptureConfig, "mode">> {
  readonly namespace: string;
  readonly durationMs: number;
  readonly startedBy: string;
}

/** A thread that records. */
export interface CapturingWorker {
  readonly index: number;
  readonly thread: { capture(orders: readonly CaptureOrder[]): Promise<true | null> };
}

export interface CapturesParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly secretBytes: (count: number) => Uint8Array;
  readonly snapshot: () => Snapshot;
  /** Those that serve now. */
  readonly workers: () => readonly CapturingWorker[];
  readonly log: (level: "info" | "error", message: string, fields: Record<string, unknown>) => void;
}

/** A recording, and how it stands. */
export type CaptureStatus = Recording & {
  readonly isRecording: boolean;
  readonly folder: string;
  /** Of the files that are there now. */
  readonly bytes: number;
};

/**
 * The recordings of a gateway: those that namespaces declare, and those that administrators ask for. Each has a secret of
 * its own, which is in memory alone; workers are told what to record by the whole list whenever it changes, and by how much
 * room there is left.
 */
export class Captures {
  private readonly parts: CapturesParts;
  private readonly running = new Map<string, RunningCapture>();
  /** What workers still write the last of. */
  private readonly ending = new Map<string, RunningCapture>();
  private readonly shelf: CaptureShelf;
  private readonly totals = new CaptureTotals();
  /** Who has been told of the list as it is. */
  private told = new WeakSet<object>();
  private timer: NodeJS.Timeout | null = null;
  private sweptMs = Number.NEGATIVE_INFINITY;
  private toldProblem = "";

  constructor(parts: CapturesParts) {
    this.parts = parts;
    this.shelf = new CaptureShelf(
      parts.folder,
      (recording) => this.running.has(recording) || this.ending.has(recording),
    );
  }

  /** From now on what is declared is recorded, and what is old is removed. */
  open(): void {
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** Begins a recording of a bounded time. Resolves when every worker records; rejects with a PrismError. */
  async start(request: CaptureRequest): Promise<CaptureStatus> {
    const spec = this.find(request.namespace);
    const { durationMs, startedBy, namespace: _, ...asked } = request;
    const capture = this.begin(spec, { ...spec.config.capture, ...asked }, { startedBy, durationMs });
    await this.tell();
    return this.statusOf(capture);
  }

  /** Throws a PrismError when a recording of this namespace cannot begin now. */
  check(namespace: string): void {
    this.find(namespace);
    if (this.running.size >= MAX_CAPTURES) throw tooManyCaptures();
  }

  /** The namespace of a recording that somebody asked for and that goes on. Throws a PrismError when there is none. */
  namespaceOf(recording: string): string {
    const capture = this.running.get(recording);
    if (capture === undefined) throw noSuchCapture(recording, [...this.running.keys()]);
    if (capture.startedBy === null) throw captureDeclared(capture.spec.name);
    return capture.spec.name;
  }

  /** Ends one that somebody asked for; resolves when all of it is written. Rejects with a PrismError. */
  async stop(recording: string): Promise<CaptureStatus> {
    this.namespaceOf(recording);
    return this.end(this.running.get(recording) as RunningCapture);
  }

  /** All that there are, the newest first. */
  list(): CaptureStatus[] {
    const going = [...this.running.values(), ...this.ending.values()].map((capture) => this.statusOf(capture));
    const over = this.shelf
      .all()
      .filter(({ recording }) => !this.running.has(recording) && !this.ending.has(recording))
      .map((recording) => this.withState(recording, false));
    return [...going, ...over].sort((a, b) => b.startedMs - a.startedMs);
  }

  /** For metrics: all that was counted since the gateway started, by namespace. */
  figures(): CaptureFigures[] {
    const there = namespacesOf(this.parts.snapshot()).map(({ name }) => name);
    const recorded = [...this.running.values()].map(({ spec }) => spec.name);
    return this.totals.figures(new Set(recorded), new Set(there));
  }

  /** A worker has recorded something. */
  onProgress({ recording, counts, problem }: CaptureProgress): void {
    const capture = this.running.get(recording) ?? this.ending.get(recording);
    if (capture !== undefined) {
      addCounts(capture.counts, counts);
      this.totals.add(capture.spec.name, counts);
      capture.hasNews = true;
    }
    if (problem !== "" && problem !== this.toldProblem) {
      this.parts.log("error", "a recording cannot be written", { recording, problem });
    }
    this.toldProblem = problem;
  }

  /** Workers have come or gone. */
  onWorkers(): void {
    if (this.running.size > 0) void this.tell();
  }

  /** Ends all of them; resolves when what they have is written. */
  async close(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await Promise.all([...this.running.values()].map((capture) => this.end(capture)));
  }

  /** What time decides, and the snapshot. */
  private look(): void {
    const nowMs = this.parts.clock.wallMs();
    const specs = new Map(namespacesOf(this.parts.snapshot()).map((spec) => [spec.index, spec]));
    for (const capture of this.running.values()) {
      const spec = specs.get(capture.spec.index);
      const isOver = capture.untilMs !== null && nowMs >= capture.untilMs;
      const isDeclared = capture.startedBy === null;
      const isOther = isDeclared && !isDeepStrictEqual(spec?.config.capture, capture.spec.config.capture);
      if (isOver || isOther || spec === undefined) void this.end(capture);
      else if (capture.hasNews) {
        this.told = new WeakSet();
        capture.hasNews = false;
      }
    }
    for (const spec of specs.values()) this.beginDeclared(spec);
    if (nowMs - this.sweptMs >= SWEEP_MS) this.sweep(nowMs);
    if (this.running.size > 0) void this.tell();
  }

  private beginDeclared(spec: NamespaceSpec): void {
    const { capture } = spec.config;
    if (capture.mode !== "on" || this.running.size >= MAX_CAPTURES) return;
    for (const { spec: known } of this.running.values()) if (known.index === spec.index) return;
    try {
      this.begin(spec, capture, { startedBy: null, durationMs: null });
    } catch (error) {
      if (!(error instanceof PrismError)) throw error;
      if (error.message !== this.toldProblem) this.parts.log("error", error.message, { namespace: spec.name });
      this.toldProblem = error.message;
    }
  }

  private find(namespace: string): NamespaceSpec {
    const snapshot = this.parts.snapshot();
    const spec = namespacesOf(snapshot).find(({ name }) => name === namespace);
    if (spec === undefined) throw new PrismError(unknownNamespace(namespace, snapshot), { source: "client" });
    for (const { recording, spec: known } of this.running.values()) {
      if (known.index === spec.index) throw captureUnderWay(namespace, recording);
    }
    return spec;
  }

  private begin(
    spec: NamespaceSpec,
    { sample, maxBytes, maxAgeMs, values, keySeparator }: CaptureConfig,
    { startedBy, durationMs }: { startedBy: string | null; durationMs: number | null },
  ): RunningCapture {
    if (this.running.size >= MAX_CAPTURES) throw tooManyCaptures();
    const { clock, secretBytes, log } = this.parts;
    const startedMs = clock.wallMs();
    const recording = `${startedMs}-${spec.name}-${Buffer.from(secretBytes(4)).toString("hex")}`;
    const capture: RunningCapture = {
      ...{ recording, spec, startedBy, startedMs, startedUs: clock.monotonicUs() },
      folder: join(this.parts.folder, recording),
      untilMs: durationMs === null ? null : startedMs + durationMs,
      ...{ maxBytes, maxAgeMs, sample, values, keySeparator },
      secret: secretBytes(SECRET_BYTES),
      earlierBytes: startedBy === null ? this.shelf.bytesDeclared(spec.name) : 0,
      counts: noCounts(),
      hasNews: false,
    };
    try {
      mkdirSync(capture.folder, { recursive: true, mode: 0o700 });
      writeRecording(capture.folder, recordingOf(capture, null));
    } catch (error) {
      throw captureFolderUnusable(this.parts.folder, error);
    }
    this.running.set(recording, capture);
    this.told = new WeakSet();
    log("info", "requests are being recorded", {
      ...{ recording, namespace: spec.name, startedBy, values, sample, maxBytes },
    });
    return capture;
  }

  private async end(capture: RunningCapture): Promise<CaptureStatus> {
    const { recording, spec, folder, counts } = capture;
    this.running.delete(recording);
    // What the workers still tell while they come to its end is counted too.
    this.ending.set(recording, capture);
    this.told = new WeakSet();
    await this.tell();
    const ended = recordingOf(capture, this.parts.clock.wallMs());
    try {
      writeRecording(folder, ended);
    } catch (error) {
      this.parts.log("error", "a recording cannot be written", { recording, problem: (error as Error).message });
    }
    this.ending.delete(recording);
    this.parts.log("info", "a recording has ended", { recording, namespace: spec.name, ...counts });
    return this.withState(ended, false);
  }

  /** Tells every worker that does not know it yet what to record; resolves when all do, and what has ended is written. */
  private async tell(): Promise<void> {
    const workers = this.parts.workers();
    const due = workers.filter(({ thread }) => !this.told.has(thread));
    for (const { thread } of due) this.told.add(thread);
    await Promise.all(due.map(({ index, thread }) => thread.capture(this.ordersFor(index, workers.length))));
  }

  private statusOf(capture: RunningCapture): CaptureStatus {
    return this.withState(recordingOf(capture, null), true);
  }

  private withState(recording: Recording, isRecording: boolean): CaptureStatus {
    const { recording: name } = recording;
    return { ...recording, folder: join(this.parts.folder, name), isRecording, bytes: this.shelf.bytesOf(name) };
  }

  private sweep(nowMs: number): void {
    this.sweptMs = nowMs;
    const problem = this.shelf.sweep(nowMs);
    if (problem !== "") this.parts.log("error", "an old recording cannot be removed", { problem });
  }

  private ordersFor(worker: number, workers: number): CaptureOrder[] {
    const snapshot = this.parts.snapshot();
    return [...this.running.values()].flatMap((capture) => {
      const spec = snapshot.namespaces[capture.spec.index] ?? null;
      if (spec === null || !(spec.isSpread || spec.owner === worker)) return [];
      const left = capture.maxBytes - capture.earlierBytes - capture.counts.bytes;
      const { recording, folder, startedMs, startedUs, sample, values, keySeparator, secret } = capture;
      return {
        ...{ recording, folder, startedMs, startedUs, sample, values, keySeparator, secret },
        ...{ namespace: spec.name, index: spec.index },
        roomBytes: Math.max(0, Math.floor(left / (spec.isSpread ? workers : 1))),
      };
    });
  }
}

/** How often it is looked whether one is over, or declared: so much longer may one go on than it should. */
const LOOK_MS = 500;
const SWEEP_MS = 10_000;
const SECRET_BYTES = 32;
