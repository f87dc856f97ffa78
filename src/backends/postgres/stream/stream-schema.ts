import { commonSchema } from "../common-schema.ts";
import { appendFunction } from "./append-function.ts";
import { groupFunctions } from "./group-functions.ts";
import { settleFunction } from "./settle-function.ts";
import { trimFunction } from "./trim-function.ts";

export const STREAM_SCHEMA_VERSION = 1;

/**
 * A stream is a row of `streams`, which counts its positions, and rows of `messages`:
 *
 *     first_position … last_position      messages, without a gap: the oldest go first
 *
 * Whoever appends has the row of `streams` until its commit. So positions are seen in their order: when one is there, all
 * before it are. That row changes with each append, on its own page (hence the fill factor), and touches no index.
 *
 * A group is a row of `stream_groups`, with its cursor: the next position that none of its consumers has been given. What
 * was given and is not acknowledged has a row of `deliveries` until it is.
 */
export function streamSchema(schema: string): string {
  return `${commonSchema(schema)}
CREATE TABLE IF NOT EXISTS ${schema}.streams (
  namespace int PRIMARY KEY,
  first_position bigint NOT NULL DEFAULT 1,
  last_position bigint NOT NULL DEFAULT 0,
  last_ms bigint NOT NULL DEFAULT 0,
  bytes bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE TABLE IF NOT EXISTS ${schema}.messages (
  namespace int NOT NULL,
  size int NOT NULL,
  position bigint NOT NULL,
  published_ms bigint NOT NULL,
  key bytea NOT NULL,
  headers bytea NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (namespace, position)
);
CREATE TABLE IF NOT EXISTS ${schema}.remembered_messages (
  namespace int NOT NULL,
  expires_at bigint NOT NULL,
  position bigint NOT NULL,
  key bytea NOT NULL,
  fingerprint bytea NOT NULL,
  PRIMARY KEY (namespace, key)
);
CREATE INDEX IF NOT EXISTS remembered_messages_by_end ON ${schema}.remembered_messages (expires_at);
CREATE TABLE IF NOT EXISTS ${schema}.stream_groups (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  namespace int NOT NULL,
  cursor bigint NOT NULL,
  name bytea NOT NULL,
  UNIQUE (namespace, name)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE SEQUENCE IF NOT EXISTS ${schema}.leases AS bigint CACHE 64;
CREATE TABLE IF NOT EXISTS ${schema}.deliveries (
  group_id int NOT NULL,
  attempts int NOT NULL,
  position bigint NOT NULL,
  until_ms bigint NOT NULL,
  lease bigint NOT NULL,
  consumer bytea NOT NULL,
  PRIMARY KEY (group_id, position)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX IF NOT EXISTS deliveries_by_end ON ${schema}.deliveries (group_id, until_ms);
CREATE TABLE IF NOT EXISTS ${schema}.dead_letters (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  namespace int NOT NULL,
  attempts int NOT NULL,
  size int NOT NULL,
  died_ms bigint NOT NULL,
  position bigint NOT NULL,
  published_ms bigint NOT NULL,
  group_name bytea NOT NULL,
  reason bytea NOT NULL,
  key bytea NOT NULL,
  headers bytea NOT NULL,
  value bytea NOT NULL
);
CREATE INDEX IF NOT EXISTS dead_letters_by_stream ON ${schema}.dead_letters (namespace, id);
${appendFunction(schema)}
${groupFunctions(schema)}
${settleFunction(schema)}
${trimFunction(schema)}`;
}
