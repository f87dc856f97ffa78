import { someDropped } from "../namespace-tasks.ts";
import type { Statement } from "../sql.ts";

/** What the stream store asks, in one schema. */
export type StreamStatements = ReturnType<typeof streamStatements>;

export function streamStatements(schema: string) {
  const statement = (name: string, text: string): Statement => ({ name: `stream_${name}`, text });
  const dropped = someDropped(schema, "ARRAY[$1::int4]");
  return {
    append: statement(
      "append",
      `SELECT * FROM ${schema}.append_messages($1::int4, $2::int8, $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[],
        $7::bytea[], $8::int8[])`,
    ),
    startOf: statement("start_of", `SELECT ${schema}.start_of($1::int4, $2::int4, $3::int8)`),
    /** From position $2 on, at most $3 messages and $4 bytes; position 0 says that the stream is gone. */
    read: statement(
      "read",
      `(SELECT position, published_ms, key, headers, value FROM (
          SELECT *, sum(size) OVER (ORDER BY position ROWS UNBOUNDED PRECEDING) AS total FROM (
            SELECT * FROM ${schema}.messages WHERE namespace = $1::int4 AND position >= $2::int8
              ORDER BY namespace, position LIMIT $3::int4) page
        ) summed WHERE total <= $4::int8 OR total = size)
        UNION ALL SELECT 0, 0, ''::bytea, ''::bytea, ''::bytea WHERE ${dropped}`,
    ),
    openGroup: statement(
      "open_group",
      `SELECT * FROM ${schema}.open_group($1::int4, $2::bytea, $3::int4, $4::int8, $5::int4)`,
    ),
    take: statement(
      "take",
      `SELECT * FROM ${schema}.take_messages($1::int4, $2::bytea, $3::int4, $4::int8, $5::int8, $6::int4)`,
    ),
    settle: statement(
      "settle",
      `SELECT * FROM ${schema}.settle_deliveries($1::int4, $2::int8[], $3::int8[], $4::int4[], $5::int8[], $6::bytea[])`,
    ),
    release: statement("release", `SELECT 1 FROM ${schema}.release_leases($1::int4, $2::bytea[])`),
    seek: statement("seek", `SELECT 1 FROM ${schema}.seek_group($1::int4, $2::int4, $3::int8)`),
    lag: statement(
      "lag",
      `SELECT greatest(s.last_position + 1 - greatest(g.cursor, s.first_position), 0),
          (SELECT count(*) FROM ${schema}.deliveries d WHERE d.group_id = g.id AND d.position >= s.first_position),
          coalesce((SELECT min(d.position) FROM ${schema}.deliveries d
            WHERE d.group_id = g.id AND d.position >= s.first_position), 0),
          greatest(g.cursor, s.first_position), s.first_position, s.last_position
        FROM ${schema}.stream_groups g LEFT JOIN LATERAL (
          SELECT coalesce(max(s.first_position), 1) AS first_position, coalesce(max(s.last_position), 0) AS last_position
            FROM ${schema}.streams s WHERE s.namespace = g.namespace) s ON true
        WHERE g.id = $1::int4`,
    ),
    listGroups: statement(
      "list_groups",
      `SELECT name FROM ${schema}.stream_groups WHERE namespace = $1::int4 ORDER BY name`,
    ),
    dropGroup: statement(
      "drop_group",
      `WITH dropped AS (DELETE FROM ${schema}.stream_groups WHERE namespace = $1::int4 AND name = $2::bytea RETURNING id)
        DELETE FROM ${schema}.deliveries WHERE group_id = ANY (ARRAY(SELECT id FROM dropped)) RETURNING 1`,
    ),
    isEmpty: statement(
      "is_empty",
      `(SELECT 1 FROM ${schema}.messages WHERE namespace = $1::int4 LIMIT 1)
        UNION ALL (SELECT 1 FROM ${schema}.dead_letters WHERE namespace = $1::int4 LIMIT 1)
        UNION ALL SELECT 0 WHERE ${dropped}`,
    ),
    /** Of group $2 (empty = all) behind id $3, at most $4 letters and $5 bytes; id 0 says that the stream is gone. */
    listDead: statement(
      "list_dead",
      `(SELECT id, group_name, reason, attempts, died_ms, position, published_ms, key, headers, value FROM (
          SELECT *, sum(size) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) AS total FROM (
            SELECT * FROM ${schema}.dead_letters WHERE namespace = $1::int4 AND id > $3::int8
              AND (group_name = $2::bytea OR $2::bytea = '') ORDER BY namespace, id LIMIT $4::int4) page
        ) summed WHERE total <= $5::int8 OR total = size)
        UNION ALL SELECT 0, ''::bytea, ''::bytea, 0, 0, 0, 0, ''::bytea, ''::bytea, ''::bytea WHERE ${dropped}`,
    ),
    readDead: statement(
      "read_dead",
      `SELECT id, group_name, headers FROM ${schema}.dead_letters WHERE namespace = $1::int4 AND id = ANY ($2::int8[])`,
    ),
    replayDead: statement(
      "replay_dead",
      `SELECT * FROM ${schema}.replay_dead($1::int4, $2::int8, $3::int8[], $4::bytea[])`,
    ),
    removeDead: statement(
      "remove_dead",
      `DELETE FROM ${schema}.dead_letters WHERE namespace = $1::int4 AND id = ANY ($2::int8[]) RETURNING 1`,
    ),
    trim: statement("trim", `SELECT * FROM ${schema}.trim_stream($1::int4, $2::int8, $3::int8, $4::int4)`),
    notify: statement(
      "notify",
      "SELECT 1 FROM (SELECT pg_notify(convert_from($1::bytea, 'UTF8'), $2::int4::text)) told",
    ),
    sweepRemembered: statement(
      "sweep_remembered",
      sweepText(`${schema}.remembered_messages`, "expires_at <= $1::int8 ORDER BY expires_at"),
    ),
    findDropped: statement(
      "find_dropped",
      `SELECT id FROM ${schema}.namespaces WHERE dropped AND pattern = 'stream' ORDER BY id LIMIT 100`,
    ),
    sweepDropped: ["messages", "remembered_messages", "dead_letters", "stream_groups", "streams"].map((table) =>
      statement(`sweep_dropped_${table}`, sweepText(`${schema}.${table}`, "namespace = $1::int4")),
    ),
    sweepDeliveries: statement(
      "sweep_deliveries",
      sweepText(
        `${schema}.deliveries`,
        `group_id = ANY (ARRAY(SELECT id FROM ${schema}.stream_groups WHERE namespace = $1::int4))`,
      ),
    ),
    forgetDropped: statement(
      "forget_dropped",
      `DELETE FROM ${schema}.namespaces WHERE id = $1::int4 AND dropped
        AND NOT EXISTS (SELECT FROM ${schema}.messages WHERE namespace = $1::int4)`,
    ),
  };
}

/** Rows that somebody holds are left for the next time. */
function sweepText(table: string, condition: string): string {
  return `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${table} WHERE ${condition} LIMIT $2::int4 FOR UPDATE SKIP LOCKED)) RETURNING 1`;
}
