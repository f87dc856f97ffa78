import type { AcceptorLimits } from "../../src/acceptor/acceptor-limits.ts";
import type { NetworkQuality } from "./sim-transport.ts";
import type { SimWorld } from "./sim-world.ts";

/** What one run is like: drawn from its seed, so that every run is another corner. */
export interface RunPlan {
  readonly workers: number;
  readonly requestRingBytes: number;
  readonly responseRingBytes: number;
  readonly limits: AcceptorLimits;
  readonly clients: number;
  readonly operations: number;
  readonly depth: number;
  readonly maxValueBytes: number;
  readonly network: NetworkQuality;
  /** The most that a thread is late to its turn. */
  readonly workerLateUs: number;
  readonly hasSqlite: boolean;
  readonly crashes: number;
  /** Namespaces are created, changed and deleted so often. */
  readonly changes: number;
  /** Clients stop reading now and then. */
  readonly hasStalls: boolean;
  /** Clients break off, half-close, or send what is no frame. */
  readonly hasRudeClients: boolean;
}

export function drawPlan(world: SimWorld): RunPlan {
  const maxValueBytes = world.pick([50, 400, 3_000]);
  const isTight = world.chance(3);
  // Bursts into a small ring: only then is it full although the worker is quick.
  const isBursty = world.chance(3);
  return {
    workers: world.between(1, 3),
    requestRingBytes: world.pick(isBursty ? [512, 1024] : [512, 1024, 2048, 16_384, 65_536]),
    responseRingBytes: world.pick([512, 1024, 2048, 16_384, 65_536]),
    limits: {
      maxFrameBytes: world.pick([4 * maxValueBytes + 600, 64_000]),
      maxConnections: world.chance(8) ? 3 : 100,
      maxInFlight: isTight ? world.between(2, 12) : 1_000,
      maxInFlightPerConnection: world.pick(isBursty ? [20, 64] : [1, 2, 5, 64]),
      maxUnreadBytes: 256 * 1024 * 1024,
      idleTimeoutMs: world.chance(6) ? 700 : 0,
    },
    clients: world.between(1, 6),
    operations: world.between(10, 70),
    depth: world.pick(isBursty ? [30, 64] : [1, 4, 16, 64]),
    maxValueBytes,
    network: {
      delayUs: world.pick([20, 500, 5_000]),
      chunkBytes: world.pick(isBursty ? [65_536] : [3, 40, 700, 65_536]),
      windowBytes: world.pick([100, 2_000, 100_000]),
      unsentWeight: world.pick([1, 1, 1_000, 200_000]),
    },
    workerLateUs: world.pick([5, 300, 20_000, 900_000, 3_000_000]),
    hasSqlite: world.chance(5),
    crashes: world.chance(2) ? 0 : world.between(1, 3),
    changes: world.chance(2) ? 0 : world.between(1, 30),
    hasStalls: world.chance(2),
    hasRudeClients: world.chance(2),
  };
}
