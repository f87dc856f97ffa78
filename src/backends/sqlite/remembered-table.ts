import type Database from "better-sqlite3";
import type { RememberedMessage } from "../embedded-stream/storage.ts";

/** Which message was published under which idempotency key. */
export class RememberedTable {
  readonly #recall: Database.Statement;
  readonly #remember: Database.Statement;
  readonly #forget: Database.Statement;

  constructor(db: Database.Database) {
    this.#recall = db.prepare(
      "SELECT fingerprint, sequence FROM remembered WHERE stream_id = ? AND key = ? AND until_ms > ?",
    );
    this.#remember = db.prepare(
      `INSERT INTO remembered VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         until_ms = excluded.until_ms, fingerprint = excluded.fingerprint, sequence = excluded.sequence`,
    );
    this.#forget = db.prepare(
      `DELETE FROM remembered WHERE (stream_id, key) IN
         (SELECT stream_id, key FROM remembered WHERE until_ms <= ? ORDER BY until_ms LIMIT ?)`,
    );
  }

  recall(streamId: number, key: string, nowMs: number): RememberedMessage | null {
    return (this.#recall.get(streamId, key, nowMs) as RememberedMessage | undefined) ?? null;
  }

  remember(streamId: number, key: string, { fingerprint, sequence }: RememberedMessage, untilMs: number): void {
    this.#remember.run(streamId, key, untilMs, fingerprint, sequence);
  }

  forget(nowMs: number, maxItems: number): number {
    return this.#forget.run(nowMs, maxItems).changes;
  }
}
