import type { CaptureCounts } from "../../capture/capture-order.ts";
import type { Recording } from "../../capture/recording.ts";
import type { NamespaceSpec } from "../../namespaces/snapshot.ts";

/** A recording that goes on. */
export interface RunningCapture extends Omit<Recording, "namespace" | "endedMs"> {
  readonly folder: string;
  readonly spec: NamespaceSpec;
  readonly startedUs: number;
  readonly secret: Uint8Array;
  /** What earlier ones have that share its bound. */
  readonly earlierBytes: number;
  readonly counts: CaptureCounts;
  /** Whether it has grown since the workers were told how much room there is. */
  hasNews: boolean;
}

/** What is told and written down of it. */
export function recordingOf(capture: RunningCapture, endedMs: number | null): Recording {
  const { recording, spec, startedBy, startedMs, untilMs, maxBytes, maxAgeMs, sample, values, keySeparator } = capture;
  return {
    ...{ recording, namespace: spec.name, startedBy, startedMs, untilMs, maxBytes, maxAgeMs, sample },
    ...{ values, keySeparator, endedMs, counts: { ...capture.counts } },
  };
}
