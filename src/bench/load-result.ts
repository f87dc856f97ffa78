/** What one run of the generator has found. */
export interface LoadResult {
  /** False when anything was wrong with any answer: the figures then mean nothing. */
  readonly valid: boolean;
  /** The first few things that were wrong. */
  readonly faults: readonly string[];
  /** Answers that carried an error. */
  readonly errors: number;
  /** Answers that were decoded whole and compared with what they had to be. */
  readonly compared: number;
  /** Answers within the measured time, and that time. */
  readonly answers: number;
  readonly seconds: number;
  readonly opsPerSecond: number;
  /** Answers of the whole run, warm-up included. */
  readonly totalAnswers: number;
  readonly latencyUs: LatencySummary;
  /** The generator's own processor time while it measured: close to `seconds`, it was the bottleneck itself. */
  readonly cpu: { readonly userSeconds: number; readonly systemSeconds: number };
}

/** Microseconds from the sending of a request to the arrival of its answer. */
export interface LatencySummary {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}
