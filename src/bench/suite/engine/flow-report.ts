/** What one process found in one stage. */
export interface StageReport {
  readonly flows: readonly FlowReport[];
  readonly faults: readonly string[];
  /** Of the process while the stage lasted, warm-up included. */
  readonly cpuSeconds: number;
  readonly seconds: number;
}

/** What one process found of one flow in one stage: plain, so that it can be sent. Histograms are texts. */
export interface FlowReport {
  readonly flow: string;
  readonly operations: readonly OperationReport[];
  readonly phases: readonly CountedLatencies[];
  /** By second since the stage began; a second without answers and errors is left out. */
  readonly seconds: readonly (CountedLatencies & { readonly second: number })[];
  /** From the intended time to the sending; null for a closed loop. */
  readonly lateness: string | null;
}

export interface OperationReport {
  readonly operation: string;
  /** Right answers that came within the measured time. */
  readonly answers: number;
  readonly errors: readonly { readonly code: string; readonly reason: string; readonly count: number }[];
  /** From the intended time; empty in a closed loop, whose correction is made when all processes' are together. */
  readonly intended: string;
  readonly sent: string;
}

export interface CountedLatencies {
  readonly answers: number;
  readonly errors: number;
  readonly hdr: string;
}
