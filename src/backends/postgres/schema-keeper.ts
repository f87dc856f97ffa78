import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { quoteLiteral } from "./identifier.ts";
import { ServerError, type SqlConnection, type Statement } from "./sql.ts";

/** What one pattern needs in the database. */
export interface SchemaSpec {
  readonly pattern: string;
  /** Quoted. */
  readonly schema: string;
  /** Grows with each change of `script`, which brings any earlier one up to it. */
  readonly version: number;
  /** May be run again without harm. */
  readonly script: string;
}

/** No such schema, no such table. */
const ABSENT: readonly string[] = ["3F000", "42P01"];
/** `prism` in ASCII: what all gateways that make or change tables wait for, one after the other. */
const LOCK = 0x707269736d;

/**
 * Sees to it that the tables of a pattern are there, made by whoever comes first. The server is asked what it has before
 * anything is made, so that a user without the right to make something may use what is there, and so may a standby.
 */
export async function ensureSchema(connection: SqlConnection, spec: SchemaSpec, timeoutMs: number): Promise<void> {
  const found = await readVersion(connection, spec, timeoutMs);
  if (found === spec.version) return;
  if (found > spec.version) throw tooNew(spec);
  await connection.script(
    `SELECT pg_advisory_xact_lock(${LOCK});
DO $$ BEGIN
  IF to_regnamespace(${quoteLiteral(spec.schema)}) IS NULL THEN CREATE SCHEMA ${spec.schema}; END IF;
END $$;
CREATE TABLE IF NOT EXISTS ${spec.schema}.schema_versions (pattern text PRIMARY KEY, version int NOT NULL);
${spec.script}
INSERT INTO ${spec.schema}.schema_versions AS v (pattern, version) VALUES ('${spec.pattern}', ${spec.version})
  ON CONFLICT (pattern) DO UPDATE SET version = greatest(v.version, excluded.version);`,
    timeoutMs,
  );
}

/** 0 = there is none. */
async function readVersion(connection: SqlConnection, spec: SchemaSpec, timeoutMs: number): Promise<number> {
  const statement: Statement = {
    name: `${spec.pattern}_schema_version`,
    text: `SELECT version FROM ${spec.schema}.schema_versions WHERE pattern = '${spec.pattern}'`,
  };
  let version = 0;
  try {
    await connection.run(statement, [], timeoutMs, (row) => {
      version = row.integer(0);
    });
  } catch (error) {
    if (!(error instanceof ServerError) || !ABSENT.includes(error.code)) throw error;
  }
  return version;
}

function tooNew({ pattern, schema }: SchemaSpec): PrismError {
  const message = `The tables of ${pattern} in schema ${schema} of PostgreSQL belong to a later version of Prism: upgrade this gateway, or give the backend another schema.`;
  return new PrismError(new Failure(Code.FAILED_PRECONDITION, "STORE_TOO_NEW", message), { source: "backend" });
}
