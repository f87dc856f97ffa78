import type { Failure } from "../common/failure.ts";
import { ANONYMOUS, type Principal } from "./principal.ts";

/** What credentials prove, and until when. */
export interface Identity {
  readonly principal: Principal;
  /** Milliseconds since the epoch; 0 = no end. */
  readonly expiresAtMs: number;
}

/** Who it is, or what to tell whoever it is. */
export type Verdict = Identity | Failure;

/** Tells who asks. */
export interface Authenticator {
  /** Who comes without credentials; null when nobody may. When somebody may, credentials are not looked at. */
  readonly anonymous: Identity | null;
  /**
   * Changes whenever an earlier verdict may no longer hold, a key having been revoked, say: whoever remembers verdicts
   * asks again.
   */
  readonly generation: number;
  /**
   * @param authorization as in the HTTP header, for example `Bearer …`; a byte string.
   * @returns at once where it is known, else later; never rejects, and takes some seconds at most.
   */
  authenticate(authorization: string): Verdict | Promise<Verdict>;
}

/** Asks nobody for credentials. */
export const openHouse: Authenticator = {
  anonymous: { principal: ANONYMOUS, expiresAtMs: 0 },
  generation: 0,
  authenticate: () => ({ principal: ANONYMOUS, expiresAtMs: 0 }),
};
