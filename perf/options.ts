import { parseArgs } from "node:util";

export interface BenchOptions {
  /** Short rounds, to see whether it works; the figures are rough. */
  readonly quick: boolean;
  /** Only measures whose name has this in it. */
  readonly only: string | null;
  /** Also write the findings to this file. */
  readonly json: string | null;
  /** Instead of the measures: the short gate of ratios, exit 1 when one is over its bound. */
  readonly gate: boolean;
  /** With the gate: that of a copy of the build that burns so many microseconds more for each request. */
  readonly slowedUs: number | null;
  /** Exit 1 when a target is missed. */
  readonly strict: boolean;
  /** Instead of the measures: the scenario `soak`, for so many minutes. */
  readonly soakMinutes: number | null;
  /** With the soak: as much load as fits. */
  readonly full: boolean;
  /** Write no file under perf/results. */
  readonly noRecord: boolean;
}

export const usage = `npm run bench -- [options]
  --quick          short rounds: to see that it works
  --only NAME      only the measures whose name contains NAME
  --gate           the gate of ratios instead, some 40 s, and three minutes on a busy machine: exit 1 when one is over its bound
  --slowed US      with --gate: judge a copy of the build that burns so many microseconds more for each
                   request (0.1 to 100), to see that it is found
  --soak MINUTES   the scenario soak for so long instead: memory must stay flat, and p99 where it was
  --full           with --soak: as much load as fits, in memory and on SQLite; memory alone is judged
  --json FILE      write the findings to FILE as well
  --no-record      write nothing under perf/results
  --strict         exit 1 when a target is missed
  --help           this text`;

/** Throws an Error with one sentence for a person. */
export function parseOptions(args: readonly string[]): BenchOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      json: { type: "string" },
      gate: { type: "boolean", default: false },
      slowed: { type: "string" },
      strict: { type: "boolean", default: false },
      soak: { type: "string" },
      full: { type: "boolean", default: false },
      "no-record": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const soakMinutes = values.soak === undefined ? null : Number(values.soak);
  if (soakMinutes !== null && !(soakMinutes >= MIN_SOAK_MINUTES && soakMinutes <= MAX_SOAK_MINUTES)) {
    throw new Error(`--soak takes ${MIN_SOAK_MINUTES} to ${MAX_SOAK_MINUTES} minutes, not "${values.soak}"`);
  }
  if (soakMinutes !== null && values.only !== undefined)
    throw new Error("--soak runs none of the measures: leave out --only");
  if (values.full && soakMinutes === null) throw new Error("--full is a kind of soak: add --soak MINUTES");
  if (values.gate && (values.only ?? values.soak ?? values.json) !== undefined) {
    throw new Error("--gate runs none of the measures and writes nothing: leave out --only, --soak and --json");
  }
  const slowedUs = values.slowed === undefined ? null : Number(values.slowed);
  if (slowedUs !== null && !(slowedUs >= MIN_SLOWED_US && slowedUs <= MAX_SLOWED_US)) {
    throw new Error(`--slowed takes ${MIN_SLOWED_US} to ${MAX_SLOWED_US} microseconds, not "${values.slowed}"`);
  }
  if (slowedUs !== null && !values.gate) throw new Error("--slowed slows the build that the gate judges: add --gate");
  return {
    quick: values.quick,
    only: values.only ?? null,
    json: values.json ?? null,
    gate: values.gate,
    slowedUs,
    strict: values.strict,
    soakMinutes,
    full: values.full,
    noRecord: values["no-record"],
  };
}

/** Three seconds to a tenth. */
const MIN_SOAK_MINUTES = 0.5;
/** Twelve hours. */
const MAX_SOAK_MINUTES = 720;
/** What the clock can tell, and far more than any request costs. */
const MIN_SLOWED_US = 0.1;
const MAX_SLOWED_US = 100;
