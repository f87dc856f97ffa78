import { isUtf8 } from "node:buffer";
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
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
  private descriptor: number | null = null;
  private count = 0;

  /**
   * `path` null: no file. What is there of an import before goes away, but for rows up to and with `keptLine`: they are this
   * one's, which is resumed behind them.
   */
  constructor(context: CliContext, path: string | null, shape: RowShape<Fields>, keptLine: number) {
    this.context = context;
    this.path = path;
    this.shape = shape;
    if (path !== null && existsSync(path)) keepRows(path, keptLine);
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
      this.descriptor ??= openSync(path, "a", 0o600);
      writeSync(this.descriptor, text);
    } catch (error) {
      throw new CommandError("OUTPUT_FAILED", `${path} cannot be written: ${(error as Error).message}`);
    }
  }
}

function keepRows(path: string, keptLine: number): void {
  const rows = keptLine === 0 ? [] : readFileSync(path, "utf8").split("\n");
  const kept = rows.filter((row) => lineOf(row) <= keptLine);
  if (kept.length === 0) rmSync(path);
  else writeFileSync(path, `${kept.join("\n")}\n`, { mode: 0o600 });
}

/** The line of a rejected row; of what is none, past every line. */
function lineOf(row: string): number {
  try {
    const { rejected } = JSON.parse(row) as { rejected?: { line?: number } };
    return rejected?.line ?? Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const TOLD_ROWS = 10;
const MAX_MESSAGE = 300;
