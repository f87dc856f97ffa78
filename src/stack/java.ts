import { spawnSync } from "node:child_process";
import { findProgram } from "./find-program.ts";
import { StackProblem } from "./stack-problem.ts";

/** The package that holds it. */
export const JAVA_PACKAGE = "openjdk-17-jre-headless";

/** Where a Java is that is new enough. */
export function findJava(): string {
  known ??= look();
  return known;
}

let known: string | null = null;

function look(): string {
  const file = findProgram("java", JAVA_PACKAGE);
  const { stderr } = spawnSync(file, ["-version"], { encoding: "utf8", timeout: ANSWER_MS });
  const version = Number(/version "(\d+)/.exec(stderr)?.[1] ?? Number.NaN);
  if (version >= LOWEST_VERSION) return file;
  throw new StackProblem(
    "PROGRAM_MISSING",
    `${file} is no Java ${LOWEST_VERSION} or newer, but ${Number.isNaN(version) ? "unusable" : version}`,
    `apt-get install ${JAVA_PACKAGE}`,
  );
}

/** Brokers of Kafka 4 demand it. */
const LOWEST_VERSION = 17;
const ANSWER_MS = 20_000;

/** What keeps a JVM small and quick to start; it never runs for long enough to gain from the slower compiler. */
export const JAVA_OPTIONS = [
  "-Xmx256m",
  "-XX:+UseSerialGC",
  "-XX:TieredStopAtLevel=1",
  "-XX:-UsePerfData",
  "-Dorg.slf4j.simpleLogger.showDateTime=true",
  "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
];
