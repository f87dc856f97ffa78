/** What a thread tells of its audit: totals since it started, and where its chain stands. */
export interface AuditReport {
  readonly chain: string;
  readonly records: number;
  readonly bytes: number;
  readonly flushes: number;
  /** Time that writing took. */
  readonly flushUs: number;
  readonly failures: number;
  /** Records that were lost because the log could not be written; the log tells how many. */
  readonly unrecorded: number;
  /** Number of the last seal. */
  readonly seal: number;
  /** Since the last checkpoint; 0 when nothing has been sealed after it. */
  readonly checkpointAgeMs: number;
  /** Why it cannot be written or kept now; empty when it can. */
  readonly problem: string;
}
