import { closeSync, openSync, readSync } from "node:fs";

/** One line of a file: `bytes[from, to)`, its end included if it has one; borrowed until the next. */
export interface FileLine {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** Where it begins in the file. */
  readonly offset: number;
  /** From 1. */
  readonly number: number;
  /** Whether it ends in a line break: only the last one may not. */
  readonly isWhole: boolean;
}

/**
 * The lines of a file from the byte `start` on, read piece by piece; they are counted from there. What is longer than any
 * line of an audit file may be comes in parts, none of them whole.
 */
export function* readLines(path: string, start = 0): Generator<FileLine> {
  const fd = openSync(path, "r");
  try {
    const bytes = Buffer.allocUnsafeSlow(PIECE_BYTES);
    let held = 0;
    let offset = start;
    let number = 1;
    for (;;) {
      const count = readSync(fd, bytes, held, PIECE_BYTES - held, offset + held);
      const end = held + count;
      let from = 0;
      for (let at = bytes.indexOf(LINE_END, from); at >= 0 && at < end; at = bytes.indexOf(LINE_END, from)) {
        yield { bytes, from, to: at + 1, offset: offset + from, number: number++, isWhole: true };
        from = at + 1;
      }
      if (count === 0 || end - from === PIECE_BYTES) {
        if (end > from) yield { bytes, from, to: end, offset: offset + from, number: number++, isWhole: false };
        if (count === 0) return;
        from = end;
      }
      bytes.copyWithin(0, from, end);
      held = end - from;
      offset += from;
    }
  } finally {
    closeSync(fd);
  }
}

const LINE_END = 0x0a;
/** Some thousand lines; the longest is a hundredth of it. */
const PIECE_BYTES = 1024 * 1024;
