import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { steadyMs } from "../../common/clock.ts";
import { bulkFailure } from "../bulk-failure.ts";
import { emptyTally, type ImportTally } from "./import-tally.ts";

/** How far an import has come, as its checkpoint file says it. */
export interface Progress {
  /** What is imported to where: a checkpoint is of no use to another import. */
  readonly import: string;
  /** Blocks of the file all of whose rows are done, and what they were. */
  readonly blocks: number;
  readonly digest: string;
  /** All rows up to and with this line are done, and none behind it counts as such. */
  readonly line: number;
  /** Rows up to this line may have been sent. */
  readonly sentLine: number;
  /** Rows of one batch at the most: the same again gives the same batches. */
  readonly batchRows: number;
  readonly tally: ImportTally;
}

/**
 * Writes down how far an import has come, so that one that was killed goes on where it was. It is written about once a second, and
 * always before rows are sent that the last one does not allow for: what may have been sent is known at any time.
 */
export class Checkpoint {
  /** Null = nothing is written down. */
  private readonly path: string | null;
  /** Where this run began. */
  readonly begun: Progress;
  private progress: Progress;
  private readonly marks: { readonly line: number; readonly blocks: number; readonly digest: string }[] = [];
  /** The digest of the first block of the file, by which one file is told from another; empty before it is read. */
  fileId = "";
  private savedMs = Number.NEGATIVE_INFINITY;

  private constructor(path: string | null, begun: Progress) {
    this.path = path;
    this.begun = begun;
    this.progress = begun;
  }

  static begin(path: string | null, importName: string, batchRows: number): Checkpoint {
    const nothing = { blocks: 0, digest: "", line: 0, sentLine: 0 };
    return new Checkpoint(path, { import: importName, ...nothing, batchRows, tally: emptyTally() });
  }

  /** Goes on where `path` says; from the begin when there is no such file. */
  static resume(path: string, importName: string, batchRows: number): Checkpoint {
    if (!existsSync(path)) return Checkpoint.begin(path, importName, batchRows);
    const progress = readProgress(path);
    if (progress.import === importName) return new Checkpoint(path, progress);
    throw bulkFailure(
      "CHECKPOINT_MISMATCH",
      `${path} is of another import (${progress.import}) than this one (${importName}); leave --resume out to begin anew`,
    );
  }

  /** Whether a row of this line may have been sent by a run before this one. */
  wasSent(line: number): boolean {
    return line <= this.begun.sentLine;
  }

  /** A block of the file was read, all of whose rows stand up to and with `line`. */
  blockRead(line: number, blocks: number, digest: string): void {
    if (blocks === 1) this.fileId = digest;
    if (this.path !== null) this.marks.push({ line, blocks, digest });
  }

  /** Rows up to this line are about to be sent. */
  willSend(line: number): void {
    if (line <= this.progress.sentLine) return;
    this.progress = { ...this.progress, sentLine: line + AHEAD_LINES };
    this.save();
  }

  /** All rows up to this line are done. */
  done(line: number, tally: ImportTally): void {
    let { blocks, digest } = this.progress;
    while ((this.marks[0]?.line ?? Number.POSITIVE_INFINITY) <= line) {
      const mark = this.marks.shift();
      if (mark !== undefined) ({ blocks, digest } = mark);
    }
    this.progress = { ...this.progress, line, blocks, digest, tally: { ...tally } };
    if (steadyMs() - this.savedMs >= SAVE_MS) this.save();
  }

  save(): void {
    this.savedMs = steadyMs();
    if (this.path === null) return;
    // A process that is killed in the middle leaves the one before.
    writeFileSync(`${this.path}.new`, `${JSON.stringify(this.progress)}\n`, { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }

  /** All is done: there is nothing to go on with. */
  remove(): void {
    if (this.path !== null) rmSync(this.path, { force: true });
  }
}

/** The digest of all blocks so far, from that of those before. */
export function chainDigest(before: string, bytes: Uint8Array): string {
  return createHash("sha256").update(before).update(bytes).digest("hex");
}

function readProgress(path: string): Progress {
  try {
    const progress = JSON.parse(readFileSync(path, "utf8")) as Progress;
    const numbers = [progress.blocks, progress.line, progress.sentLine, progress.batchRows, progress.tally.written];
    if (typeof progress.import === "string" && numbers.every(Number.isSafeInteger)) return progress;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw unreadable(path);
}

function unreadable(path: string, cause?: unknown): Error {
  return bulkFailure(
    "CHECKPOINT_UNREADABLE",
    `${path} is no checkpoint of an import; leave --resume out to begin anew`,
    cause,
  );
}

const SAVE_MS = 1_000;
/** Rows that may be sent before the checkpoint is written again: some tenths of a second of them. */
const AHEAD_LINES = 20_000;
