import type { Histogram } from "hdr-histogram-js";
import { createLatencies, encodeLatencies, recordLatency } from "../latency-record.ts";
import type { FlowReport, OperationReport } from "./flow-report.ts";
import type { Stage } from "./stage.ts";

/**
 * What the connections of a flow count together in one stage. Moments are microseconds of one clock that never wraps.
 *
 * A request's latency belongs to the phase in which it was meant to be sent, its answer to the phase and the second in
 * which it came: a backlog shows as latency of the burst that made it, and as a rate when it is worked off.
 */
export class FlowTally {
  readonly faults: string[] = [];
  private readonly isOpen: boolean;
  private readonly operations: OperationCounts[];
  private phases: PhaseCounts[] = [];
  private readonly seconds: (Counts | undefined)[] = [];
  private readonly lateness = createLatencies();
  private beganUs = 0;

  constructor(operations: readonly string[], isOpen: boolean) {
    this.isOpen = isOpen;
    this.operations = [...operations, CONNECT].map((name) => new OperationCounts(name));
  }

  beginStage(stage: Stage, nowUs: number): void {
    this.beganUs = nowUs;
    let endUs = nowUs;
    this.phases = stage.phases.map(({ kind, durationMs }) => {
      endUs += durationMs * 1_000;
      return new PhaseCounts(endUs, kind !== "warm-up");
    });
    this.seconds.length = 0;
    this.lateness.reset();
    for (const counts of this.operations) counts.reset();
  }

  /** `count` right answers to requests that were meant for one moment and sent at one moment. */
  answered(operation: number, intendedUs: number, sentUs: number, nowUs: number, count: number): void {
    const latencyUs = Math.round(nowUs - (this.isOpen ? intendedUs : sentUs));
    const counts = this.operations[operation] as OperationCounts;
    const meant = this.phaseAt(intendedUs);
    const came = this.phaseAt(nowUs);
    if (came !== null) {
      came.answers += count;
      if (came.isMeasured) counts.answers += count;
    }
    if (meant !== null) {
      recordLatency(meant.latencies, latencyUs, count);
      if (meant.isMeasured) {
        recordLatency(counts.sent, Math.round(nowUs - sentUs), count);
        if (this.isOpen) {
          recordLatency(counts.intended, latencyUs, count);
          recordLatency(this.lateness, Math.round(sentUs - intendedUs), count);
        }
      }
    }
    const second = this.secondAt(nowUs);
    second.answers += count;
    recordLatency(second.latencies, latencyUs, count);
  }

  /** The opening of a connection took so long; it counts for itself and not among the answers. */
  connected(tookUs: number, nowUs: number): void {
    if (this.phaseAt(nowUs)?.isMeasured !== true) return;
    const counts = this.operations.at(-1) as OperationCounts;
    counts.answers++;
    recordLatency(counts.sent, Math.round(tookUs));
    if (this.isOpen) recordLatency(counts.intended, Math.round(tookUs));
  }

  /** A request that has no right answer. */
  failed(operation: number, code: string, reason: string, intendedUs: number, nowUs: number): void {
    this.secondAt(nowUs).errors++;
    const meant = this.phaseAt(intendedUs);
    if (meant === null) return;
    meant.errors++;
    if (meant.isMeasured) (this.operations[operation] as OperationCounts).failed(code, reason);
  }

  fault(what: string): void {
    if (this.faults.length < MAX_FAULTS && !this.faults.includes(what)) this.faults.push(what);
  }

  /** What has failed, for a person. */
  failures(): string[] {
    return this.operations.flatMap((counts) => counts.report().errors.map(({ code, reason }) => `${code} ${reason}`));
  }

  report(flow: string): FlowReport {
    return {
      flow,
      operations: this.operations
        .filter((counts) => counts.name !== CONNECT || counts.answers > 0)
        .map((counts) => counts.report()),
      phases: this.phases.map((counts) => counts.report()),
      seconds: this.seconds.flatMap((counts, second) => (counts === undefined ? [] : [{ second, ...counts.report() }])),
      lateness: this.isOpen ? encodeLatencies(this.lateness) : null,
    };
  }

  /** Null before and after the stage. */
  private phaseAt(us: number): PhaseCounts | null {
    if (us < this.beganUs) return null;
    for (const phase of this.phases) if (us < phase.endUs) return phase;
    return null;
  }

  private secondAt(us: number): Counts {
    const second = Math.max(0, Math.floor((us - this.beganUs) / 1e6));
    this.seconds[second] ??= new Counts(2);
    return this.seconds[second] as Counts;
  }
}

/** What the opening of connections is called in results. */
export const CONNECT = "connect";
const MAX_FAULTS = 5;

class Counts {
  answers = 0;
  errors = 0;
  readonly latencies: Histogram;

  constructor(digits: 2 | 3) {
    this.latencies = createLatencies(digits);
  }

  report(): { answers: number; errors: number; hdr: string } {
    return { answers: this.answers, errors: this.errors, hdr: encodeLatencies(this.latencies) };
  }
}

class PhaseCounts extends Counts {
  readonly endUs: number;
  readonly isMeasured: boolean;

  constructor(endUs: number, isMeasured: boolean) {
    super(3);
    this.endUs = endUs;
    this.isMeasured = isMeasured;
  }
}

class OperationCounts {
  readonly name: string;
  answers = 0;
  readonly sent = createLatencies();
  readonly intended = createLatencies();
  /** By code and reason. */
  private readonly errors = new Map<string, { code: string; reason: string; count: number }>();

  constructor(name: string) {
    this.name = name;
  }

  reset(): void {
    this.answers = 0;
    this.sent.reset();
    this.intended.reset();
    this.errors.clear();
  }

  failed(code: string, reason: string): void {
    const key = `${code} ${reason}`;
    const isKept = this.errors.has(key) || this.errors.size < MAX_ERROR_KINDS;
    const kept = isKept ? key : OTHER;
    const known = this.errors.get(kept);
    if (known !== undefined) known.count++;
    else this.errors.set(kept, isKept ? { code, reason, count: 1 } : { code: "UNKNOWN", reason: OTHER, count: 1 });
  }

  report(): OperationReport {
    return {
      operation: this.name,
      answers: this.answers,
      errors: [...this.errors.values()],
      intended: encodeLatencies(this.intended),
      sent: encodeLatencies(this.sent),
    };
  }
}

/** Reasons come from a server, which may be any: beyond so many they are counted together. */
const MAX_ERROR_KINDS = 64;
const OTHER = "OTHER_ERRORS";
