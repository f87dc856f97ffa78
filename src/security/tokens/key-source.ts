import type { CryptoKey } from "jose";
import type { Failure } from "../../common/failure.ts";
import type { UnverifiedToken } from "./unverified-token.ts";

/** What a token's signature may be checked with; from jose, for which a secret is bytes. */
export type VerificationKey = CryptoKey | Uint8Array;

/** The keys of one issuer, wherever they come from. */
export interface KeySource {
  /**
   * The keys that may have signed the token, by its algorithm and the name of its key; none when its issuer has no such
   * key; a failure when that cannot be known at the moment. At once where no key must be fetched; never rejects.
   */
  find(token: UnverifiedToken): Promise<readonly VerificationKey[] | Failure>;
  /** Reads what there is to read. Rejects when a file cannot be used. */
  open(): Promise<void>;
  close(): void;
}

/** Called when keys have been replaced: tokens that were accepted may be no more. */
export type OnKeysChanged = () => void;
