import { createHash } from "node:crypto";
import { ConfigError } from "../../config/config-error.ts";
import { ConfigReader } from "../../config/config-reader.ts";
import { parseDocument } from "../../config/parse-document.ts";
import { readConfigFile } from "../../config/read-config-file.ts";
import type { ScenarioText } from "../suite/suite-result.ts";
import { checkScenario } from "./check-scenario.ts";
import { type Scenario, type ScenarioPhase, scenarioSchema } from "./scenario-schema.ts";

/** A scenario, complete and checked, and the text that it was read from. */
export interface ReadScenario {
  readonly scenario: Scenario;
  readonly source: ScenarioText;
}

/** Reads a scenario's file. Throws a {@link ConfigError} with everything that is wrong, each with its line and a remedy. */
export function readScenarioFile(name: string, cwd: string): ReadScenario {
  const file = readConfigFile({ name, by: "the command line" }, cwd);
  return readScenario(file?.text ?? "", name);
}

export function readScenario(text: string, file: string): ReadScenario {
  const { root, problems } = parseDocument(text, file);
  if (root === null) {
    const empty = {
      file,
      line: 0,
      column: 0,
      path: "",
      message: "the file is empty",
      suggestion: "declare name, summary and flows",
    };
    throw new ConfigError(problems.length > 0 ? problems : [empty]);
  }
  const reader = new ConfigReader();
  reader.problems.push(...problems);
  const scenario = reader.readWhole(root, scenarioSchema) as unknown as Scenario;
  // Relations between settings mean something only where the settings themselves are right.
  if (reader.problems.length === 0) checkScenario(reader, scenario, root.at);
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  const phases = scenario.phases.length > 0 ? scenario.phases : defaultPhases;
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  return {
    scenario: { ...scenario, phases },
    source: { name: scenario.name, summary: scenario.summary, file, text, digest },
  };
}

const defaultPhases: readonly ScenarioPhase[] = [
  { name: "warm-up", kind: "warm-up", durationMs: 1_000, ratePercent: 100, toPercent: null },
  { name: "steady", kind: "steady", durationMs: 10_000, ratePercent: 100, toPercent: null },
];
