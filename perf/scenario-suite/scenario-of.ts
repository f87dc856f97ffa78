import { fileURLToPath } from "node:url";
import { type ReadScenario, readScenarioFile } from "../../src/bench/scenario/read-scenario.ts";
import type { ScenarioPlay, Store, Variant } from "./scenario-play.ts";

/** The namespace of the measure's gateway that is on each store. */
export const namespaceOn: Readonly<Record<Store, string>> = { sqlite: "default", redis: "redis", postgres: "postgres" };

/** The scenario of a play, or of a variant of it, with its flows on the play's store. */
export function scenarioOf({ scenario: name, store }: ScenarioPlay, variant?: Variant): ReadScenario {
  const read = readScenarioFile(`${name}.yaml`, scenarioFolder);
  const varied = variant?.change(read.scenario) ?? read.scenario;
  const flows = varied.flows.map((flow) => ({
    ...flow,
    namespace: store === null ? flow.namespace : namespaceOn[store],
    keys: { ...flow.keys, count: Math.min(flow.keys.count, MOST_KEYS) },
  }));
  // Keys are told apart by the scenario's name and the flow's. The file's targets are for a whole run.
  const own = variant === undefined ? varied.name : `${varied.name}, ${variant.name}`;
  return { ...read, scenario: { ...varied, name: own, flows, targets: [] } };
}

export const scenarioFolder = fileURLToPath(new URL("../../../perf/scenarios/", import.meta.url));

/** To put 100,000 keys one durable write after the other, as stores alone do, takes longer than all that is measured. */
export const MOST_KEYS = 10_000;
