import type { Scenario } from "../../src/bench/scenario/scenario-schema.ts";
import type { Target } from "../finding.ts";

/** A scenario of `perf/scenarios/`, where it is played, and what is asked of it. */
export interface ScenarioPlay {
  /** The file's name without its ending. */
  readonly scenario: string;
  /** What all its flows are put on; null: memory, SQLite and streams, as the file says. */
  readonly store: Store | null;
  /** What is played differently from how the file has it. */
  readonly variant?: Variant;
  readonly baseline: Baseline;
  readonly asks: readonly Ask[];
}

/** Stores that can be asked without a gateway. */
export type Store = "sqlite" | "redis" | "postgres";

export interface Variant {
  /** Behind the scenario's name, and in the names of keys: variants must not share them. */
  readonly name: string;
  readonly change: (scenario: Scenario) => Scenario;
}

/**
 * The same flows straight at the store by its own driver, or another variant through the gateway, in the same rounds; null
 * where nothing can be played that would compare.
 */
export type Baseline = "straight" | Variant | null;

/** One row. */
export type Ask = FlowAsk | PhaseAsk;

export interface FlowAsk {
  readonly measure: "rate" | "p99" | "knee";
  /** Left out for all flows together. Of a p99 it must be there. */
  readonly flow?: string;
  readonly operation?: string;
  /** Why the figure is shown without a baseline; left out where it has one. */
  readonly alone?: string;
  readonly target: Target | null;
}

/** p99 of one phase against that of another in the same round. */
export interface PhaseAsk {
  readonly measure: "phase";
  readonly phase: string;
  readonly to: string;
  readonly target: Target | null;
}
