import { Failure } from "../../common/failure.ts";
import type { Verdict } from "../authenticator.ts";
import type { JwtIssuer } from "./jwt-issuer.ts";
import * as failures from "./token-failures.ts";
import { readToken } from "./unverified-token.ts";

/**
 * The issuers whose tokens this gateway takes. A token is given to the issuer that it names: an unbelieved word, which
 * only chooses the keys that then must have signed it. One provider may stand in the configuration several times, for
 * several audiences; a token is then checked by the rules of the audience that it names.
 */
export class JwtIssuers {
  private readonly byIssuer = new Map<string, JwtIssuer[]>();

  constructor(issuers: readonly JwtIssuer[]) {
    for (const issuer of issuers) {
      const same = this.byIssuer.get(issuer.rules.issuer);
      if (same === undefined) this.byIssuer.set(issuer.rules.issuer, [issuer]);
      else same.push(issuer);
    }
  }

  async open(): Promise<void> {
    await Promise.all([...this.byIssuer.values()].flat().map(({ keys }) => keys.open()));
  }

  close(): void {
    for (const issuers of this.byIssuer.values()) for (const { keys } of issuers) keys.close();
  }

  /** Refuses a token by its form, or tells how to check it. */
  check(token: string): Failure | (() => Promise<Verdict>) {
    if (this.byIssuer.size === 0) return failures.noIssuers;
    const read = readToken(token);
    if (read instanceof Failure) return read;
    const issuers = this.byIssuer.get(read.issuer);
    if (issuers === undefined) return failures.tokenIssuer;
    const meant = issuers.filter(({ rules }) => rules.audience.some((each) => read.audiences.includes(each)));
    const [issuer] = meant;
    // For several at once it could mean several principals.
    if (issuer === undefined || meant.length > 1) return failures.tokenAudience;
    return () => issuer.check(read);
  }
}
