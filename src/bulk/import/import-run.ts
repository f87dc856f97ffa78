import { MAX_BATCH_ITEMS } from "../../common/limits.ts";
import { bulkFailure } from "../bulk-failure.ts";
import { isFault, type RowFault } from "../row-block.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { ImportTally, Outcome } from "./import-tally.ts";
import type { Pace } from "./pace.ts";
import type { FileRow, RowCursor } from "./row-cursor.ts";
import type { RowSender, SentRow } from "./row-sender.ts";

/** What an import is made of. */
export interface ImportParts<Fields> {
  readonly cursor: RowCursor<Fields>;
  readonly sender: RowSender<Fields>;
  readonly checkpoint: Checkpoint;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** Rows that may be refused before it ends. */
  readonly maxErrors: number;
  readonly onRejected: (row: FileRow<Fields>, why: RowFault) => void;
  readonly onProgress: (tally: ImportTally) => void;
}

interface Batch<Fields> {
  readonly rows: readonly FileRow<Fields>[];
  readonly keys: ReadonlySet<string>;
  readonly outcomes: Promise<readonly Outcome[]>;
}

/**
 * Sends the rows of a file in batches, a few of them at a time, and records in the order of the file what became of each. No further
 * row is read before there is room, so that the gateway sets the pace. A key is in one batch under way at the most: of two rows with the same
 * key the later one stays.
 */
export class ImportRun<Fields extends object> {
  private readonly parts: ImportParts<Fields>;
  private readonly underWay: Batch<Fields>[] = [];
  readonly tally: ImportTally;

  constructor(parts: ImportParts<Fields>) {
    this.parts = parts;
    this.tally = { ...parts.checkpoint.begun.tally };
  }

  async run(): Promise<ImportTally> {
    const { cursor, sender, checkpoint } = this.parts;
    try {
      for (let next = await cursor.peek(); next !== null; next = await cursor.peek()) {
        if (!isFault(next.row) && sender.isLarge(next.row, next.value)) await this.sendLarge(next);
        else await this.sendBatch();
      }
      await this.finish(0);
      return this.tally;
    } catch (error) {
      await Promise.allSettled(this.underWay.map(({ outcomes }) => outcomes));
      throw error;
    } finally {
      checkpoint.save();
      await cursor.close();
    }
  }

  private async sendBatch(): Promise<void> {
    const { sender, checkpoint, pace, signal } = this.parts;
    const rows = await this.takeRows();
    const sent = rows.filter((each) => !isFault(each.row)).map((each) => this.toSend(each));
    const keys = new Set(sent.map(({ fields }) => sender.keyOf(fields)));
    if (this.underWay.some((batch) => [...keys].some((key) => key !== "" && batch.keys.has(key)))) await this.finish(0);
    await pace.turn(sent.length, signal);
    checkpoint.willSend(rows.at(-1)?.line ?? 0);
    const outcomes = sent.length === 0 ? Promise.resolve([]) : sender.send(sent);
    // Its failure is heard of when its turn comes.
    outcomes.catch(() => undefined);
    this.underWay.push({ rows, keys, outcomes });
    await this.finish(sender.batchesUnderWay - 1);
  }

  /** The next rows that go together. */
  private async takeRows(): Promise<FileRow<Fields>[]> {
    const { cursor, sender, checkpoint } = this.parts;
    const rows: FileRow<Fields>[] = [];
    const keys = new Set<string>();
    let bytes = 0;
    while (rows.length < checkpoint.begun.batchRows) {
      const next = await cursor.peek();
      if (next === null) break;
      if (!isFault(next.row)) {
        const key = sender.keyOf(next.row);
        if (sender.isLarge(next.row, next.value) || (key !== "" && keys.has(key))) break;
        if (rows.length > 0 && bytes + next.value.length > BATCH_BYTES) break;
        keys.add(key);
        bytes += next.value.length;
      }
      rows.push(next);
      cursor.advance();
    }
    return rows;
  }

  private async sendLarge(first: FileRow<Fields>): Promise<void> {
    const { cursor, sender, checkpoint, pace, signal } = this.parts;
    await this.finish(0);
    await pace.turn(1, signal);
    checkpoint.willSend(first.line);
    const { outcome, lastLine, bytes } = await sender.sendLarge(this.toSend(first), cursor);
    this.count(first, outcome, bytes);
    checkpoint.done(lastLine, this.tally);
    this.parts.onProgress(this.tally);
  }

  private toSend({ line, row, value }: FileRow<Fields>): SentRow<Fields> {
    return { line, fields: row as Fields, value, mayBeThere: this.parts.checkpoint.wasSent(line) };
  }

  /** Records the outcomes of the oldest batches, until only so many are under way. */
  private async finish(most: number): Promise<void> {
    const { checkpoint, onProgress } = this.parts;
    while (this.underWay.length > most) {
      const { rows, outcomes } = this.underWay[0] as Batch<Fields>;
      const came = (await outcomes)[Symbol.iterator]();
      this.underWay.shift();
      for (const row of rows) this.count(row, isFault(row.row) ? row.row : came.next().value, row.value.length);
      checkpoint.done(rows.at(-1)?.line ?? 0, this.tally);
      onProgress(this.tally);
    }
  }

  private count(row: FileRow<Fields>, outcome: Outcome | undefined, bytes: number): void {
    if (outcome === "written") {
      this.tally.written++;
      this.tally.bytes += bytes;
    } else if (outcome === "skipped") this.tally.skipped++;
    else if (outcome === "expired") this.tally.expired++;
    else if (outcome !== undefined) this.reject(row, outcome);
  }

  private reject(row: FileRow<Fields>, why: RowFault): void {
    const { onRejected, maxErrors } = this.parts;
    this.tally.rejected++;
    onRejected(row, why);
    if (this.tally.rejected <= maxErrors) return;
    throw bulkFailure(
      "TOO_MANY_ERRORS",
      `${this.tally.rejected} rows were rejected and ${maxErrors} may be; mend them and import again, or allow more with --max-errors`,
    );
  }
}

/** Rows of a batch, unless the pace asks for fewer: they share a commit. */
export const BATCH_ROWS = Math.min(500, MAX_BATCH_ITEMS);
/** Bytes of their values, so that a batch fits a frame four times. */
const BATCH_BYTES = 1024 * 1024;
