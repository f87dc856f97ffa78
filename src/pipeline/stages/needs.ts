import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { type Needs, type Offer, unmetNeeds } from "../../common/offer.ts";
import type { BoundNamespace } from "../request.ts";

/** What stands of it in a networked store. */
export interface KnownGuarantees<Guarantees> {
  readonly guarantees: Guarantees;
  /** Empty until the store has been asked; another array each time that it has been, and only then are the guarantees others. */
  readonly findings: readonly unknown[];
}

/**
 * Refuses calls of a namespace whose store turns out not to guarantee what it needs. What it comes to is kept until the
 * store says something else.
 */
export class NeedsCheck<Guarantees> {
  private readonly offerOf: (guarantees: Guarantees) => Offer;
  /** By namespace. */
  private readonly verdicts = new Map<number, Verdict>();

  constructor(offerOf: (guarantees: Guarantees) => Offer) {
    this.offerOf = offerOf;
  }

  objection(namespace: BoundNamespace, store: KnownGuarantees<Guarantees>): Failure | null {
    const { index, name, needs } = namespace;
    const { findings } = store;
    const known = this.verdicts.get(index);
    if (known?.findings === findings && known.needs === needs) return known.failure;
    const unmet = unmetNeeds(needs as Needs, this.offerOf(store.guarantees));
    const failure = unmet.length === 0 ? null : findings.length === 0 ? unproven(name) : refused(name, unmet);
    this.verdicts.set(index, { findings, needs, failure });
    return failure;
  }
}

interface Verdict {
  readonly findings: readonly unknown[];
  readonly needs: Needs | null;
  readonly failure: Failure | null;
}

function refused(name: string, unmet: readonly string[]): Failure {
  return new Failure(
    Code.FAILED_PRECONDITION,
    "NAMESPACE_NEEDS_UNMET",
    `namespace "${name}" is refused, for its store does not give what it needs: ${unmet.join("; ")}; change the server's settings, or need less`,
    { metadata: { field: "needs", namespace: name } },
  );
}

function unproven(name: string): Failure {
  return new Failure(
    Code.UNAVAILABLE,
    "STORE_NOT_PROBED",
    `the store of namespace "${name}" has not yet said what it guarantees, and the namespace needs something of it; nothing was done`,
    { retryAfterMs: 100, metadata: { namespace: name } },
  );
}
