import type { Measure } from "../../bench/tune/run-figures.ts";
import type { AdminOptions } from "../admin-session.ts";

/** What commander gives for the options of `prism tune`. */
export interface TuneFlags extends AdminOptions {
  readonly scenario: string;
  readonly config?: string;
  readonly for?: Measure;
  readonly only?: readonly string[];
  readonly maxRuns: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly run: number;
  readonly smallest: number;
  readonly seed: number;
  readonly data?: string;
  readonly url?: string;
  readonly output: "text" | "json";
}
