/** What the gate lets pass: processor time for a request, as a multiple of a baseline's in the same rounds. */
export interface GateBound {
  /** As the contestants of the gate are called. */
  readonly name: string;
  readonly baseline: string;
  /** The median of runs of a build that is as it should be; for a person, nothing is judged by it. */
  readonly usual: number;
  /** The gate fails when the whole interval of the ratio is above it. */
  readonly most: number;
}

/**
 * What a worker does for a request, in one thread: bounds are near to what is usual, for nothing but the code moves these.
 * Measured over runs of the gate on a shared machine of two cores, as those below. Raise a bound in the same commit as the
 * change that needs it, and say there what the change is worth.
 */
export const workerBounds: readonly GateBound[] = [
  { name: "worker memory get", baseline: "bare", usual: 3.6, most: 4.6 },
  { name: "worker memory put", baseline: "bare", usual: 3.9, most: 5 },
  { name: "worker sqlite get", baseline: "bare", usual: 3.2, most: 4.2 },
];

/** Whole gateways through their doors: other threads and the machine have their part in these, so the bounds are wide. */
export const doorBounds: readonly GateBound[] = [
  { name: "tcp get", baseline: "echo", usual: 4.5, most: 6.5 },
  { name: "http get", baseline: "bare uws", usual: 2.7, most: 4.5 },
  { name: "grpc get", baseline: "bare grpc-js", usual: 0.8, most: 1.5 },
];
