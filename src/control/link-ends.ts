import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { LinkSeed } from "../acceptor/open-link.ts";
import type { WakeUp } from "../ring/doorbell.ts";
import { createRingMemory } from "../ring/layout.ts";
import type { SourceSeed } from "../workers/worker-seed.ts";

/** Both ends of what joins an acceptor to a worker: a ring each way, and ports for what no ring carries. */
export interface LinkEnds {
  readonly link: LinkSeed;
  readonly source: SourceSeed;
  /** Of the source, to be given away with it. */
  readonly sourcePorts: readonly MessagePort[];
}

export interface LinkShape {
  readonly ringBytes: number;
  readonly wakeUp: WakeUp;
  readonly workerBell: SharedArrayBuffer;
  readonly acceptorBell: SharedArrayBuffer;
}

/** Fresh ones: the memory of a worker that is gone is never used by the one that replaces it. */
export function createLinkEnds({ ringBytes, wakeUp, workerBell, acceptorBell }: LinkShape): LinkEnds {
  const requestRing = createRingMemory(ringBytes);
  const responseRing = createRingMemory(ringBytes);
  const wake = new MessageChannel();
  const acceptorWake = new MessageChannel();
  const payloads = new MessageChannel();
  const principals = new MessageChannel();
  const rings = { requestRing, responseRing, wakeUp };
  return {
    link: {
      ...{ ...rings, workerBell, wakePort: wake.port1, acceptorWakePort: acceptorWake.port1 },
      ...{ payloadPort: payloads.port1, principalPort: principals.port1 },
    },
    source: {
      ...{ ...rings, acceptorBell, wakePort: wake.port2, acceptorWakePort: acceptorWake.port2 },
      ...{ payloadPort: payloads.port2, principalPort: principals.port2 },
    },
    sourcePorts: [wake.port2, acceptorWake.port2, payloads.port2, principals.port2],
  };
}
