import { stat } from "node:fs/promises";

export interface FileLookParts {
  readonly path: string;
  readonly intervalMs: number;
  /** The file is another one than at the last call, or than at the beginning; or it has gone, or come. */
  readonly onChange: () => void;
}

/**
 * Looks from time to time whether a file has changed, through links and for files that are moved over it. A change counts
 * when two looks in a row find the same, so that a file that is being written is not read half way.
 */
export class FileLook {
  private readonly parts: FileLookParts;
  /** What tells a version from others; empty = there is no file. Null before the first look. */
  private taken: string | null = null;
  private lastSeen: string | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(parts: FileLookParts) {
    this.parts = parts;
  }

  /** Begins with what is there now. */
  async open(): Promise<void> {
    this.taken = await versionOf(this.parts.path);
    this.lastSeen = this.taken;
    this.next();
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.isClosed = true;
  }

  private isClosed = false;

  private next(): void {
    if (this.isClosed) return;
    this.timer = setTimeout(() => void this.look(), this.parts.intervalMs).unref();
  }

  private async look(): Promise<void> {
    const seen = await versionOf(this.parts.path);
    const isSettled = seen === this.lastSeen;
    this.lastSeen = seen;
    if (isSettled && seen !== this.taken && !this.isClosed) {
      this.taken = seen;
      this.parts.onChange();
    }
    this.next();
  }
}

async function versionOf(path: string): Promise<string> {
  try {
    const { mtimeNs, ctimeNs, ino, dev, size } = await stat(path, { bigint: true });
    return [mtimeNs, ctimeNs, ino, dev, size].join(" ");
  } catch {
    // Whatever it is that keeps it from being seen, whoever reads it will say so.
    return "";
  }
}
