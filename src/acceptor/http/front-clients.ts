import { secretBytes } from "../../common/prng.ts";
import type { Identity } from "../../security/authenticator.ts";
import { ADDRESS_BYTES } from "./proxy-header.ts";

/**
 * The connections behind which TLS has ended, each under a number that nobody can guess: it comes with every request, and
 * whoever shows another one has not come through TLS.
 */
export class FrontClients {
  private readonly identities = new Map<string, Identity | null>();

  /** A number for a connection, until it is forgotten. */
  add(identity: Identity | null): Buffer {
    const token = Buffer.from(secretBytes(ADDRESS_BYTES));
    this.identities.set(token.toString("latin1"), identity);
    return token;
  }

  forget(token: Buffer): void {
    this.identities.delete(token.toString("latin1"));
  }

  /** Who the certificate says it is, null when it does not; undefined when this is no number of ours. */
  find(token: ArrayBuffer): Identity | null | undefined {
    return this.identities.get(Buffer.from(token).toString("latin1"));
  }

  get size(): number {
    return this.identities.size;
  }
}
