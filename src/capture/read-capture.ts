import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { CapturedRecord } from "./record-layout.ts";
import { segmentsOf } from "./recording.ts";
import type { SegmentHeader } from "./segment-layout.ts";
import { SegmentReader } from "./segment-reader.ts";

/** A record with the recording that it is of: connections of two gateways may have the same number. */
export interface ReadRecord extends CapturedRecord {
  readonly header: SegmentHeader;
}

/** What stands in the files of one recording or more. */
export interface ReadCapture {
  /** In the order in which the requests came; those of several recordings one after the other. */
  readonly records: readonly ReadRecord[];
  /** Segments that do not end with a whole record: their writer was killed, or still writes. */
  readonly cut: readonly { readonly path: string; readonly bytes: number }[];
  /** Segments that could not be read to their end, and why. */
  readonly damaged: readonly { readonly path: string; readonly problem: string }[];
}

/** Reads folders of recordings, and segments by themselves. Throws the system's error when one is not there. */
export function readCapture(paths: readonly string[]): ReadCapture {
  const records: ReadRecord[] = [];
  const cut: { path: string; bytes: number }[] = [];
  const damaged: { path: string; problem: string }[] = [];
  for (const path of paths.flatMap((each) => (statSync(each).isDirectory() ? segmentsOf(each) : [each]))) {
    const reader = new SegmentReader();
    readInChunks(path, (chunk) => reader.push(chunk, (record, header) => records.push({ ...record, header })));
    if (reader.problem !== "") damaged.push({ path, problem: reader.problem });
    else if (reader.cutBytes > 0) cut.push({ path, bytes: reader.cutBytes });
  }
  records.sort((a, b) => a.header.startedMs - b.header.startedMs || a.arrivalUs - b.arrivalUs);
  return { records, cut, damaged };
}

function readInChunks(path: string, take: (chunk: Buffer) => void): void {
  const file = openSync(path, "r");
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) take(chunk.subarray(0, read));
  } finally {
    closeSync(file);
  }
}

const CHUNK_BYTES = 1024 * 1024;
