import { type FileHandle, open, rename, rm } from "node:fs/promises";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";

/** Where an export goes: standard output, or a file that is there under its name when all of it is. */
export class BulkOutput {
  private readonly context: CliContext;
  private readonly file: string;
  private readonly handle: FileHandle | null;
  /** Written so far. */
  bytes = 0;

  private constructor(context: CliContext, file: string, handle: FileHandle | null) {
    this.context = context;
    this.file = file;
    this.handle = handle;
  }

  static async open(context: CliContext, file: string): Promise<BulkOutput> {
    try {
      return new BulkOutput(context, file, file === "-" ? null : await open(partial(file), "w"));
    } catch (error) {
      throw outputFailed(file, error);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.bytes += bytes.length;
    if (this.handle === null) return this.context.stdout.write(bytes);
    try {
      await this.handle.writeFile(bytes);
    } catch (error) {
      throw outputFailed(this.file, error);
    }
  }

  /** All of it is written. */
  async finish(): Promise<void> {
    if (this.handle === null) return;
    try {
      await this.handle.sync();
      await this.handle.close();
      await rename(partial(this.file), this.file);
    } catch (error) {
      throw outputFailed(this.file, error);
    }
  }

  /** Nothing more will come: what there is of it goes away. */
  async abandon(): Promise<void> {
    if (this.handle === null) return;
    await this.handle.close().catch(() => undefined);
    await rm(partial(this.file), { force: true });
  }
}

function partial(file: string): string {
  return `${file}.partial`;
}

function outputFailed(file: string, error: unknown): CommandError {
  return new CommandError("OUTPUT_FAILED", `${file} cannot be written: ${(error as Error).message}`);
}
