import type { SuiteCase, SuiteRun } from "./suite-record.ts";

/** What `scripts/record-grpc-suites.mjs` has kept of a run of all suites. */
export interface SuitesRecord {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly runs: readonly SuiteRun[];
  /** Tests with clients of others, by the name of what they are grouped under. */
  readonly clients: readonly {
    readonly path: string;
    readonly name: string;
    readonly passed: number;
    readonly count: number;
  }[];
  readonly fuzz: { readonly frames: number; readonly calls: number; readonly heapGrowth: number };
}

/** The page `docs-cms/reference/grpc-suites.md`. */
export function renderSuites({ date, commit, node, runs, clients, fuzz }: SuitesRecord): string {
  const lines = [
    "<!-- Generated from grpc-suites.json by scripts/generate-grpc-suites.mjs; do not edit. -->",
    "",
    "# What judges the gRPC door",
    "",
    `Suites and clients that others have written, run against both [transports](../grpc-transport.md) on ${date.slice(0, 10)}, commit ${commit}, Node.js`,
    `${node}. \`node scripts/record-grpc-suites.mjs\` runs all of it anew; the tests run it each time, but for h2spec against \`grpc-js\` and most`,
    "of the fuzzing.",
    ...suiteSection(
      "h2spec",
      "Conformance with RFC 9113 and RFC 7541, its strict cases too; passed of all cases by section.",
      runs,
    ),
    ...leftSection(runs),
    ...suiteSection(
      "grpc-go interop",
      "The cases of gRPC's interop suite, by its client in Go, against its test service, which the door serves in the tests. Those in gzip that its client does not offer are run by the same code.",
      runs,
    ),
    "",
    "## Clients against a gateway",
    "",
    "| tests | | passed |",
    "|---|---|---|",
    ...clients.map(({ path, name, passed, count }) => `| \`${path}\` | ${name} | ${passed} of ${count} |`),
    "",
    "`acceptor/grpc/` has the client of `@grpc/grpc-js`.",
    "",
    "## Frames at random",
    "",
    `\`npm run fuzz\`: ${whole(fuzz.frames)} frames, ${whole(fuzz.calls)} calls, no fault; the heap ${fuzz.heapGrowth > 0 ? "grew" : "shrank"} by`,
    `${(Math.abs(fuzz.heapGrowth) / 1024 / 1024).toFixed(1)} MiB after the first tenth. What \`lean\` makes of frames at random is compared with what Node makes of them in each`,
    "run of the tests: `tests/acceptor/http2/differential.test.ts`.",
  ];
  return `${lines.join("\n")}\n`;
}

function suiteSection(suite: string, about: string, all: readonly SuiteRun[]): string[] {
  const runs = all.filter((run) => run.suite === suite);
  const groups = [...new Set(runs.flatMap(({ cases }) => cases.map(groupOf)))];
  return [
    "",
    `## ${suite} ${runs[0]?.version ?? ""}`,
    "",
    about,
    "",
    `| | ${runs.map(({ transport, security }) => `${transport}, ${security}`).join(" | ")} |`,
    `|${"---|".repeat(runs.length + 1)}`,
    ...groups.map((group) => row(group, runs, (each) => groupOf(each) === group)),
    row("all", runs, () => true),
  ];
}

/** Of h2spec its sections, of all else the cases themselves. */
function groupOf({ group, name }: SuiteCase): string {
  return group.includes("/") ? group : `\`${name}\`, ${group}`;
}

function row(name: string, runs: readonly SuiteRun[], isOf: (each: SuiteCase) => boolean): string {
  const cells = runs.map(({ cases }) => {
    const counted = cases.filter(isOf);
    return `${counted.filter(({ problem }) => problem === null).length} of ${counted.length}`;
  });
  return `| ${[name, ...cells].join(" | ")} |`;
}

function leftSection(runs: readonly SuiteRun[]): string[] {
  return runs
    .filter(({ cases }) => cases.some(({ problem }) => problem !== null))
    .flatMap(({ suite, transport, security, cases }) => [
      "",
      `What \`${transport}\` leaves undone of ${suite}, ${security}:`,
      "",
      ...cases
        .filter(({ problem }) => problem !== null)
        .map(({ group, name, problem }) => `* ${group}: ${name}${problem === "skipped" ? " (skipped)" : ""}`),
    ]);
}

function whole(count: number): string {
  return count.toLocaleString("en-US");
}
