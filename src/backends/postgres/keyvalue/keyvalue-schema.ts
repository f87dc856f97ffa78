import { commonSchema } from "../common-schema.ts";
import { writeFunction } from "./write-function.ts";

export const KEYVALUE_SCHEMA_VERSION = 1;

/**
 * Items of all namespaces are in one table, by their bytes: `bytea` compares as bytes do, and takes every byte. A write
 * that leaves `expires_at` as it is stays on its page while there is room (HOT), and touches no index: hence the fill factor.
 *
 * Versions come from one sequence for all namespaces, taken when the row is locked: so the later of two writes to a row has
 * the larger one, whichever gateway does it. The sequence hands out one number at a time (CACHE 1): a connection that kept
 * some for itself would use them behind later ones of another.
 */
export function keyValueSchema(schema: string): string {
  return `${commonSchema(schema)}
CREATE SEQUENCE IF NOT EXISTS ${schema}.versions AS bigint CACHE 1;
CREATE TABLE IF NOT EXISTS ${schema}.items (
  namespace int NOT NULL,
  version bigint NOT NULL,
  expires_at bigint NOT NULL,
  key bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (namespace, key)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX IF NOT EXISTS items_by_end ON ${schema}.items (expires_at) WHERE expires_at > 0;
CREATE TABLE IF NOT EXISTS ${schema}.remembered (
  namespace int NOT NULL,
  expires_at bigint NOT NULL,
  key bytea NOT NULL,
  fingerprint bytea NOT NULL,
  answer bigint[] NOT NULL,
  PRIMARY KEY (namespace, key)
);
CREATE INDEX IF NOT EXISTS remembered_by_end ON ${schema}.remembered (expires_at);
${writeFunction(schema)}`;
}
