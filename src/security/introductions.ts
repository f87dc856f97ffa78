import { MAX_PRINCIPALS } from "../common/limits.ts";
import type { PrincipalNotice } from "./known-principals.ts";
import { ANONYMOUS, type Principal } from "./principal.ts";

/** The sending side of {@link KnownPrincipals}: introduces each principal once, and has the worker forget the oldest. */
export class Introductions {
  /** In the order of their first use since they were introduced. */
  private readonly introduced = new Set<number>([ANONYMOUS.id]);
  private readonly send: (notice: PrincipalNotice) => void;

  constructor(send: (notice: PrincipalNotice) => void) {
    this.send = send;
  }

  /** To be called before a request of the principal is sent. */
  introduce(principal: Principal): void {
    if (this.introduced.has(principal.id)) return;
    if (this.introduced.size > 2 * MAX_PRINCIPALS) this.forgetOldest();
    this.introduced.add(principal.id);
    this.send({ introduce: principal });
  }

  private forgetOldest(): void {
    for (const id of this.introduced) {
      if (id === ANONYMOUS.id) continue;
      this.introduced.delete(id);
      this.send({ forget: id });
      return;
    }
  }
}
