import type { Clock } from "../../common/clock.ts";
import { KEY_FILE_LOOK_MS, MAX_API_KEY_FILE_BYTES } from "../../common/limits.ts";
import type { Verdict } from "../authenticator.ts";
import type { PrincipalRegistry } from "../principal-registry.ts";
import { WatchedFile } from "../watched-file.ts";
import { API_KEY_HASH_BYTES, type ApiKey, matchesHash } from "./api-key.ts";
import { type ApiKeyRecord, parseApiKeyFile } from "./api-key-record.ts";
import type { OnKeysChanged } from "./key-source.ts";
import { apiKeyExpired, apiKeyUnknown } from "./token-failures.ts";

export interface ApiKeysParts {
  readonly path: string;
  readonly clock: Clock;
  readonly registry: PrincipalRegistry;
  readonly onChange: OnKeysChanged;
  readonly onProblem: (problem: string | null) => void;
}

/** The API keys that count: those of a file, which is read again when it changes. */
export class ApiKeys {
  private readonly parts: ApiKeysParts;
  private readonly file: WatchedFile;
  private records: ReadonlyMap<string, ApiKeyRecord> | null = null;

  constructor(parts: ApiKeysParts) {
    this.parts = parts;
    this.file = new WatchedFile({
      path: parts.path,
      setting: "auth.apiKeys.file",
      remedy: "`prism apikey create` makes the file and a first key",
      maxBytes: MAX_API_KEY_FILE_BYTES,
      isTrusted: true,
      take: (text) => this.take(parseApiKeyFile(text)),
      onProblem: parts.onProblem,
    });
  }

  open(): Promise<void> {
    return this.file.open(KEY_FILE_LOOK_MS);
  }

  close(): void {
    this.file.close();
  }

  /** Reads the file again if it has changed. */
  look(): Promise<void> {
    return this.file.look();
  }

  check(key: ApiKey): Verdict {
    const record = this.records?.get(key.id);
    // Compared in any case, so that a wrong id takes as long as a wrong secret.
    const matches = matchesHash(key, record?.hash ?? NO_HASH);
    if (record === undefined || !matches) return apiKeyUnknown;
    const { principal, teams, expiresAtMs } = record;
    if (expiresAtMs !== 0 && expiresAtMs <= this.parts.clock.wallMs()) return apiKeyExpired;
    return { principal: this.parts.registry.intern(principal, teams), expiresAtMs };
  }

  private take(records: readonly ApiKeyRecord[]): void {
    const isFirst = this.records === null;
    this.records = new Map(records.map((record) => [record.id, record]));
    if (!isFirst) this.parts.onChange();
  }
}

/** The hash of no key that anybody knows. */
const NO_HASH = new Uint8Array(API_KEY_HASH_BYTES);
