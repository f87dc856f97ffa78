import type Database from "better-sqlite3";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";

/** "PRSM": tells a database of Prism from any other. */
export const APPLICATION_ID = 0x5052534d;

/**
 * The schema, as the steps that lead to it: step n brings a database from version n to n + 1. A released step is never
 * changed; a change of the schema is a new step.
 */
export const migrations: readonly string[] = [
  // The value comes last, so that version and expiry are read without following a large value through its pages.
  // Rows without expiry are not in the expiry index and so pay nothing for it.
  `
  CREATE TABLE namespaces (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE items (
    namespace_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (namespace_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX items_by_expiry ON items (expires_at_ms) WHERE expires_at_ms > 0;

  CREATE TABLE idempotency (
    namespace_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    answer BLOB NOT NULL,
    PRIMARY KEY (namespace_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotency_by_expiry ON idempotency (expires_at_ms);

  CREATE TABLE version_sequence (reserved INTEGER NOT NULL) STRICT;
  INSERT INTO version_sequence VALUES (0);
  `,
  // Writes that are not in the table of items yet; journal-record.ts has the format of a row.
  `
  CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    writes BLOB NOT NULL
  ) STRICT;
  `,
  // A dropped namespace has no name, and AUTOINCREMENT never gives a number twice: namespace-names.ts.
  `
  ALTER TABLE namespaces RENAME TO old_namespaces;
  CREATE TABLE namespaces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE
  ) STRICT;
  INSERT INTO namespaces (id, name) SELECT id, name FROM old_namespaces;
  DROP TABLE old_namespaces;
  `,
];

/** Brings the database to the newest version of `steps`; refuses one that is newer, or that is not Prism's of this kind. */
export function migrate(db: Database.Database, steps: readonly string[] = migrations, kind = APPLICATION_ID): void {
  const version = db.pragma("user_version", { simple: true }) as number;
  if (applicationId(db) !== kind && !isEmpty(db)) throw notPrism();
  if (version > steps.length) throw tooNew(version, steps.length);
  if (version === steps.length && applicationId(db) === kind) return;
  const upgrade = db.transaction(() => {
    for (const step of steps.slice(version)) db.exec(step);
    db.pragma(`application_id = ${kind}`);
    db.pragma(`user_version = ${steps.length}`);
  });
  upgrade.immediate();
}

function applicationId(db: Database.Database): number {
  return db.pragma("application_id", { simple: true }) as number;
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0;
}

function tooNew(found: number, known: number): PrismError {
  const message = `The data directory has schema version ${found}, and this Prism knows ${known}: run a newer Prism.`;
  return new PrismError(new Failure(Code.FAILED_PRECONDITION, "STORE_TOO_NEW", message), { source: "backend" });
}

function notPrism(): PrismError {
  const message = "The database in the data directory was not made by Prism: choose another path.";
  return new PrismError(new Failure(Code.FAILED_PRECONDITION, "STORE_NOT_PRISM", message), { source: "backend" });
}
