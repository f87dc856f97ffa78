import type { CaptureOrder } from "../capture/capture-order.ts";
import { CaptureRecorder } from "../capture/capture-recorder.ts";
import { scrubTask } from "../capture/scrub-task.ts";
import { systemClock } from "../common/clock.ts";
import type { Offload } from "../offload/offload.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { WorkerMessage } from "./worker-seed.ts";

export interface CaptureDeskParts {
  readonly worker: number;
  readonly pipeline: Pipeline;
  readonly offload: Offload;
  readonly tell: (message: WorkerMessage) => void;
  readonly onProblem: (error: unknown) => void;
}

/** Has a worker record what control orders, scrubbed by the worker's pool. */
export class CaptureDesk {
  private readonly parts: CaptureDeskParts;
  private readonly recorder: CaptureRecorder;
  private timer: NodeJS.Timeout | null = null;

  constructor(parts: CaptureDeskParts) {
    const { worker, offload, tell } = parts;
    this.parts = parts;
    this.recorder = new CaptureRecorder(systemClock, {
      worker,
      scrub: (input) => offload.run(scrubTask, input),
      onProgress: (progress) => tell({ kind: "captured", progress }),
    });
  }

  /** To be called between two batches. Says so when what has ended is written. */
  async obey(id: number, orders: readonly CaptureOrder[]): Promise<void> {
    const { pipeline, tell, onProblem } = this.parts;
    try {
      const written = this.recorder.adopt(orders);
      pipeline.captureTo(this.recorder.isOn ? this.recorder : null);
      this.keepTime();
      await written;
    } catch (error) {
      onProblem(error);
    }
    tell({ kind: "capturing", id });
  }

  /** Writes what there is. */
  async close(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.recorder.close();
  }

  private keepTime(): void {
    const { recorder } = this;
    if (this.timer === null && recorder.isOn) this.timer = setInterval(() => recorder.tick(), INTERVAL_MS).unref();
    if (this.timer === null || recorder.isOn) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}

/** How long a request that is recorded may wait in memory: as much is lost when the process is killed. */
const INTERVAL_MS = 200;
