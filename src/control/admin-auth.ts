import { credentialsExpired, credentialsRequired } from "../acceptor/refusals.ts";
import type { Clock } from "../common/clock.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import type { Authenticator, Identity, Verdict } from "../security/authenticator.ts";
import type { Principal } from "../security/principal.ts";
import { matchesPrincipal } from "../security/principal-pattern.ts";

export interface AdminAuthParts {
  readonly clock: Clock;
  readonly authenticator: Authenticator;
  /** Patterns of the principals that may use the admin API, as in `auth.admins`. */
  readonly admins: readonly string[];
}

/**
 * Who may use the admin API: the administrators, and on a gateway that asks nobody for credentials, everybody. `/livez`,
 * `/readyz` and `/metrics` are not behind it.
 */
export class AdminAuth {
  private readonly parts: AdminAuthParts;

  constructor(parts: AdminAuthParts) {
    this.parts = parts;
  }

  /**
   * The administrator who asks, or what to tell whoever asks.
   * @param authorization of the request; undefined when it has none.
   * @param identity what the door knows of its client, by a certificate, say; the request's own credentials go before.
   */
  async admit(authorization: string | undefined, identity: Identity | null = null): Promise<Verdict> {
    const { authenticator, clock } = this.parts;
    if (authenticator.anonymous !== null) return authenticator.anonymous;
    const hasCredentials = authorization !== undefined && authorization !== "";
    const verdict = hasCredentials ? await authenticator.authenticate(authorization) : identity;
    if (verdict === null) return credentialsRequired;
    if (verdict instanceof Failure) return verdict;
    if (verdict.expiresAtMs !== 0 && clock.wallMs() >= verdict.expiresAtMs) return credentialsExpired;
    return this.objection(verdict.principal) ?? verdict;
  }

  /** What to tell a principal who is no administrator, and has come in by a door of its own; null when it is one. */
  objection(principal: Principal): Failure | null {
    const { authenticator, admins } = this.parts;
    if (authenticator.anonymous !== null) return null;
    return admins.some((pattern) => matchesPrincipal(pattern, principal)) ? null : notAdmin(principal);
  }
}

function notAdmin(principal: Principal): Failure {
  return new Failure(
    Code.PERMISSION_DENIED,
    "NOT_ADMIN",
    `${principal.name} is no administrator; auth.admins says who is`,
    { metadata: { principal: principal.name } },
  );
}
