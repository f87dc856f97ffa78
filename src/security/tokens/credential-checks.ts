import { Failure } from "../../common/failure.ts";
import type { Verdict } from "../authenticator.ts";
import type { Credential } from "./credential.ts";

/** What credentials are by their form, as metrics name it. */
export type CredentialKind = "api-key" | "jwt" | "other";

/** What came of checks of credentials. Reasons are a fixed set. */
export class CredentialChecks {
  private readonly counts = new Map<string, CredentialCount>();

  /** Counts a check that was made; a verdict that was remembered is none. */
  count(form: Credential["kind"], verdict: Verdict): void {
    const kind = form === "api-key" || form === "jwt" ? form : "other";
    const outcome = verdict instanceof Failure ? verdict.reason : "ACCEPTED";
    this.add({ kind, outcome, count: 1 });
  }

  /** Adds what another authenticator has counted. */
  add({ kind, outcome, count }: Readonly<CredentialCount>): void {
    const known = this.counts.get(`${kind} ${outcome}`);
    if (known === undefined) this.counts.set(`${kind} ${outcome}`, { kind, outcome, count });
    else known.count += count;
  }

  all(): Iterable<Readonly<CredentialCount>> {
    return this.counts.values();
  }
}

/** Of one kind and outcome. */
export interface CredentialCount {
  readonly kind: CredentialKind;
  readonly outcome: string;
  count: number;
}
