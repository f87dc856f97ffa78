/** What the gate lets pass: processor time of the gateway for a request, as a multiple of the bare echo's in the same rounds. */
export interface GateBound {
  /** As the contestants of the gate are called. */
  readonly name: GateContestant;
  /** The median of runs of a build that is as it should be; for a person, nothing is judged by it. */
  readonly usual: number;
  /** The gate fails when the whole interval of the ratio is above it. */
  readonly most: number;
}

export type GateContestant = "memory get" | "memory put" | "sqlite get";

/**
 * Measured over runs of the gate on a shared machine of two cores. Raise a bound in the same commit as the change that
 * needs it, and say there what the change is worth.
 */
export const gateBounds: readonly GateBound[] = [
  { name: "memory get", usual: 3.6, most: 4.6 },
  { name: "memory put", usual: 3.5, most: 4.6 },
  { name: "sqlite get", usual: 3.3, most: 4.6 },
];
