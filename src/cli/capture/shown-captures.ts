import { formatBytes } from "../../config/units.ts";
import { CommandError } from "../command-error.ts";
import { formatCount } from "../format-count.ts";

/** What the admin API says of a recording, as far as people are shown it. */
export interface ShownCapture {
  readonly recording: string;
  readonly folder: string;
  readonly namespace: string;
  readonly startedBy: string | null;
  readonly startedMs: number;
  readonly untilMs: number | null;
  readonly endedMs: number | null;
  readonly isRecording: boolean;
  readonly values: string;
  readonly bytes: number;
  readonly maxBytes: number;
  readonly counts: {
    readonly records: number;
    readonly overBound: number;
    readonly tooFast: number;
    readonly unsupported: number;
    readonly lost: number;
  };
}

export function readCaptures(body: Readonly<Record<string, unknown>>): ShownCapture[] {
  if (!Array.isArray(body.captures)) throw malformed();
  return body.captures.map(readCapture);
}

export function readCapture(value: unknown): ShownCapture {
  const read = value as ShownCapture;
  if (typeof read?.recording !== "string" || typeof read.counts?.records !== "number") throw malformed();
  return read;
}

export function captureRow(capture: ShownCapture): Record<string, string> {
  const { counts } = capture;
  return {
    recording: capture.recording,
    namespace: capture.namespace,
    state: stateOf(capture),
    by: capture.startedBy ?? "declaration",
    records: formatCount(counts.records),
    bytes: formatBytes(capture.bytes),
    "left out": formatCount(leftOut(capture)),
    values: capture.values,
  };
}

/** Some lines about one. */
export function describeCapture(capture: ShownCapture): string {
  const { recording, folder, namespace, untilMs, counts, maxBytes } = capture;
  const until = untilMs === null ? "" : ` until ${new Date(untilMs).toISOString()}`;
  if (capture.isRecording) {
    return [
      `${recording} records ${namespace}${until}, up to ${formatBytes(maxBytes)}`,
      `in ${folder}`,
      // No address that may be in use: what is played is written there.
      `play it again with: prism bench replay ${folder} --url prism://HOST:7400\n`,
    ].join("\n");
  }
  const { overBound, tooFast, unsupported, lost } = counts;
  return [
    `${recording} has ${counts.records} requests in ${formatBytes(capture.bytes)}`,
    `left out: ${overBound} over its bound, ${tooFast} too fast, ${unsupported} about values in chunks, ${lost} lost`,
    `in ${folder}\n`,
  ].join("\n");
}

function stateOf({ isRecording, endedMs }: ShownCapture): string {
  if (isRecording) return "recording";
  return endedMs === null ? "cut off" : "ended";
}

function leftOut({ counts }: ShownCapture): number {
  return counts.overBound + counts.tooFast + counts.unsupported + counts.lost;
}

function malformed(): CommandError {
  return new CommandError("MALFORMED_ANSWER", "the admin door does not tell of recordings as this command knows them");
}
