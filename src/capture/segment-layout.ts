/**
 * A recording is a folder, and has *segments*: files that one worker each has appended records to.
 *
 *   captures/
 *     1790000000000-orders-5f3a91c2/     when it began, of which namespace, and what tells it from others
 *       recording.json                   who began it, why and with which bounds
 *       worker-0.000001.capture          one segment after the other
 *       worker-0.000002.capture
 *       worker-1.000001.capture          …
 *
 *   segment   8 bytes  "PRISMCAP"
 *             u16      version of this layout, little-endian, as all numbers are
 *             u16      zero
 *             u32      bytes of the header
 *             header   JSON: {@link SegmentHeader}
 *             records  `record-layout.ts`, one behind the other, to the end of the file
 *
 * Nothing is ever written anew, so a process that is killed leaves a segment of which the last record may be cut.
 */
export const SEGMENT_MAGIC = "PRISMCAP";
/** A reader refuses a version that it does not know; a change of `record-layout.ts` or of what the header means is a new one. */
export const SEGMENT_VERSION = 1;
/** Magic, version, zero, length of the header. */
export const SEGMENT_PREFIX_BYTES = 16;
/** Far over any header. */
export const MAX_SEGMENT_HEADER_BYTES = 64 * 1024;
/** A record has one request and one answer, each within a frame. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024;

/** What is written down of values. */
export const VALUE_MODES = ["size-only", "hash", "drop", "keep"] as const;
export type ValueMode = (typeof VALUE_MODES)[number];

export interface SegmentHeader {
  /** The name of the recording's folder. */
  readonly recording: string;
  readonly namespace: string;
  readonly worker: number;
  /** When the recording began, in milliseconds since the epoch: what arrival times count from. */
  readonly startedMs: number;
  readonly values: ValueMode;
  /** What separates the parts of keys that were scrubbed one by one; empty = keys were scrubbed whole. */
  readonly keySeparator: string;
  /** The share of connections that was recorded. */
  readonly sample: number;
}

export function encodeSegmentHeader(header: SegmentHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const bytes = Buffer.alloc(SEGMENT_PREFIX_BYTES + json.length);
  bytes.write(SEGMENT_MAGIC, "latin1");
  bytes.writeUInt16LE(SEGMENT_VERSION, 8);
  bytes.writeUInt32LE(json.length, 12);
  json.copy(bytes, SEGMENT_PREFIX_BYTES);
  return bytes;
}

export function segmentName(worker: number, number: number): string {
  return `worker-${worker}.${String(number).padStart(6, "0")}.capture`;
}

export const SEGMENT_NAME = /^worker-(\d+)\.(\d{6,})\.capture$/;
