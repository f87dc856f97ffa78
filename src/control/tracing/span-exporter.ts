import type { Prng } from "../../common/prng.ts";
import type { SpanEncoding, SpanOrigin } from "../../tracing/span-encoding.ts";
import type { SpanBatch } from "../../tracing/tracer.ts";
import type { SpanSender } from "./span-sender.ts";

export interface SpanExporterParts {
  readonly encoding: SpanEncoding;
  readonly origin: SpanOrigin;
  readonly sender: SpanSender;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly maxQueueBytes: number;
  readonly prng: Prng;
  readonly log: (level: "info" | "warning", message: string, fields: Record<string, unknown>) => void;
}

/** What an exporter has done since the gateway started. */
export interface TracingFigures {
  readonly made: number;
  readonly exported: number;
  /** Spans that nobody will see, by why. */
  readonly dropped: Readonly<Record<DropReason, number>>;
  readonly invalid: number;
  readonly exports: number;
  readonly failures: number;
  readonly queued: number;
  readonly queuedBytes: number;
}

export type DropReason = "rate" | "queue" | "refused" | "shutdown";

interface Part {
  readonly bytes: Uint8Array;
  readonly spans: number;
}

/**
 * Sends the spans of all workers to the collector, one request at a time. While the collector is away spans wait within a
 * bound, and the pause between attempts doubles; it is told in the log when that begins and when it is over.
 */
export class SpanExporter {
  private readonly parts: SpanExporterParts;
  private readonly queue: Part[] = [];
  private queuedBytes = 0;
  private timer: NodeJS.Timeout | null = null;
  /** The export under way; null when there is none. */
  private sending: Promise<void> | null = null;
  private failuresInRow = 0;
  /** Before which the collector does not want to be asked again. */
  private askedPauseMs = 0;
  /** Whether the log says that exports fail. */
  private isTold = false;
  private isClosing = false;
  private made = 0;
  private exported = 0;
  private invalid = 0;
  private exports = 0;
  private failures = 0;
  private readonly dropped: Record<DropReason, number> = { rate: 0, queue: 0, refused: 0, shutdown: 0 };

  constructor(parts: SpanExporterParts) {
    this.parts = parts;
  }

  /** Takes what a worker has made. */
  add({ bytes, spans, invalid, overRate }: SpanBatch): void {
    this.made += spans;
    this.invalid += invalid;
    this.dropped.rate += overRate;
    if (spans === 0) return;
    if (this.queuedBytes + bytes.length > this.parts.maxQueueBytes) {
      this.dropped.queue += spans;
      return;
    }
    this.queue.push({ bytes, spans });
    this.queuedBytes += bytes.length;
    this.wait(this.parts.intervalMs);
  }

  get figures(): TracingFigures {
    const { made, exported, invalid, exports, failures, queuedBytes } = this;
    const queued = this.queue.reduce((sum, { spans }) => sum + spans, 0);
    return { made, exported, dropped: { ...this.dropped }, invalid, exports, failures, queued, queuedBytes };
  }

  /** Sends what there is, as long as the collector takes it, within `timeoutMs`; what is left is dropped. */
  async close(timeoutMs: number): Promise<void> {
    this.isClosing = true;
    this.stopTimer();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([this.sendAll(), timeout]);
    clearTimeout(timer);
    const left = this.queue.splice(0).reduce((sum, { spans }) => sum + spans, 0);
    this.queuedBytes = 0;
    if (left > 0) {
      this.dropped.shutdown += left;
      this.parts.log("warning", "spans were not exported before the shutdown", { spans: left });
    }
    this.parts.sender.close();
  }

  private async sendAll(): Promise<void> {
    await this.sending;
    if (this.queue.length > 0) await this.send();
    while (this.queue.length > 0 && this.failuresInRow === 0) await this.send();
  }

  private wait(delayMs: number): void {
    if (this.timer !== null || this.sending !== null || this.isClosing) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.sending = this.send().finally(() => {
        this.sending = null;
        if (this.queue.length > 0) this.wait(this.pauseMs());
      });
    }, delayMs);
    this.timer.unref();
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** One export, of the oldest spans. What may be sent again goes back to the front. */
  private async send(): Promise<void> {
    const taken = this.takeParts();
    const spans = taken.reduce((sum, part) => sum + part.spans, 0);
    const { encoding, origin, sender, timeoutMs } = this.parts;
    const request = encoding.wrap(
      origin,
      taken.map(({ bytes }) => bytes),
    );
    const outcome = await sender.send(request, timeoutMs);
    this.exports++;
    if (outcome.kind === "taken") {
      this.giveUp(taken);
      this.exported += spans - outcome.rejected;
      this.dropped.refused += outcome.rejected;
      this.succeed(outcome.rejected);
      return;
    }
    this.failures++;
    if (outcome.kind === "refused") {
      this.giveUp(taken);
      this.dropped.refused += spans;
    } else {
      this.queue.unshift(...taken);
      this.askedPauseMs = outcome.afterMs;
    }
    this.fail(outcome.problem, outcome.kind === "again");
  }

  /** As many of the oldest as make one request; one at least. */
  private takeParts(): Part[] {
    let bytes = 0;
    let count = 0;
    for (const part of this.queue) {
      if (count > 0 && bytes + part.bytes.length > MAX_EXPORT_BYTES) break;
      bytes += part.bytes.length;
      count++;
    }
    return this.queue.splice(0, count);
  }

  /** Their room is others' from now on. */
  private giveUp(parts: readonly Part[]): void {
    for (const { bytes } of parts) this.queuedBytes -= bytes.length;
  }

  private succeed(rejected: number): void {
    if (this.isTold) this.parts.log("info", "spans are exported again", {});
    if (rejected > 0) this.parts.log("warning", "the collector refused spans", { spans: rejected });
    this.isTold = false;
    this.failuresInRow = 0;
    this.askedPauseMs = 0;
  }

  private fail(problem: string, isKept: boolean): void {
    if (isKept) this.failuresInRow++;
    if (this.isTold) return;
    this.isTold = true;
    this.parts.log("warning", "spans cannot be exported", { problem, kept: isKept });
  }

  private pauseMs(): number {
    if (this.failuresInRow === 0) return this.queuedBytes >= MAX_EXPORT_BYTES ? 0 : this.parts.intervalMs;
    const pauseMs = Math.min(MIN_PAUSE_MS * 2 ** (this.failuresInRow - 1), MAX_PAUSE_MS);
    // Half of it drawn: gateways that lost their collector together do not come back together.
    const drawnMs = pauseMs / 2 + this.parts.prng.below(pauseMs / 2);
    return Math.min(Math.max(drawnMs, this.askedPauseMs), MAX_PAUSE_MS);
  }
}

/** Of one export; collectors take 4 MiB over gRPC unless told otherwise. */
const MAX_EXPORT_BYTES = 1024 * 1024;
const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
