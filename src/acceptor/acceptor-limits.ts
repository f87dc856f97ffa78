import type { AcceptorPlace } from "./acceptor-parts.ts";

export interface AcceptorLimits {
  readonly maxFrameBytes: number;
  readonly maxConnections: number;
  readonly maxInFlight: number;
  readonly maxInFlightPerConnection: number;
  /** Of answers, of all clients together. */
  readonly maxUnreadBytes: number;
  /** 0 = never. */
  readonly idleTimeoutMs: number;
}

/** An acceptor's part of what all may take on together: the parts add up to it, and the first acceptors have what cannot be divided. */
export function shareOfLimits<Limits extends Divided>(limits: Limits, place: AcceptorPlace): Limits {
  return {
    ...limits,
    maxConnections: shareOf(limits.maxConnections, place),
    maxInFlight: shareOf(limits.maxInFlight, place),
    maxUnreadBytes: shareOf(limits.maxUnreadBytes, place),
  };
}

type Divided = Pick<AcceptorLimits, "maxConnections" | "maxInFlight" | "maxUnreadBytes">;

function shareOf(total: number, { number, of }: AcceptorPlace): number {
  return Math.floor(total / of) + (number < total % of ? 1 : 0);
}
