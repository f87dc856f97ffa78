import type Database from "better-sqlite3";
import { type Clock, systemClock } from "../../common/clock.ts";
import { EmbeddedStreamStore } from "../embedded-stream/embedded-stream-store.ts";
import { asOpeningError } from "./database-file.ts";
import { type DatabaseKind, OPEN_WAIT_MS, openDatabase } from "./open-database.ts";
import { SqliteStreamStorage, STREAM_FILE } from "./sqlite-stream-storage.ts";
import { STREAM_APPLICATION_ID, streamMigrations } from "./stream-schema.ts";

/**
 * 8 MiB. Small commits write the same few pages again and again (the end of the messages, the stream, the group), so more log
 * means fewer checkpoints that write hardly more each. But a commit that makes the log longer waits for the file system's
 * own journal, and one that writes over what was there does not: with 32 MiB the first 5,000 messages were delivered
 * ten times as late as those after them.
 */
const CHECKPOINT_PAGES = 2_048;

const KIND: DatabaseKind = {
  file: STREAM_FILE,
  applicationId: STREAM_APPLICATION_ID,
  migrations: streamMigrations,
  checkpointPages: CHECKPOINT_PAGES,
};

export interface SqliteStreamStoreOptions {
  /** The data directory; it is created where it is missing. */
  readonly path: string;
  /** How long to wait for a process that has it open. */
  readonly openWaitMs?: number;
  readonly clock?: Clock;
}

/** Opens the streams in a directory, which this store then has alone. */
export function openSqliteStreamStore(options: SqliteStreamStoreOptions): EmbeddedStreamStore {
  const { path, openWaitMs = OPEN_WAIT_MS, clock = systemClock } = options;
  let db: Database.Database | null = null;
  try {
    db = openDatabase(path, openWaitMs, KIND);
    return new EmbeddedStreamStore(new SqliteStreamStorage(path, db), () => clock.wallMs());
  } catch (error) {
    db?.close();
    throw asOpeningError(error, path);
  }
}
