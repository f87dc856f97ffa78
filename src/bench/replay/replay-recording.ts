import type { ReadCapture, ReadRecord } from "../../capture/read-capture.ts";
import { operationName } from "../../codec/calls.ts";
import { createLatencies, latencyRecordOf, recordLatency } from "../suite/latency-record.ts";
import type { LatencyRecord, SuiteDoor } from "../suite/suite-result.ts";
import { AnswerComparison, type AnswerDiff } from "./answer-diff.ts";
import { firstStates } from "./first-state.ts";
import { type PreloadOutcome, preload } from "./preload.ts";
import { ReplayMessages } from "./replay-messages.ts";
import { type NotCarried, type ReplayOptions, ReplayRun } from "./replay-run.ts";
import { streamStates } from "./stream-state.ts";

/** Times of one operation: in the gateway then, and as a client sees them now. */
export interface OperationTimes {
  readonly operation: string;
  readonly recorded: LatencyRecord;
  readonly replayed: LatencyRecord;
}

/** What a replay found; the result in JSON. */
export interface ReplayReport {
  readonly recordings: readonly string[];
  /** Requests of the recording, and from the first to the last of them. */
  readonly requests: number;
  readonly recordedSeconds: number;
  readonly speed: number | "max";
  readonly loops: number;
  /** What they were played through: a door, or a store alone. */
  readonly through: SuiteDoor | "recorded" | "direct";
  readonly sent: number;
  readonly unanswered: number;
  /** What the target cannot be asked. */
  readonly notCarried: readonly NotCarried[];
  readonly connections: number;
  readonly seconds: number;
  /** How much later than due the latest request was sent. */
  readonly mostLateMs: number;
  /** Null where nothing was. */
  readonly preloaded: PreloadOutcome | null;
  readonly latencyUs: readonly OperationTimes[];
  readonly answers: AnswerDiff;
  /** What is wrong with the files, and with connections that were lost. */
  readonly notes: readonly string[];
}

export interface RecordingReplay extends ReplayOptions {
  /** Whether the target is brought to where the recording found its keys. */
  readonly preloads: boolean;
  readonly maxExamples: number;
}

/** Plays a recording against a gateway, and compares what comes of it. */
export async function replayRecording(capture: ReadCapture, options: RecordingReplay): Promise<ReplayReport> {
  const { records } = capture;
  const messages = new ReplayMessages(records);
  const preloaded = options.preloads ? await preload(statesOf(records, options), messages, options) : null;
  const { replayed, latencies, problems, ...figures } = await new ReplayRun(records, messages, options).run();
  const comparison = new AnswerComparison(options.maxExamples, options.speed !== null);
  for (const [i, record] of records.entries()) {
    const answer = replayed[i];
    if (answer === undefined) comparison.skip(record);
    else comparison.add(record, answer);
  }
  const spanUs = (records.at(-1)?.arrivalUs ?? 0) - (records[0]?.arrivalUs ?? 0);
  return {
    recordings: [...new Set(records.map(({ header }) => header.recording))],
    requests: records.length,
    recordedSeconds: spanUs / 1e6,
    speed: options.speed ?? "max",
    loops: options.loops,
    through: options.target.kind === "direct" ? "direct" : options.target.door,
    ...figures,
    preloaded,
    latencyUs: timesOf(capture, latencies),
    answers: comparison.diff,
    notes: [...notesOn(capture), ...problems.map((problem) => `a connection was lost: ${problem}`)],
  };
}

/** A store alone has no streams. */
function statesOf(records: readonly ReadRecord[], { target }: ReplayOptions): Parameters<typeof preload>[0] {
  return { keys: firstStates(records), streams: target.kind === "direct" ? [] : streamStates(records) };
}

function timesOf(
  { records }: ReadCapture,
  replayed: ReadonlyMap<number, ReturnType<typeof createLatencies>>,
): OperationTimes[] {
  const recorded = new Map<number, ReturnType<typeof createLatencies>>();
  for (const { call, totalUs } of records) {
    const latencies = recorded.get(call) ?? createLatencies();
    recorded.set(call, latencies);
    recordLatency(latencies, totalUs);
  }
  return [...recorded].map(([call, latencies]) => ({
    operation: operationName(call),
    recorded: latencyRecordOf(latencies),
    replayed: latencyRecordOf(replayed.get(call) ?? createLatencies()),
  }));
}

function notesOn({ cut, damaged }: ReadCapture): string[] {
  return [
    ...cut.map(
      ({ path, bytes }) => `${path} ends with ${bytes} bytes that are no whole record; its writer was cut off`,
    ),
    ...damaged.map(({ path, problem }) => `${path} cannot be read to its end: ${problem}`),
  ];
}
