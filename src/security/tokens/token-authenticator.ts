import * as crypto from "node:crypto";
import type { Clock } from "../../common/clock.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import {
  MAX_ACCEPTED_VERDICTS,
  MAX_CHECKS_UNDER_WAY,
  MAX_CREDENTIAL_BYTES,
  MAX_REFUSED_VERDICTS,
  REFUSED_VERDICT_MS,
} from "../../common/limits.ts";
import type { Authenticator, Verdict } from "../authenticator.ts";
import type { ApiKeys } from "./api-keys.ts";
import { type Credential, parseCredential } from "./credential.ts";
import { CredentialChecks } from "./credential-checks.ts";
import type { JwtIssuers } from "./jwt-issuers.ts";
import * as failures from "./token-failures.ts";
import { VerdictCache } from "./verdict-cache.ts";

export interface TokenAuthenticatorParts {
  readonly clock: Clock;
  /** null when the gateway takes none. */
  readonly apiKeys: ApiKeys | null;
  readonly issuers: JwtIssuers;
  /** How long an accepted token is believed before it is checked again, if it does not end sooner. */
  readonly maxVerdictMs: number;
}

/**
 * Tells who asks by a token or an API key. Verdicts are remembered under SHA-256 of the credentials, which are never
 * kept themselves; the same credentials are checked once at a time, however many ask.
 */
export class TokenAuthenticator implements Authenticator {
  readonly anonymous = null;
  /** For metrics. */
  readonly checks = new CredentialChecks();
  private readonly parts: TokenAuthenticatorParts;
  private readonly accepted = new VerdictCache(MAX_ACCEPTED_VERDICTS);
  private readonly refused = new VerdictCache(MAX_REFUSED_VERDICTS);
  private readonly pending = new Map<string, Promise<Verdict>>();
  private currentGeneration = 0;

  constructor(parts: TokenAuthenticatorParts) {
    this.parts = parts;
  }

  get generation(): number {
    return this.currentGeneration;
  }

  /** Reads the keys. Rejects when a file of them cannot be used. */
  async open(): Promise<void> {
    await Promise.all([this.parts.apiKeys?.open(), this.parts.issuers.open()]);
  }

  close(): void {
    this.parts.apiKeys?.close();
    this.parts.issuers.close();
  }

  /** Forgets every verdict: some key has been replaced. */
  forget(): void {
    this.currentGeneration++;
    this.accepted.clear();
    this.refused.clear();
    // Whoever asks from now on is not to share a check that was begun with the old keys.
    this.pending.clear();
  }

  authenticate(authorization: string): Verdict | Promise<Verdict> {
    if (authorization.length > MAX_CREDENTIAL_BYTES) return this.tell("unknown", failures.credentialsTooLarge);
    const key = digest(authorization);
    const nowMs = this.parts.clock.wallMs();
    return (
      this.accepted.get(key, nowMs) ??
      this.refused.get(key, nowMs) ??
      this.pending.get(key) ??
      this.check(authorization, key)
    );
  }

  private check(authorization: string, key: string): Verdict | Promise<Verdict> {
    const credential = parseCredential(authorization);
    switch (credential.kind) {
      case "no-bearer":
        return this.tell(credential.kind, failures.bearerExpected);
      case "unknown":
        return this.tell(credential.kind, failures.formUnknown);
      case "api-key":
        return this.remember(key, "api-key", this.parts.apiKeys?.check(credential.key) ?? failures.apiKeyUnknown);
      case "jwt":
        return this.checkToken(credential.token, authorization, key);
    }
  }

  private checkToken(token: string, authorization: string, key: string): Verdict | Promise<Verdict> {
    const checking = this.parts.issuers.check(token);
    if (checking instanceof Failure) return this.remember(key, "jwt", checking);
    if (this.pending.size >= MAX_CHECKS_UNDER_WAY) return this.tell("jwt", failures.tooManyChecks);
    const generation = this.currentGeneration;
    const verdict = checking().then((came) => {
      // With keys that may count no more: once again, by those that do.
      if (generation !== this.currentGeneration) return this.authenticate(authorization);
      this.pending.delete(key);
      return this.remember(key, "jwt", came);
    });
    this.pending.set(key, verdict);
    return verdict;
  }

  private tell(form: Credential["kind"], verdict: Verdict): Verdict {
    this.checks.count(form, verdict);
    return verdict;
  }

  private remember(key: string, form: Credential["kind"], verdict: Verdict): Verdict {
    this.checks.count(form, verdict);
    const nowMs = this.parts.clock.wallMs();
    if (!(verdict instanceof Failure)) {
      const endMs = verdict.expiresAtMs === 0 ? Number.POSITIVE_INFINITY : verdict.expiresAtMs;
      this.accepted.set(key, verdict, Math.min(endMs, nowMs + this.parts.maxVerdictMs));
    } else if (verdict.code === Code.UNAUTHENTICATED) this.refused.set(key, verdict, nowMs + REFUSED_VERDICT_MS);
    // What could not be checked is checked when it comes again.
    return verdict;
  }
}

/** SHA-256 as a byte string of 32 characters. Node.js has `hash` from 20.12; it takes half the time. */
const digest: (text: string) => string =
  typeof crypto.hash === "function"
    ? (text) => crypto.hash("sha256", text, "binary")
    : (text) => crypto.createHash("sha256").update(text).digest("binary");
