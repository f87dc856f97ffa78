import { open, rm } from "node:fs/promises";
import { writeHead } from "./head-file.ts";
import type { OldFile } from "./retention.ts";
import { FileChanged, type Segment } from "./segment.ts";

/** What a checkpoint lets happen. */
export interface Settling {
  /** The checkpoint's line, which becomes the head. */
  readonly line: string;
  /** Files that are written no more. */
  readonly finished: readonly Segment[];
  readonly current: Segment;
  /** Their removal is recorded, and signed by the checkpoint. */
  readonly removed: readonly OldFile[];
}

/**
 * Brings a checkpoint to the disk, beside the requests: first the lines it was made for, then the head, then the end of
 * the files that are too old. One at a time, so that the head is never more than one checkpoint behind.
 */
export class Settlement {
  /** Why the last checkpoint is not settled; empty when it is, or on its way. */
  problem = "";
  /** What somebody else has done to a file; empty when nobody has. Whoever looks empties it. */
  changed = "";
  private readonly folder: string;
  private readonly chain: string;
  private open: Settling | null = null;
  private running: Promise<void> | null = null;

  constructor(folder: string, chain: string) {
    this.folder = folder;
    this.chain = chain;
  }

  /** Whether there may be another checkpoint. */
  get isFree(): boolean {
    return this.open === null;
  }

  begin(settling: Settling): void {
    this.open = settling;
    this.retry();
  }

  /** Tries again what could not be settled. */
  retry(): void {
    if (this.open === null || this.running !== null) return;
    this.running = this.settle(this.open).then(
      () => this.end(""),
      (error: Error) => this.end(error.message),
    );
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async settle({ line, finished, current, removed }: Settling): Promise<void> {
    for (const segment of [...finished, current]) await this.settleSegment(segment);
    await settleFolder(this.folder);
    await writeHead(this.folder, this.chain, line);
    for (const segment of finished) segment.close();
    for (const { path } of removed) await rm(path, { force: true });
  }

  /** A file that was removed or cut cannot be mended: the log goes on, and its head shows that something is missing. */
  private async settleSegment(segment: Segment): Promise<void> {
    try {
      await segment.settle();
    } catch (error) {
      if (!(error instanceof FileChanged)) throw error;
      this.changed = error.message;
    }
  }

  private end(problem: string): void {
    this.problem = problem;
    this.running = null;
    if (problem === "") this.open = null;
  }
}

/** A file that was begun is in its folder after a loss of power. */
async function settleFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
