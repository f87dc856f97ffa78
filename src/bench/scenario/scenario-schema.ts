import type { Section, ValueOf } from "../../config/setting.ts";
import { flowSection } from "./flow-section.ts";

const HOUR_MS = 3_600_000;
/** A latency that nothing here waits for; a bound on a typing mistake. */
const MAX_BOUND_US = 3_600_000_000;

const phasesList = {
  kind: "list",
  summary:
    "The course of a round. Without it: a warm-up of a second and ten steady seconds. Closed loops know no rate: of them only the time counts.",
  maxItems: 100,
  item: {
    kind: "section",
    summary: "One phase.",
    entries: {
      name: { kind: "backend-name", summary: "Its name in results.", example: "burst" },
      kind: {
        kind: "enum",
        values: ["warm-up", "steady", "ramp"],
        default: "steady",
        summary: "`warm-up` is not measured; `ramp` goes evenly from `ratePercent` to `toPercent`.",
        example: "ramp",
      },
      duration: { kind: "duration", min: 10, max: 12 * HOUR_MS, summary: "How long it takes.", example: "10s" },
      ratePercent: {
        kind: "int",
        min: 0,
        max: 10_000,
        default: 100,
        summary: "The share of each flow's `rate`.",
        example: "100",
      },
      toPercent: {
        kind: "int",
        min: 0,
        max: 10_000,
        optional: true,
        summary: "Of a ramp: the share at its end.",
        example: "300",
      },
    },
  },
} as const satisfies Section["entries"][string];

const kneeSection = {
  kind: "section",
  summary:
    "Of a scenario that looks for the highest rate that is served: instead of phases, steps of growing rate, after the first two that are not served the search ends. A step is served when p99 is under `p99Us` and `achievedPercent` of what was offered was answered within it.",
  entries: {
    steps: {
      kind: "int",
      min: 0,
      max: 40,
      default: 0,
      summary: "The most steps; 0 = no search.",
      example: "12",
    },
    growthPercent: {
      kind: "int",
      min: 105,
      max: 400,
      default: 140,
      summary: "Each step's rate in hundredths of the one before; the first is `rate` of the flows.",
      example: "140",
    },
    refinements: {
      kind: "int",
      min: 0,
      max: 8,
      default: 3,
      summary: "Steps that then halve the distance between the last rate served and the first that was not.",
      example: "3",
    },
    duration: {
      kind: "duration",
      min: 50,
      max: HOUR_MS,
      default: 3_000,
      summary: "How long a step is measured; a quarter of it goes before as warm-up.",
      example: "3s",
    },
    p99Us: {
      kind: "int",
      min: 1,
      max: MAX_BOUND_US,
      default: 10_000,
      summary: "Microseconds that p99 must be under.",
      example: "10000",
    },
    achievedPercent: {
      kind: "int",
      min: 50,
      max: 100,
      default: 98,
      summary: "The share of what was offered that must be answered in time.",
      example: "98",
    },
  },
} as const satisfies Section;

const targetsList = {
  kind: "list",
  summary: "What must hold, taken as the median of the rounds. A target that is missed makes the command exit 1.",
  maxItems: 64,
  item: {
    kind: "section",
    summary: "Bounds for one flow.",
    entries: {
      flow: { kind: "backend-name", summary: "The flow.", example: "readers" },
      operation: {
        kind: "backend-name",
        optional: true,
        summary:
          "One of its operations; all of them together when it is left out. `connect` is the opening of connections.",
        example: "get",
      },
      p50Us: bound("Microseconds that the median must not exceed."),
      p99Us: bound("Microseconds that p99 must not exceed."),
      p999Us: bound("Microseconds that p99.9 must not exceed."),
      ratePerSecond: bound("Right answers a second that there must be at least."),
      errorsPerMillion: {
        kind: "int",
        min: 0,
        max: 1_000_000,
        optional: true,
        summary: "Errors in a million requests that there may be.",
        example: "0",
      },
      kneePerSecond: bound("The rate that the knee must reach; of all flows together."),
    },
  },
} as const satisfies Section["entries"][string];

function bound(summary: string) {
  return { kind: "int", min: 1, max: MAX_BOUND_US, optional: true, summary, example: "5000" } as const;
}

/** What may stand in a scenario's file. */
export const scenarioSchema = {
  kind: "section",
  summary: "A load suite: who asks what, how fast, for how long, and what must hold.",
  entries: {
    name: { kind: "backend-name", summary: "Its name in results.", example: "read-heavy" },
    summary: {
      kind: "string",
      maxCharacters: 400,
      summary: "What it asks, in a sentence.",
      example: "95 reads to 5 writes over a skewed set of keys",
    },
    seed: {
      kind: "int",
      min: 1,
      max: 0x7fff_ffff,
      default: 1,
      summary: "Of keys, mixes, sizes and arrivals: the same seed asks the same things.",
      example: "1",
    },
    rounds: { kind: "int", min: 1, max: 100, default: 3, summary: "How often the whole is run.", example: "3" },
    processes: {
      kind: "int",
      min: 1,
      max: 16,
      default: 1,
      summary: "Generator processes; connections and rates are shared out among them.",
      example: "1",
    },
    flows: { kind: "list", summary: "Connections that do the same are a flow.", maxItems: 32, item: flowSection },
    phases: phasesList,
    knee: kneeSection,
    targets: targetsList,
  },
} as const satisfies Section;

export type Scenario = ValueOf<typeof scenarioSchema>;
export type ScenarioFlow = Scenario["flows"][number];
export type ScenarioPhase = Scenario["phases"][number];
export type ScenarioTarget = Scenario["targets"][number];
export type KeyPlan = ScenarioFlow["keys"];
export type ValuePlan = ScenarioFlow["values"];
