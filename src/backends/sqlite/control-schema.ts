/** "PRSC": tells a control store from the data of namespaces. */
export const CONTROL_APPLICATION_ID = 0x50525343;

/** As in schema.ts: a released step is never changed. */
export const controlMigrations: readonly string[] = [
  // A declaration is JSON, as the API takes it, so that a field that a newer version has needs no step.
  `
  CREATE TABLE namespaces (
    name TEXT PRIMARY KEY,
    declaration TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    updated_by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    principal TEXT NOT NULL,
    door TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    declaration TEXT NOT NULL
  ) STRICT;
  CREATE INDEX changes_by_name ON changes (name, id);

  CREATE TABLE drops (
    backend TEXT NOT NULL,
    store_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (backend, store_id)
  ) STRICT, WITHOUT ROWID;
  `,
  // Streams are numbered by themselves.
  `
  CREATE TABLE drops_by_pattern (
    backend TEXT NOT NULL,
    pattern TEXT NOT NULL,
    store_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (backend, pattern, store_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO drops_by_pattern SELECT backend, 'keyvalue', store_id, name FROM drops;
  DROP TABLE drops;
  ALTER TABLE drops_by_pattern RENAME TO drops;
  `,
];
