import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { systemClock } from "../src/common/clock.ts";
import { Children } from "./children.ts";
import { type Finding, verdictOf } from "./finding.ts";
import { gateOfSlowedBuild } from "./gate/slowed-build.ts";
import { gatePace, renderGate, runGate } from "./gate.ts";
import { fullPace, Lab, quickPace } from "./lab.ts";
import { describeMachine } from "./machine.ts";
import { acceptorsMeasure } from "./measures/acceptors.ts";
import { auditMeasure } from "./measures/audit.ts";
import { doorsMeasure } from "./measures/doors.ts";
import { featuresMeasure } from "./measures/features.ts";
import { footprintMeasure } from "./measures/footprint.ts";
import { generatorMeasure } from "./measures/generator.ts";
import { grpcMeasure } from "./measures/grpc.ts";
import { httpMeasure } from "./measures/http.ts";
import { kafkaMeasure } from "./measures/kafka.ts";
import { latencyMeasure } from "./measures/latency.ts";
import { memoryMeasure } from "./measures/memory.ts";
import { natsMeasure } from "./measures/nats.ts";
import { noisyNeighbourMeasure } from "./measures/noisy-neighbour.ts";
import { postgresMeasure } from "./measures/postgres.ts";
import { redisMeasure } from "./measures/redis.ts";
import { scalingMeasure } from "./measures/scaling.ts";
import { scenariosMeasure } from "./measures/scenarios.ts";
import { securityMeasure } from "./measures/security.ts";
import { sqliteMeasure } from "./measures/sqlite.ts";
import { steadinessMeasure } from "./measures/steadiness.ts";
import { streamsMeasure } from "./measures/streams.ts";
import { tlsMeasure } from "./measures/tls.ts";
import { type BenchOptions, parseOptions, usage } from "./options.ts";
import { type RecordedFinding, type Report, record, renderTable } from "./report.ts";
import { fullSoak, type SoakSample, soak } from "./soak.ts";
import { sparkline } from "./statistics.ts";

/** The standard suite: Prism against baselines in the same run. Exit status 0 also when a target is missed. */
const measures = [
  latencyMeasure,
  memoryMeasure,
  sqliteMeasure,
  streamsMeasure,
  postgresMeasure,
  redisMeasure,
  natsMeasure,
  kafkaMeasure,
  auditMeasure,
  grpcMeasure,
  securityMeasure,
  tlsMeasure,
  httpMeasure,
  doorsMeasure,
  featuresMeasure,
  scalingMeasure,
  acceptorsMeasure,
  footprintMeasure,
  steadinessMeasure,
  noisyNeighbourMeasure,
  scenariosMeasure,
  generatorMeasure,
];
/** A shorter soak shows that it works, and no more. */
const LEAST_SOAK_MINUTES = 30;
const root = fileURLToPath(new URL("../../", import.meta.url));

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let options: BenchOptions | "help";
  try {
    options = parseOptions(args);
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  if (options === "help") {
    console.log(usage);
    return 0;
  }
  if (options.gate) return gate(options.slowedUs);
  const { only } = options;
  const chosen = measures.filter((measure) => only === null || measure.name.includes(only));
  if (chosen.length === 0) {
    console.error(`no measure is called "${only}"; there are: ${measures.map((measure) => measure.name).join(", ")}`);
    return 2;
  }
  const lab = new Lab(options.quick ? quickPace : fullPace, new Children(), (line) => console.log(line));
  const findings: RecordedFinding[] = [];
  const failures: string[] = [];
  let samples: readonly SoakSample[] = [];
  const attempt = async (name: string, work: () => Promise<readonly Finding[]>): Promise<void> => {
    console.log(name);
    await work().then(
      (found) => void findings.push(...found.map((finding) => ({ ...finding, measure: name }))),
      (error: unknown) => {
        failures.push(`${name}: ${messageOf(error)}`);
        console.error(`  ${name} could not be finished: ${messageOf(error)}`);
      },
    );
  };
  const { soakMinutes } = options;
  if (soakMinutes !== null) {
    await attempt(options.full ? "full soak" : "soak", async () => {
      const outcome = await (options.full ? fullSoak : soak)(lab, soakMinutes);
      samples = outcome.samples;
      return outcome.findings;
    });
  } else {
    for (const measure of chosen) await attempt(measure.name, () => measure.run(lab));
  }
  const date = new Date(systemClock.wallMs()).toISOString();
  const quick = options.quick || (soakMinutes ?? Number.POSITIVE_INFINITY) < LEAST_SOAK_MINUTES;
  const report: Report = { date, quick, only, machine: describeMachine(root), findings, failures };
  return conclude(options, report, samples);
}

async function gate(slowedUs: number | null): Promise<number> {
  const children = new Children();
  try {
    if (slowedUs !== null) return await gateOfSlowedBuild(root, children, slowedUs);
    const findings = await runGate(new Lab(gatePace, children, (line) => console.log(line)));
    console.log(renderGate(findings));
    return findings.every(({ isPassed }) => isPassed) ? 0 : 1;
  } catch (error) {
    console.error(`gate: could not be finished: ${messageOf(error)}`);
    return 1;
  }
}

/** Prints and records the report; gives the exit status. */
function conclude(options: BenchOptions, report: Report, samples: readonly SoakSample[]): number {
  const { findings, failures } = report;
  if (findings.length > 0) console.log(`\n${renderTable(findings)}`);
  if (samples.length > 0)
    console.log(
      `\nresident memory  ${sparkline(
        samples.map((sample) => sample.residentBytes),
        72,
      )}`,
    );
  if (!options.noRecord && findings.length > 0) console.log(`\nrecorded in ${record(root, report, samples)}.md`);
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  const count = (verdict: string): number => findings.filter((finding) => verdictOf(finding) === verdict).length;
  console.log(
    `${count("met")} met, ${count("MISSED")} missed, ${count("left out")} left out, ${failures.length} not finished`,
  );
  if (failures.length > 0) return 1;
  return options.strict && count("MISSED") > 0 ? 1 : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
