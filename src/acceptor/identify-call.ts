import type { Clock } from "../common/clock.ts";
import { Failure } from "../common/failure.ts";
import type { Authenticator, Identity, Verdict } from "../security/authenticator.ts";
import * as refusals from "./refusals.ts";

/**
 * Who a call comes from, at a door whose calls each carry their own credentials. Those count before what the door knows
 * of the connection (`known`, from a certificate, say); a gateway that asks nobody does not look at them.
 */
export class CallIdentification {
  private readonly authenticator: Authenticator;
  private readonly clock: Clock;

  constructor(authenticator: Authenticator, clock: Clock) {
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /** @param authorization as in the HTTP header, a byte string; empty when there is none. */
  identify(authorization: string, known: Identity | null): Verdict | Promise<Verdict> {
    const { anonymous } = this.authenticator;
    if (anonymous !== null) return known ?? anonymous;
    if (authorization === "") return known === null ? refusals.credentialsRequired : this.current(known);
    const verdict = this.authenticator.authenticate(authorization);
    return verdict instanceof Promise ? verdict.then((each) => this.current(each)) : this.current(verdict);
  }

  private current(verdict: Verdict): Verdict {
    if (verdict instanceof Failure || verdict.expiresAtMs === 0) return verdict;
    return this.clock.wallMs() < verdict.expiresAtMs ? verdict : refusals.credentialsExpired;
  }
}
