import type Database from "better-sqlite3";
import { fromByteString } from "../../codec/byte-string.ts";
import type { RememberedWrite } from "../contract.ts";

type Row = [fingerprint: Buffer, answer: Buffer];

/** What was written under which idempotency key. */
export class IdempotencyTable {
  readonly #recall: Database.Statement;
  readonly #remember: Database.Statement;

  constructor(db: Database.Database) {
    this.#recall = db
      .prepare(
        `SELECT fingerprint, answer FROM idempotency
         WHERE namespace_id = ? AND key = ? AND (expires_at_ms = 0 OR expires_at_ms > ?)`,
      )
      .raw();
    this.#remember = db.prepare(
      `INSERT INTO idempotency (namespace_id, key, expires_at_ms, fingerprint, answer) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         expires_at_ms = excluded.expires_at_ms, fingerprint = excluded.fingerprint, answer = excluded.answer`,
    );
  }

  recall(namespaceId: number, key: string, nowMs: number): RememberedWrite | null {
    const row = this.#recall.get(namespaceId, fromByteString(key), nowMs) as Row | undefined;
    return row === undefined ? null : { fingerprint: row[0], answer: row[1] };
  }

  remember(namespaceId: number, key: string, write: RememberedWrite, expiresAtMs: number): void {
    this.#remember.run(namespaceId, fromByteString(key), expiresAtMs, write.fingerprint, write.answer);
  }
}
