import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CaptureCounts, noCounts } from "./capture-order.ts";
import { SEGMENT_NAME, VALUE_MODES, type ValueMode } from "./segment-layout.ts";

/** What `recording.json` says of a recording. Nothing of its secret: that is never written down. */
export interface Recording {
  /** The name of its folder. */
  readonly recording: string;
  readonly namespace: string;
  /** Who asked for it; null where the namespace's declaration did. */
  readonly startedBy: string | null;
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
  /** When it is to end at the latest; null where it goes on. */
  readonly untilMs: number | null;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  readonly sample: number;
  readonly values: ValueMode;
  readonly keySeparator: string;
  /** When it ended; null while it goes on, and where the gateway was killed meanwhile. */
  readonly endedMs: number | null;
  /** As far as it is known: what came after was not counted where the gateway was killed. */
  readonly counts: CaptureCounts;
}

/** null when the folder has none that can be read. */
export function readRecording(folder: string): Recording | null {
  try {
    const read = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Recording;
    const texts = [read.recording, read.namespace, read.keySeparator];
    const numbers = [read.startedMs, read.maxBytes, read.maxAgeMs, read.sample];
    if (!texts.every((text) => typeof text === "string") || !numbers.every(Number.isFinite)) return null;
    if (!VALUE_MODES.includes(read.values)) return null;
    return { ...read, counts: { ...noCounts(), ...read.counts } };
  } catch {
    return null;
  }
}

/** Puts the new one in the place of the one before at once. */
export function writeRecording(folder: string, recording: Recording): void {
  const path = join(folder, MANIFEST);
  writeFileSync(`${path}.new`, `${JSON.stringify(recording, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The segments of a recording, worker by worker, each in order. */
export function segmentsOf(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => SEGMENT_NAME.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Bytes of its segments. */
export function bytesOf(folder: string): number {
  return segmentsOf(folder).reduce((sum, path) => sum + statSync(path).size, 0);
}

/**
 * Removes the segments that nobody has written since `beforeMs`, and the folder with the last of them, unless it `goesOn`.
 * @returns whether anything is left.
 */
export function removeOld(folder: string, beforeMs: number, goesOn: boolean): boolean {
  let left = 0;
  for (const path of segmentsOf(folder)) {
    if (statSync(path).mtimeMs < beforeMs) rmSync(path);
    else left++;
  }
  if (left > 0 || goesOn || statSync(join(folder, MANIFEST)).mtimeMs >= beforeMs) return true;
  rmSync(folder, { recursive: true });
  return false;
}

const MANIFEST = "recording.json";
