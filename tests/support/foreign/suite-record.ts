import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One case of a suite that somebody else has written. */
export interface SuiteCase {
  /** What it belongs to, for example `http2/6.9`. */
  readonly group: string;
  readonly name: string;
  /** Null when it passed; else what was expected and what came. */
  readonly problem: string | null;
}

export interface SuiteRun {
  readonly suite: string;
  readonly version: string;
  readonly transport: string;
  readonly security: "plain" | "TLS";
  readonly cases: readonly SuiteCase[];
}

const folder = process.env.PRISM_SUITES_TO;

/** Whether runs are kept for the page of suites: `scripts/record-grpc-suites.mjs` runs the tests. */
export const isRecorded = folder !== undefined;

export function recordSuite(run: SuiteRun): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${run.suite} ${run.transport} ${run.security}.json`), JSON.stringify(run));
}

/** The cases that did not pass, a line each. */
export function problemsOf(cases: readonly SuiteCase[]): string[] {
  return cases.filter(({ problem }) => problem !== null).map((each) => `${each.group}: ${each.name}: ${each.problem}`);
}
