import type { ScrubRules } from "./scrubber.ts";

/** What a worker is to record of one namespace. */
export interface CaptureOrder extends ScrubRules {
  /** The name of the recording's folder. */
  readonly recording: string;
  readonly folder: string;
  readonly namespace: string;
  /** Its place in the snapshot. */
  readonly index: number;
  /** When the recording began: by the clock on the wall, and on the monotonic one, which wraps. */
  readonly startedMs: number;
  readonly startedUs: number;
  /** The share of connections that are recorded. */
  readonly sample: number;
  /** Bytes that this worker may write from now on. */
  readonly roomBytes: number;
}

/** What became of the requests to a namespace while it was recorded; of the requests to one worker, or to all. */
export interface CaptureCounts {
  /** Recorded, and the bytes of the files. */
  records: number;
  bytes: number;
  /** Not recorded, because the recording is as large as it may be … */
  overBound: number;
  /** … because blocks were still being scrubbed … */
  tooFast: number;
  /** … because they are about values in chunks … */
  unsupported: number;
  /** … or because their messages cannot be read, or the file cannot be written. */
  lost: number;
}

export function noCounts(): CaptureCounts {
  return { records: 0, bytes: 0, overBound: 0, tooFast: 0, unsupported: 0, lost: 0 };
}

export function addCounts(sum: CaptureCounts, counts: CaptureCounts): void {
  for (const name of Object.keys(sum) as (keyof CaptureCounts)[]) sum[name] += counts[name];
}

/** What a worker tells of a recording, since the last time. */
export interface CaptureProgress {
  readonly recording: string;
  readonly counts: CaptureCounts;
  /** Why a file cannot be written; empty when it can. */
  readonly problem: string;
}
