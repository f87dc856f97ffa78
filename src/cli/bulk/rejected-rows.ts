import { isUtf8 } from "node:buffer";
import { closeSync, openSync, writeSync } from "node:fs";
import type { RowShape } from "../../bulk/formats/row-shape.ts";
import type { FileRow } from "../../bulk/import/row-cursor.ts";
import { isFault, type RowFault } from "../../bulk/row-block.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { plainText } from "../plain-text.ts";

/**
 * Tells of the rows that were not taken: the first ones on standard error, all of them in a file of NDJSON, each as it was read
 * with the reason beside it, so that the file can be mended and imported itself. It is made with the first of them.
 */
export class RejectedRows<Fields extends object> {
  private readonly context: CliContext;
  private readonly path: string | null;
  private readonly shape: RowShape<Fields>;
  private readonly keepsOld: boolean;
  private descriptor: number | null = null;
  private count = 0;

  /** `path` null: no file. `keepsOld`: what is in the file already is of the same import. */
  constructor(context: CliContext, path: string | null, shape: RowShape<Fields>, keepsOld: boolean) {
    this.context = context;
    this.path = path;
    this.shape = shape;
    this.keepsOld = keepsOld;
  }

  add({ line, row, value }: FileRow<Fields>, { reason, message }: RowFault): void {
    if (++this.count <= TOLD_ROWS || this.path === null) {
      this.context.stderr.post(`line ${line}: ${plainText(reason, 64)}: ${plainText(message, MAX_MESSAGE)}\n`);
    } else if (this.count === TOLD_ROWS + 1) this.context.stderr.post(`more are in ${this.path}\n`);
    if (this.path === null) return;
    const rejected = { line, reason, message };
    const text = isFault(row)
      ? { rejected: { ...rejected, text: Buffer.from(value).toString(isUtf8(value) ? "utf8" : "latin1") } }
      : { ...this.shape.record(row, value, isUtf8(value)), rejected };
    this.write(this.path, `${JSON.stringify(text)}\n`);
  }

  close(): void {
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }

  private write(path: string, text: string): void {
    try {
      this.descriptor ??= openSync(path, this.keepsOld ? "a" : "w", 0o600);
      writeSync(this.descriptor, text);
    } catch (error) {
      throw new CommandError("OUTPUT_FAILED", `${path} cannot be written: ${(error as Error).message}`);
    }
  }
}

const TOLD_ROWS = 10;
const MAX_MESSAGE = 300;
