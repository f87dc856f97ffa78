import type { AuditReport } from "../metrics/audit-report.ts";
import { CATALOGUE, type MetricSpec } from "../metrics/catalogue.ts";
import { GrowingTotal } from "../metrics/growing-total.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";

/** Adds up what the threads that have written a chain, one after the other, have told of it. */
export class AuditHistory {
  private latest: AuditReport | null = null;
  private readonly totals = TOTALS.map(() => new GrowingTotal());

  /** What a thread said: the one that had been replaced `restarts` times. */
  accept(report: AuditReport, restarts: number): void {
    this.latest = report;
    for (const [i, name] of TOTALS.entries()) this.totals[i]?.observe(restarts, report[name]);
  }

  /** The last report, with totals since the gateway started; null when there is none. */
  get figures(): AuditReport | null {
    if (this.latest === null) return null;
    const totals = Object.fromEntries(TOTALS.map((name, i) => [name, this.totals[i]?.value ?? 0]));
    return { ...this.latest, ...totals };
  }
}

const TOTALS = ["records", "bytes", "flushes", "flushUs", "failures", "unrecorded"] as const;

/** The part of the page about the audit log; nothing when there is none. */
export function writeAudit(text: PrometheusText, chains: readonly AuditReport[]): void {
  if (chains.length === 0) return;
  const each = (spec: MetricSpec, figure: (chain: AuditReport) => number): void => {
    text.begin(spec);
    for (const report of chains) text.sample(figure(report), report.chain);
  };
  each(CATALOGUE.auditUp, ({ problem }) => (problem === "" ? 1 : 0));
  each(CATALOGUE.auditRecords, ({ records }) => records);
  each(CATALOGUE.auditBytes, ({ bytes }) => bytes);
  each(CATALOGUE.auditWrites, ({ flushes }) => flushes);
  each(CATALOGUE.auditWriteSeconds, ({ flushUs }) => flushUs / 1e6);
  each(CATALOGUE.auditFailures, ({ failures }) => failures);
  each(CATALOGUE.auditUnrecorded, ({ unrecorded }) => unrecorded);
  each(CATALOGUE.auditSeal, ({ seal }) => seal);
  each(CATALOGUE.auditCheckpointAge, ({ checkpointAgeMs }) => checkpointAgeMs / 1e3);
}
