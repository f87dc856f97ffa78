import type { Writable } from "node:stream";
import { CommandError } from "./command-error.ts";

/** The reader of an output went away, as `head` does. That is no error: nobody wants the rest. */
export class ClosedPipe extends Error {
  override name = "ClosedPipe";
}

/** The process's standard output or error. */
export class Output {
  readonly isTerminal: boolean;
  readonly hasColors: boolean;
  private readonly stream: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  private closedBy: Error | null = null;

  constructor(
    stream: Writable & { readonly isTTY?: boolean; readonly columns?: number },
    env: Readonly<Record<string, string | undefined>>,
  ) {
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

function outputError(error: NodeJS.ErrnoException): Error {
  if (error.code === "EPIPE") return new ClosedPipe("nobody reads the output", { cause: error });
  return new CommandError("OUTPUT_FAILED", `the output cannot be written: ${error.message}`);
}
