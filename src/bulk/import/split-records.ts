import { bulkFailure } from "../bulk-failure.ts";

/** Whole records of a file, as they stand there. */
export interface RawBlock {
  /** With memory of its own. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lines: number;
}

/**
 * Cuts a text file into blocks of whole records: each ends with the first record that ends at or past `BLOCK_BYTES`, however the
 * bytes come, so that the same file gives the same blocks again. With `quotes` a line may end inside of a
 * quoted field, as in CSV, and the record does not. A byte order mark at the begin is left out.
 */
export async function* splitRecords(
  source: AsyncIterable<Uint8Array>,
  quotes = false,
): AsyncGenerator<RawBlock, void, undefined> {
  const splitter = new Splitter(quotes);
  for await (const chunk of source) yield* splitter.push(chunk);
  yield* splitter.end();
}

class Splitter {
  private readonly quotes: boolean;
  /** Of the block that is not whole yet. */
  private pieces: Uint8Array[] = [];
  private bytes = 0;
  private isQuoted = false;
  private isFirst = true;
  private lines = 0;

  constructor(quotes: boolean) {
    this.quotes = quotes;
  }

  *push(chunk: Uint8Array): Generator<RawBlock, void, undefined> {
    for (let from = 0; from < chunk.length; ) {
      const end = this.recordEnd(chunk, from);
      const to = end === -1 ? chunk.length : end;
      // The source may use its chunk again.
      this.pieces.push(Uint8Array.from(chunk.subarray(from, to)));
      this.bytes += to - from;
      from = to;
      if (end !== -1) yield this.take();
      else if (this.bytes > MAX_RECORD_BYTES) throw tooLong(this.lines + 1);
    }
  }

  *end(): Generator<RawBlock, void, undefined> {
    if (this.bytes > 0) yield this.take();
  }

  /** Behind the first record that ends at or past the size of a block; −1 when it does not end in this chunk. */
  private recordEnd(chunk: Uint8Array, from: number): number {
    let counted = from;
    for (let at = Math.max(from, from + BLOCK_BYTES - this.bytes - 1); at < chunk.length; ) {
      const newline = chunk.indexOf(NEWLINE, at);
      if (newline === -1) break;
      if (this.quotes) this.countQuotes(chunk, counted, newline);
      counted = newline;
      if (!this.isQuoted) return newline + 1;
      at = newline + 1;
    }
    if (this.quotes) this.countQuotes(chunk, counted, chunk.length);
    return -1;
  }

  /** A quote within a quoted field is doubled, and so counts twice: nothing changes. */
  private countQuotes(chunk: Uint8Array, from: number, to: number): void {
    for (let at = chunk.indexOf(QUOTE, from); at !== -1 && at < to; at = chunk.indexOf(QUOTE, at + 1)) {
      this.isQuoted = !this.isQuoted;
    }
  }

  private take(): RawBlock {
    const bytes = new Uint8Array(this.bytes);
    let at = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    const hasMark = this.isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.isFirst = false;
    this.pieces = [];
    this.bytes = 0;
    const lines = countLines(bytes);
    this.lines += lines;
    return { bytes: hasMark ? bytes.slice(3) : bytes, lines };
  }
}

function countLines(bytes: Uint8Array): number {
  let lines = bytes[bytes.length - 1] === NEWLINE ? 0 : 1;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

function tooLong(line: number): Error {
  return bulkFailure(
    "RECORD_TOO_LONG",
    `a record at or after line ${line} has over ${MAX_RECORD_BYTES / 1024 ** 2} MiB; give a value of this size in several rows, with part and parts`,
  );
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
/** A millisecond or five of a thread's time. */
export const BLOCK_BYTES = 512 * 1024;
/** Of one row, and so of memory: exports have 700 KiB at the most. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;
