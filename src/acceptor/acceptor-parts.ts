import type { Clock } from "../common/clock.ts";
import type { Snapshot } from "../namespaces/snapshot.ts";
import type { DenialSink } from "../security/audit/denial-log.ts";
import type { Authenticator } from "../security/authenticator.ts";
import type { RefusedCalls } from "../tracing/refused-calls.ts";
import type { AcceptorLimits } from "./acceptor-limits.ts";

/** Which acceptor of how many. */
export interface AcceptorPlace {
  /** From 0 on. */
  readonly number: number;
  readonly of: number;
}

/** What an acceptor is made of. */
export interface AcceptorParts {
  readonly clock: Clock;
  /** Among the acceptors of the gateway; nothing where it is the only one. */
  readonly place?: AcceptorPlace;
  readonly snapshot: Snapshot;
  readonly limits: AcceptorLimits;
  readonly authenticator: Authenticator;
  /** Where refusals of who asks are recorded; null where nothing is. */
  readonly denials: DenialSink | null;
  /** Makes spans of what is refused; nothing where nothing is traced. */
  readonly refused?: RefusedCalls | null;
  /** Called when something was taken in that the next `doWork` must send on. */
  readonly onActivity: () => void;
}
