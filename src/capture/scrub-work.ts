import { closeSync, fstatSync, openSync, writeSync } from "node:fs";
import { LENGTH_BYTES, readRecord } from "./record-layout.ts";
import { Scrubber, type ScrubRules } from "./scrubber.ts";
import { encodeSegmentHeader, type SegmentHeader } from "./segment-layout.ts";

export interface ScrubInput extends ScrubRules {
  /** Records as the worker has them, one behind the other; all of its buffer, which is handed over and comes back. */
  readonly block: Uint8Array<ArrayBuffer>;
  /** How much of it is records. */
  readonly used: number;
  /** Where they go, behind what is there. */
  readonly path: string;
  /** What the file begins with if it is not there. */
  readonly header: SegmentHeader;
  /** Bytes that may be written. */
  readonly roomBytes: number;
}

export interface Scrubbed {
  readonly block: Uint8Array<ArrayBuffer>;
  readonly records: number;
  readonly bytes: number;
  /** Records that are not written, because there is no room … */
  readonly overBound: number;
  /** … because their messages cannot be read, or the file cannot be written. */
  readonly lost: number;
  /** Why nothing was written; empty when it was. */
  readonly problem: string;
}

/** Scrubs a block of records and appends it to its file. Runs on a thread of the pool: nothing unscrubbed is ever written. */
export function scrubBlock(input: ScrubInput): Scrubbed {
  const { block, used, path, header, roomBytes } = input;
  const raw = Buffer.from(block.buffer, 0, used);
  const counts = { records: 0, bytes: 0, overBound: 0, lost: 0, problem: "" };
  try {
    const file = openSync(path, "a", PRIVATE);
    try {
      const parts: Buffer[] = [];
      if (fstatSync(file).size === 0) parts.push(encodeSegmentHeader(header));
      counts.bytes = parts[0]?.length ?? 0;
      scrubAll(raw, scrubberFor(header.recording, input), roomBytes, counts, parts);
      if (counts.records > 0) writeWhole(file, Buffer.concat(parts));
      else counts.bytes = 0;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return {
      block,
      records: 0,
      bytes: 0,
      overBound: 0,
      lost: counts.records + counts.lost,
      problem: (error as Error).message,
    };
  }
  return { block, ...counts };
}

function scrubAll(raw: Buffer, scrubber: Scrubber, roomBytes: number, counts: Counts, parts: Buffer[]): void {
  for (let pos = 0; pos < raw.length; ) {
    const end = pos + LENGTH_BYTES + raw.readUInt32LE(pos);
    const record = readRecord(raw.subarray(pos, end));
    const scrubbed = record === null ? null : scrubber.scrub(record);
    pos = end;
    if (scrubbed === null) counts.lost++;
    else if (counts.bytes + scrubbed.length > roomBytes) counts.overBound++;
    else {
      parts.push(scrubbed);
      counts.records++;
      counts.bytes += scrubbed.length;
    }
  }
}

interface Counts {
  records: number;
  bytes: number;
  overBound: number;
  lost: number;
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** What scrubs a recording knows the keys that came lately, so it is kept from block to block. */
function scrubberFor(recording: string, rules: ScrubRules): Scrubber {
  let scrubber = scrubbers.get(recording);
  if (scrubber === undefined) {
    scrubber = new Scrubber(rules);
    if (scrubbers.size >= MAX_SCRUBBERS) scrubbers.delete(scrubbers.keys().next().value as string);
    scrubbers.set(recording, scrubber);
  }
  return scrubber;
}

const scrubbers = new Map<string, Scrubber>();
/** Recordings that go on at one time, mostly; one that is forgotten is made anew, without what it knew. */
const MAX_SCRUBBERS = 4;
/** Whoever may read the gateway's data may read its recordings, and nobody else. */
const PRIVATE = 0o600;
