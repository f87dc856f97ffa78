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
    const key = `${kind} ${outcome}`;
    const known = this.counts.get(key);
    if (known === undefined) this.counts.set(key, { kind, outcome, count: 1 });
    else known.count++;
  }

  all(): Iterable<Readonly<CredentialCount>> {
    return this.counts.values();
  }
}

interface CredentialCount {
  readonly kind: CredentialKind;
  readonly outcome: string;
  count: number;
}
