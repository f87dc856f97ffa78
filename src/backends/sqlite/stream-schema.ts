/** "PRST": tells a database of streams from the data of other namespaces. */
export const STREAM_APPLICATION_ID = 0x50525354;

/** As in schema.ts: a released step is never changed. */
export const streamMigrations: readonly string[] = [
  // Keys, names and reasons are byte strings, kept as text with one character for each byte: what is not UTF-8 stays as it
  // is. What was dropped has no name, and AUTOINCREMENT never gives a number twice. The value comes last, so that times and
  // sizes are read without following a large value through its pages.
  `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE,
    first INTEGER NOT NULL,
    next INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    dead_count INTEGER NOT NULL,
    dead_bytes INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE messages (
    stream_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    published_ms INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    head BLOB NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (stream_id, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE consumer_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    name TEXT,
    cursor INTEGER NOT NULL,
    seeks INTEGER NOT NULL,
    UNIQUE (stream_id, name)
  ) STRICT;

  CREATE TABLE pending (
    group_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    PRIMARY KEY (group_id, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE remembered (
    stream_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (stream_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX remembered_by_time ON remembered (until_ms);

  CREATE TABLE dead_letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    group_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    died_ms INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    published_ms INTEGER NOT NULL,
    head BLOB NOT NULL,
    value BLOB NOT NULL
  ) STRICT;
  CREATE INDEX dead_letters_by_stream ON dead_letters (stream_id, id);
  CREATE INDEX dead_letters_by_group ON dead_letters (stream_id, group_name, id);
  `,
];
