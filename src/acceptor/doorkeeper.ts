import { equalsByteString, readByteString } from "../codec/byte-string.ts";
import type { RequestView } from "../codec/request-view.ts";
import type { Clock } from "../common/clock.ts";
import { Failure } from "../common/failure.ts";
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
 * come; wrong ones leave the connection without any. Credentials that are shown again are compared and not checked again.
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
    const { identity, credential } = connection;
    if (from === to) return identity === null ? refusals.credentialsRequired : this.checkEnd(identity);
    if (identity !== null && equalsByteString(bytes, from, to, credential)) return this.checkEnd(identity);
    const shown = readByteString(bytes, from, to);
    const verdict = connection.verdict ?? this.parts.authenticator.authenticate(shown);
    connection.verdict = null;
    if (verdict instanceof Promise) {
      void this.remember(connection, verdict);
      return WAIT;
    }
    if (verdict instanceof Failure) {
      connection.identify(null, "");
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
