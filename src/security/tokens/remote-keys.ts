import type { Clock } from "../../common/clock.ts";
import type { Failure } from "../../common/failure.ts";
import { KEY_FETCH_RETRY_MS, KEY_FETCH_TIMEOUT_MS, MAX_STALE_KEYS_MS } from "../../common/limits.ts";
import type { FetchText } from "../http-fetch.ts";
import type { KeySource, OnKeysChanged, VerificationKey } from "./key-source.ts";
import { PublicKeys } from "./public-keys.ts";
import { keysUnavailable } from "./token-failures.ts";
import type { UnverifiedToken } from "./unverified-token.ts";

export interface RemoteKeysParts {
  /** The issuer's name in the configuration. */
  readonly name: string;
  readonly clock: Clock;
  readonly fetchText: FetchText;
  /** Where the key set is; asked before each fetch, for a provider may move it. */
  readonly locate: () => Promise<string>;
  /** Keys older than this are fetched anew. */
  readonly refreshMs: number;
  /** A token that names an unknown key has them fetched anew, and not more often than this. */
  readonly cooldownMs: number;
  readonly onChange: OnKeysChanged;
  /** Is told why the keys could not be fetched, and when they can be again. */
  readonly onProblem: (problem: string | null) => void;
}

/**
 * The keys that a provider publishes. They are fetched when they are first needed, when they are old, and when a token
 * names one that is not among them; many callers share one fetch.
 *
 *   none ──fetch──► fresh ──refreshMs──► old: used, and fetched anew meanwhile ──MAX_STALE_KEYS_MS──► none
 *
 * After a fetch no other is begun for a while, so that nobody makes the gateway hammer a provider by inventing keys.
 */
export class RemoteKeys implements KeySource {
  private readonly parts: RemoteKeysParts;
  private keys: PublicKeys | null = null;
  private fetchedAtMs = 0;
  private restUntilMs = 0;
  /** Whether the last fetch has failed. */
  private isFailing = false;
  private pending: Promise<void> | null = null;

  constructor(parts: RemoteKeysParts) {
    this.parts = parts;
  }

  /** Begins to fetch, and does not wait: a provider that is away must not keep the gateway from starting. */
  async open(): Promise<void> {
    void this.refresh();
  }

  close(): void {
    this.restUntilMs = Number.POSITIVE_INFINITY;
  }

  async find(token: UnverifiedToken): Promise<readonly VerificationKey[] | Failure> {
    const { clock, name, refreshMs } = this.parts;
    const ageMs = clock.wallMs() - this.fetchedAtMs;
    if (this.keys === null || ageMs > refreshMs + MAX_STALE_KEYS_MS) {
      await this.refresh();
      if (this.isFailing || this.keys === null) return keysUnavailable(name, this.restMs());
    } else if (ageMs > refreshMs) void this.refresh();
    const found = await this.keys.find(token);
    if (found.length > 0) return found;
    await this.refresh();
    // Whether the key exists cannot be known while its issuer does not answer.
    return this.isFailing ? keysUnavailable(name, this.restMs()) : this.keys.find(token);
  }

  private restMs(): number {
    return Math.max(1, this.restUntilMs - this.parts.clock.wallMs());
  }

  /** Resolves when the keys are as new as can be: fetched now, or lately; never rejects. */
  private refresh(): Promise<void> {
    if (this.pending !== null) return this.pending;
    if (this.parts.clock.wallMs() < this.restUntilMs) return Promise.resolve();
    this.pending = this.fetch().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  private async fetch(): Promise<void> {
    const { clock, cooldownMs, onProblem } = this.parts;
    try {
      this.replace(await this.fetchKeys());
      if (this.isFailing) onProblem(null);
      this.isFailing = false;
      this.fetchedAtMs = clock.wallMs();
      this.restUntilMs = Math.max(this.restUntilMs, this.fetchedAtMs + cooldownMs);
    } catch (error) {
      if (!this.isFailing) onProblem((error as Error).message);
      this.isFailing = true;
      this.restUntilMs = Math.max(this.restUntilMs, clock.wallMs() + KEY_FETCH_RETRY_MS);
    }
  }

  private async fetchKeys(): Promise<PublicKeys> {
    const { fetchText, locate } = this.parts;
    const url = await locate();
    const { status, text } = await fetchText(url, { timeoutMs: KEY_FETCH_TIMEOUT_MS });
    if (status !== 200) throw new Error(`${url} answered with the status ${status}`);
    try {
      return PublicKeys.fromKeySet(text);
    } catch (error) {
      throw new Error(`${url} ${(error as Error).message}`, { cause: error });
    }
  }

  private replace(keys: PublicKeys): void {
    const isOther = this.keys !== null && this.keys.fingerprint !== keys.fingerprint;
    this.keys = keys;
    if (isOther) this.parts.onChange();
  }
}
