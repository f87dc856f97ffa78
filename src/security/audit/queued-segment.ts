import { closeSync, write } from "node:fs";
import { promisify } from "node:util";
import { openSegment, type Segment, settleFile } from "./segment.ts";

/**
 * Writes beside the thread's other work, for one that owns sockets and must not wait for a disk. What is under way is
 * bounded by whoever asks {@link isFull}; what fails is tried again, for ever, and nothing is written past it.
 */
export class QueuedSegment implements Segment {
  bytes: number;
  problem = "";
  private readonly path: string;
  private readonly fd: number;
  private readonly queue: Buffer[] = [];
  private queuedBytes = 0;
  private writtenBytes: number;
  private isWriting = false;
  private isClosed = false;
  private readonly waiting: (() => void)[] = [];

  /** @param bytes what the file has already; 0 = it must not exist. */
  constructor(path: string, bytes: number) {
    this.path = path;
    this.fd = openSegment(path, bytes);
    this.bytes = bytes;
    this.writtenBytes = bytes;
  }

  get isFull(): boolean {
    return this.queuedBytes >= MAX_QUEUED_BYTES;
  }

  write(bytes: Buffer, length: number): void {
    this.queue.push(Buffer.from(bytes.subarray(0, length)));
    this.queuedBytes += length;
    this.bytes += length;
    if (!this.isWriting) void this.work();
  }

  async settle(): Promise<void> {
    if (this.isWriting) await new Promise<void>((resolve) => this.waiting.push(resolve));
    await settleFile(this.path, this.fd, this.writtenBytes);
  }

  settleNow(): void {
    // The thread that uses this kind does not wait; its records follow its answers.
  }

  close(): void {
    this.isClosed = true;
    if (!this.isWriting) closeSync(this.fd);
  }

  private async work(): Promise<void> {
    this.isWriting = true;
    while (this.queue.length > 0) {
      const next = this.queue[0] as Buffer;
      try {
        const { bytesWritten } = await promisify(write)(this.fd, next, 0, next.length, this.writtenBytes);
        this.writtenBytes += bytesWritten;
        this.queuedBytes -= bytesWritten;
        if (bytesWritten === next.length) this.queue.shift();
        else this.queue[0] = next.subarray(bytesWritten);
        this.problem = "";
      } catch (error) {
        this.problem = (error as Error).message;
        if (this.isClosed) break;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
    this.isWriting = false;
    for (const resolve of this.waiting.splice(0)) resolve();
    if (this.isClosed) closeSync(this.fd);
  }
}

/** Some thousand records. */
const MAX_QUEUED_BYTES = 1024 * 1024;
const RETRY_MS = 100;
