import type { AcceptorPlace } from "./acceptor-parts.ts";

export interface AcceptorLimits {
  readonly maxFrameBytes: number;
  readonly maxConnections: number;
  readonly maxInFlight: number;
  readonly maxInFlightPerConnection: number;
  /** 0 = never. */
  readonly idleTimeoutMs: number;
}

/** An acceptor's part of what all may take on together: the parts add up to it, and the first acceptors have what cannot be divided. */
export function shareOfLimits<Limits extends Pick<AcceptorLimits, "maxConnections" | "maxInFlight">>(
  limits: Limits,
  place: AcceptorPlace,
): Limits {
  const { maxConnections, maxInFlight } = limits;
  return { ...limits, maxConnections: shareOf(maxConnections, place), maxInFlight: shareOf(maxInFlight, place) };
}

function shareOf(total: number, { number, of }: AcceptorPlace): number {
  return Math.floor(total / of) + (number < total % of ? 1 : 0);
}
