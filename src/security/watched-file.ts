import { open } from "node:fs/promises";

export interface WatchedFileParts {
  readonly path: string;
  /** The setting that names the file, and what to do when it cannot be used at the start. */
  readonly setting: string;
  readonly remedy: string;
  readonly maxBytes: number;
  /**
   * Takes what the file says. Throws an Error with what is wrong, after "the file": then what it said before counts on.
   */
  readonly take: (text: string) => void;
  /** Is told once what is wrong with the file as it is now, and `null` when it is well again. */
  readonly onProblem: (problem: string | null) => void;
  /** Others than its owner and group must not be able to write it: whoever can decides who comes in. */
  readonly isTrusted?: boolean;
}

/**
 * A file that is read again when it has changed. It is looked at from time to time rather than watched: that works over
 * network file systems and through the links by which secrets are mounted, and finds a file that was moved over it.
 */
export class WatchedFile {
  private readonly parts: WatchedFileParts;
  /** What told the last version from others; null when there was none that could be read. */
  private version: string | null = null;
  private problem: string | null = null;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(parts: WatchedFileParts) {
    this.parts = parts;
  }

  /** Reads the file for the first time, and looks at it every `intervalMs` from then on. Rejects when it cannot be used. */
  async open(intervalMs: number): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      const { path, setting, remedy } = this.parts;
      throw new Error(`${setting}: the file ${path} ${describe(error)}; ${remedy}`, { cause: error });
    }
    this.timer = setInterval(() => void this.look(), intervalMs);
    this.timer.unref();
  }

  close(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  /** Reads the file if it has changed. */
  look(): Promise<void> {
    this.looking ??= this.tryRead().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async tryRead(): Promise<void> {
    try {
      if (await this.read()) this.tell(null);
    } catch (error) {
      this.tell(describe(error));
    }
  }

  /** False when it is the version that was read last. */
  private async read(): Promise<boolean> {
    const { path, maxBytes, take, isTrusted = false } = this.parts;
    const file = await open(path, "r");
    try {
      const { mtimeNs, ctimeNs, ino, size, mode } = await file.stat({ bigint: true });
      const version = [mtimeNs, ctimeNs, ino, size].join(" ");
      if (version === this.version) return false;
      // A version that cannot be used is not looked at again until it has changed.
      this.version = version;
      if (size > maxBytes) throw new Error(`has ${size} bytes; at most ${maxBytes} are read`);
      if (isTrusted && (mode & OTHERS_WRITE) !== 0n) throw new Error("can be written by everybody; `chmod 600` it");
      take(UTF8.decode(await file.readFile()));
      return true;
    } finally {
      await file.close();
    }
  }

  private tell(problem: string | null): void {
    if (problem === this.problem) return;
    this.problem = problem;
    this.parts.onProblem(problem === null ? null : `the file ${this.parts.path} ${problem}`);
  }
}

const OTHERS_WRITE = 0o002n;
const UTF8 = new TextDecoder("utf-8", { fatal: true });

function describe(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by this user",
  ERR_ENCODING_INVALID_ENCODED_DATA: "is not UTF-8 text",
};
