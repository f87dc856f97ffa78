import { equalsByteString, readByteString } from "../codec/byte-string.ts";
import type { RequestView } from "../codec/request-view.ts";
import type { Clock } from "../common/clock.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { MAX_CREDENTIAL_BYTES } from "../common/limits.ts";
import type { Authenticator, Identity, Verdict } from "../security/authenticator.ts";
import type { Connection } from "./connection.ts";
import * as refusals from "./refusals.ts";

export interface DoorkeeperParts {
  readonly clock: Clock;
  readonly authenticator: Authenticator;
  /** A check that a connection waited for is done: its frame can come again. */
  readonly onChecked: (connection: Connection) => void;
}

/** The frame must wait until its credentials are checked. */
export const WAIT = Symbol("wait");

/**
 * Looks at the credentials of frames. They count for their frame and all that follow on the connection, until others
 * come; wrong ones leave the connection without any. Credentials that are shown again are compared and not checked again,
 * unless the authenticator's generation has changed: then those of every connection are, with its next frame.
 */
export class Doorkeeper {
  private readonly parts: DoorkeeperParts;
  private readonly isOpen: boolean;

  constructor(parts: DoorkeeperParts) {
    this.parts = parts;
    this.isOpen = parts.authenticator.anonymous !== null;
  }

  /** Whether the frame may go on: null, or what to refuse it with, or {@link WAIT}. */
  check(connection: Connection, view: RequestView, bytes: Buffer): Failure | typeof WAIT | null {
    if (this.isOpen) return null;
    const { authorizationFrom: from, authorizationTo: to } = view;
    const { identity, credential, verdict } = connection;
    // Without a credential the door knows who it is: no key of the authenticator's vouches for it.
    const isCurrent =
      credential === "" || (verdict === null && connection.checkedIn === this.parts.authenticator.generation);
    if (from === to) {
      if (identity === null) return refusals.credentialsRequired;
      return isCurrent ? this.checkEnd(identity) : this.ask(connection, credential);
    }
    if (identity !== null && isCurrent && equalsByteString(bytes, from, to, credential)) return this.checkEnd(identity);
    // What is far too long is not even copied.
    const length = Math.min(to - from, MAX_CREDENTIAL_BYTES + 1);
    return this.ask(connection, readByteString(bytes, from, from + length));
  }

  private ask(connection: Connection, shown: string): Failure | typeof WAIT | null {
    let verdict: Verdict | Promise<Verdict> | null = connection.verdict;
    connection.verdict = null;
    if (verdict === null) {
      connection.checkedIn = this.parts.authenticator.generation;
      verdict = this.parts.authenticator.authenticate(shown);
    }
    if (verdict instanceof Promise) {
      void this.remember(connection, verdict);
      return WAIT;
    }
    if (verdict instanceof Failure) {
      // What cannot be checked at the moment may be right: the connection's own credentials are asked for again.
      if (verdict.code === Code.UNAVAILABLE && shown === connection.credential) connection.checkedIn = NEVER;
      else connection.identify(null, "");
      return verdict;
    }
    connection.identify(verdict, shown);
    return this.checkEnd(verdict);
  }

  private checkEnd({ expiresAtMs }: Identity): Failure | null {
    if (expiresAtMs === 0 || this.parts.clock.wallMs() < expiresAtMs) return null;
    return refusals.credentialsExpired;
  }

  private async remember(connection: Connection, verdict: Promise<Verdict>): Promise<void> {
    connection.verdict = await verdict;
    this.parts.onChecked(connection);
  }
}

/** No generation: they count up from 0. */
const NEVER = -1;
