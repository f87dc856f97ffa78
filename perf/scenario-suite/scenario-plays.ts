import type { Scenario } from "../../src/bench/scenario/scenario-schema.ts";
import type { SuiteDoor } from "../../src/bench/suite/suite-result.ts";
import type { Target } from "../finding.ts";
import type { ScenarioPlay, Store, Variant } from "./scenario-play.ts";

/** Left out: it takes half an hour, and `npm run bench -- --soak 30` judges it. */
export const SOAK = "soak";

const NO_STORE = "memory is the gateway's own: there is no store to ask straight";

/** Every scenario but the soak: on which store, against what, and what must hold. */
export const scenarioPlays: readonly ScenarioPlay[] = [
  // Of a burst nothing may be left a moment later; how it fares within the burst is shown.
  {
    scenario: "burst",
    store: null,
    baseline: null,
    asks: [
      { measure: "phase", phase: "after", to: "before", target: atMost(2, "× before") },
      { measure: "phase", phase: "burst", to: "before", target: null },
    ],
  },
  {
    scenario: "connection-storm",
    store: null,
    baseline: only("steady"),
    asks: [
      { measure: "p99", flow: "steady", target: atMost(10, "× alone") },
      {
        measure: "p99",
        flow: "storm",
        operation: "connect",
        alone: "drivers of stores keep their connections",
        target: atMost(50_000, "µs"),
      },
    ],
  },
  {
    scenario: "noisy-neighbour",
    store: null,
    baseline: only("quiet"),
    asks: [{ measure: "p99", flow: "quiet", target: atMost(10, "× alone") }],
  },
  {
    scenario: "high-throughput",
    store: null,
    baseline: null,
    asks: [{ measure: "rate", alone: NO_STORE, target: null }],
  },
  knee("tcp"),
  knee("websocket"),
  knee("grpc"),
  {
    scenario: "stream-fan-out",
    store: null,
    baseline: { name: "one group", change: toOneGroup },
    asks: [
      { measure: "p99", flow: "consumers", target: atMost(8, "× one group") },
      { measure: "rate", flow: "consumers", alone: "4,000 are offered", target: atLeast(3_600, "/s") },
    ],
  },
  straight("write-heavy", "sqlite", 8),
  straight("read-heavy", "redis", 0.5),
  straight("high-throughput", "redis", 0.5),
  straight("large-values", "redis", 0.25),
  {
    scenario: "burst",
    store: "redis",
    baseline: "straight",
    asks: [{ measure: "p99", flow: "clients", target: atMost(5, "× straight") }],
  },
  ...["ycsb-a", "ycsb-b", "ycsb-c"].map((name) => straight(name, "redis", 0.5)),
  ...["ycsb-a", "ycsb-b", "ycsb-c", "ycsb-d", "ycsb-e", "ycsb-f"].map((name) => straight(name, "postgres", 1)),
];

/** As much as fits through the gateway, and straight. */
function straight(scenario: string, store: Store, bound: number): ScenarioPlay {
  return { scenario, store, baseline: "straight", asks: [{ measure: "rate", target: atLeast(bound, "× straight") }] };
}

/** The highest rate with p99 of at most 10 ms. What asks over HTTP knows no rate. */
function knee(door: SuiteDoor): ScenarioPlay {
  const change = (scenario: Scenario): Scenario => ({
    ...scenario,
    flows: scenario.flows.map((flow) => ({ ...flow, door })),
  });
  return {
    scenario: "ramp-to-saturation",
    store: null,
    variant: { name: door, change },
    baseline: null,
    // That of the file, which has the door tcp.
    asks: [{ measure: "knee", alone: NO_STORE, target: door === "tcp" ? atLeast(10_000, "/s") : null }],
  };
}

function only(flow: string): Variant {
  const change = (scenario: Scenario): Scenario => ({
    ...scenario,
    flows: scenario.flows.filter(({ name }) => name === flow),
  });
  return { name: `${flow} alone`, change };
}

/** On a stream of its own, where no other group is behind. */
function toOneGroup(scenario: Scenario): Scenario {
  const flows = scenario.flows.map((flow) => {
    const own = { ...flow, namespace: ONE_GROUP_STREAM };
    return flow.groups > 1 ? { ...own, connections: 1, groups: 1 } : own;
  });
  return { ...scenario, flows };
}

export const ONE_GROUP_STREAM = "events-one-group";

function atLeast(bound: number, unit: string): Target {
  return { kind: "at least", bound, unit };
}

function atMost(bound: number, unit: string): Target {
  return { kind: "at most", bound, unit };
}
