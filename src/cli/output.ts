import type { Writable } from "node:stream";
import { CommandError } from "./command-error.ts";

/** The reader of an output went away, as `head` does. That is no error: nobody wants the rest. */
export class ClosedPipe extends Error {
  override name = "ClosedPipe";
}

/** What a terminal has beside a pipe. */
type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** The process's standard output or error. */
export class Output {
  readonly isTerminal: boolean;
  readonly hasColors: boolean;
  private readonly stream: OutputStream;
  private closedBy: Error | null = null;

  constructor(stream: OutputStream, env: Readonly<Record<string, string | undefined>>) {
    this.stream = stream;
    this.isTerminal = stream.isTTY === true;
    // See https://no-color.org: any value but an empty one counts.
    this.hasColors = this.isTerminal && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
    stream.on("error", (error) => {
      this.closedBy ??= outputError(error);
    });
  }

  /** Columns of the terminal; of anything else, what a page of documentation holds. */
  get columns(): number {
    return this.isTerminal ? Math.max(40, this.stream.columns ?? DEFAULT_COLUMNS) : DEFAULT_COLUMNS;
  }

  /** Lines of the terminal; those of the first terminals where it does not say. */
  get rows(): number {
    return this.stream.rows ?? DEFAULT_ROWS;
  }

  /** Calls back at each change of the terminal's size, until what it returns is called. */
  onResize(action: () => void): () => void {
    this.stream.on("resize", action);
    return () => void this.stream.removeListener("resize", action);
  }

  /** Resolves when the bytes have left, so that a slow reader slows the command and nothing piles up. */
  async write(data: string | Uint8Array): Promise<void> {
    if (this.closedBy !== null) throw this.closedBy;
    try {
      await new Promise<void>((resolve, reject) => {
        this.stream.write(data, (error) => (error ? reject(error) : resolve()));
      });
    } catch (error) {
      throw this.closedBy ?? outputError(error as Error);
    }
  }

  /** For short messages that nobody waits for. */
  post(text: string): void {
    if (this.closedBy === null) this.stream.write(text);
  }
}

const DEFAULT_COLUMNS = 100;
const DEFAULT_ROWS = 24;

function outputError(error: NodeJS.ErrnoException): Error {
  if (error.code === "EPIPE") return new ClosedPipe("nobody reads the output", { cause: error });
  return new CommandError("OUTPUT_FAILED", `the output cannot be written: ${error.message}`);
}
