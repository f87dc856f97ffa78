import { type HeapProfiler, Session } from "node:inspector/promises";
import { getHeapStatistics } from "node:v8";
import { PrismError } from "../common/prism-error.ts";
import {
  ALLOCATION_SAMPLE_BYTES,
  CPU_SAMPLE_US,
  heapTooLarge,
  type ProfileOrder,
  profileCancelled,
  profilerFailed,
  profileTooLarge,
} from "./profile-order.ts";

/**
 * V8's profilers of the thread that makes it: each thread has its own, and only the thread itself can ask them. Nothing is
 * connected while no profile is taken.
 */
export class ThreadProfiler {
  private giveUp: (() => void) | null = null;

  /** The profile in the form of V8, in UTF-8. One at a time. Rejects with a PrismError. */
  async take(order: ProfileOrder): Promise<Uint8Array> {
    const session = new Session();
    try {
      session.connect();
      return await this.takeIn(session, order);
    } catch (error) {
      if (error instanceof PrismError) throw error;
      throw new PrismError(profilerFailed((error as Error).message), { cause: error });
    } finally {
      // Whatever the session has begun ends with it.
      session.disconnect();
    }
  }

  /** Has the profile under way end now, with {@link profileCancelled}. A heap that is being written down is not stopped. */
  cancel(): void {
    this.giveUp?.();
  }

  private async takeIn(session: Session, order: ProfileOrder): Promise<Uint8Array> {
    if (order.kind === "heap") return takeHeap(session, order.maxBytes);
    const profile =
      order.kind === "cpu" ? await this.sampleTime(session, order) : await this.sampleMemory(session, order);
    const bytes = Buffer.from(JSON.stringify(profile));
    if (bytes.length > order.maxBytes) throw new PrismError(profileTooLarge(order.maxBytes));
    return bytes;
  }

  private async sampleTime(session: Session, { durationMs }: ProfileOrder): Promise<object> {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: CPU_SAMPLE_US });
    await session.post("Profiler.start");
    await this.wait(durationMs);
    return (await session.post("Profiler.stop")).profile;
  }

  private async sampleMemory(session: Session, { durationMs }: ProfileOrder): Promise<object> {
    await session.post("HeapProfiler.startSampling", {
      samplingInterval: ALLOCATION_SAMPLE_BYTES,
      // What is garbage by now was allocated all the same.
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    } as HeapProfiler.StartSamplingParameterType);
    await this.wait(durationMs);
    return (await session.post("HeapProfiler.stopSampling")).profile;
  }

  private wait(durationMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.giveUp = null;
        resolve();
      }, durationMs);
      this.giveUp = () => {
        clearTimeout(timer);
        this.giveUp = null;
        reject(new PrismError(profileCancelled));
      };
    });
  }
}

/** The thread stands still meanwhile. */
async function takeHeap(session: Session, maxBytes: number): Promise<Uint8Array> {
  const used = getHeapStatistics().used_heap_size;
  if (used > maxBytes / SNAPSHOT_GROWTH) throw new PrismError(heapTooLarge(used, maxBytes / SNAPSHOT_GROWTH));
  const chunks: Buffer[] = [];
  let bytes = 0;
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ params }) => {
    const chunk = Buffer.from(params.chunk);
    bytes += chunk.length;
    // What is too large is counted and not kept.
    if (bytes > maxBytes) chunks.length = 0;
    else chunks.push(chunk);
  });
  await session.post("HeapProfiler.takeHeapSnapshot", {});
  if (bytes > maxBytes) throw new PrismError(heapTooLarge(used, maxBytes / SNAPSHOT_GROWTH));
  return Buffer.concat(chunks);
}

/** A snapshot has about so many bytes for each byte of the heap, mostly less. */
const SNAPSHOT_GROWTH = 2;
