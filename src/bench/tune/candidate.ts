import { formatBytes } from "../../config/units.ts";

/** A value that a setting is tried with: sizes are bytes. */
export type TriedValue = number | string;

/** The settings that differ from the configuration that is tuned, by their path in the file: `backends.cache.connections`. */
export type Candidate = Readonly<Record<string, TriedValue>>;

/** The configuration as it is. */
export const UNCHANGED: Candidate = {};

/** The same for candidates of the same settings, in whatever order these were changed. */
export function candidateKey(candidate: Candidate): string {
  return JSON.stringify(Object.entries(candidate).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** For a person: `workers 2, limits.ringBytes 4MiB`. */
export function describeCandidate(candidate: Candidate): string {
  const changes = Object.entries(candidate).map(([path, value]) => `${path} ${shownValue(path, value)}`);
  return changes.length === 0 ? "as it is" : changes.join(", ");
}

/** As it would stand in the file. */
export function shownValue(path: string, value: TriedValue): TriedValue {
  return typeof value === "number" && path.endsWith("Bytes") ? formatBytes(value) : value;
}
