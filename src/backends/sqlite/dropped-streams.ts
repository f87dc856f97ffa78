import type Database from "better-sqlite3";

/** Bytes of messages removed by one step: see NamespaceNames. */
const STEP_BYTES = 4 * 1024 * 1024;

/**
 * What is left of streams and groups that have lost their names. The rows without a name stay until nothing else is left, so
 * that the removal goes on after a restart.
 */
export class DroppedStreams {
  readonly #streams: Database.Statement;
  readonly #groups: Database.Statement;
  readonly #dropGroups: Database.Statement;
  readonly #sizes: Database.Statement;
  readonly #removeMessages: Database.Statement;
  readonly #removeDead: Database.Statement;
  readonly #removeRemembered: Database.Statement;
  readonly #removePending: Database.Statement;
  readonly #forgetStream: Database.Statement;
  readonly #forgetGroup: Database.Statement;

  constructor(db: Database.Database) {
    this.#streams = db.prepare("SELECT id FROM streams WHERE name IS NULL LIMIT 1").pluck();
    this.#groups = db.prepare("SELECT id FROM consumer_groups WHERE name IS NULL LIMIT 1").pluck();
    this.#dropGroups = db.prepare("UPDATE consumer_groups SET name = NULL WHERE stream_id = ?");
    this.#sizes = db
      .prepare("SELECT sequence, bytes FROM messages WHERE stream_id = ? ORDER BY sequence LIMIT ?")
      .raw();
    this.#removeMessages = db.prepare("DELETE FROM messages WHERE stream_id = ? AND sequence <= ?");
    this.#removeDead = db.prepare(
      "DELETE FROM dead_letters WHERE id IN (SELECT id FROM dead_letters WHERE stream_id = ? LIMIT ?)",
    );
    this.#removeRemembered = db.prepare(
      `DELETE FROM remembered WHERE stream_id = ?
       AND key IN (SELECT key FROM remembered WHERE stream_id = ? LIMIT ?)`,
    );
    this.#removePending = db.prepare(
      `DELETE FROM pending WHERE group_id = ?
       AND sequence IN (SELECT sequence FROM pending WHERE group_id = ? LIMIT ?)`,
    );
    this.#forgetStream = db.prepare("DELETE FROM streams WHERE id = ?");
    this.#forgetGroup = db.prepare("DELETE FROM consumer_groups WHERE id = ?");
  }

  /** The stream has lost its name: so do its groups. */
  onDropped(streamId: number): void {
    this.#dropGroups.run(streamId);
  }

  /** Removes at most `maxItems` rows of one stream or group; 0 when none is left. To be called in a transaction. */
  sweep(maxItems: number): number {
    return this.#sweepGroup(maxItems) || this.#sweepStream(maxItems);
  }

  #sweepGroup(maxItems: number): number {
    const id = this.#groups.get() as number | undefined;
    if (id === undefined) return 0;
    const removed = this.#removePending.run(id, id, maxItems).changes;
    return removed > 0 ? removed : this.#forgetGroup.run(id).changes;
  }

  #sweepStream(maxItems: number): number {
    const id = this.#streams.get() as number | undefined;
    if (id === undefined) return 0;
    const removed =
      this.#removeSome(id, maxItems) ||
      // Each may be as large as a message can be.
      this.#removeDead.run(id, Math.min(maxItems, DEAD_STEP)).changes ||
      this.#removeRemembered.run(id, id, maxItems).changes;
    return removed > 0 ? removed : this.#forgetStream.run(id).changes;
  }

  #removeSome(streamId: number, maxItems: number): number {
    let removed = 0;
    let bytes = 0;
    let last = 0;
    for (const [sequence, size] of this.#sizes.iterate(streamId, maxItems) as Iterable<[number, number]>) {
      last = sequence;
      removed++;
      bytes += size;
      if (bytes >= STEP_BYTES) break;
    }
    if (removed > 0) this.#removeMessages.run(streamId, last);
    return removed;
  }
}

const DEAD_STEP = 16;
