import { sequenceLiteral } from "../identifier.ts";
import { someDropped } from "../namespace-tasks.ts";
import type { Statement } from "../sql.ts";

/**
 * What the KeyValue store asks, in one schema. Every statement finds its rows by the primary key however the planner sees
 * the tables: `= ANY` on the key's columns, or one row for each of a list by LATERAL … LIMIT 1.
 */
export interface KeyValueStatements {
  readonly get: Statement;
  readonly getHeads: Statement;
  readonly getOne: Statement;
  readonly getOneHead: Statement;
  readonly put: Statement;
  readonly putOne: Statement;
  readonly delete: Statement;
  readonly write: Statement;
  readonly writeTogether: Statement;
  readonly scan: Statement;
  readonly scanKeys: Statement;
  readonly isEmpty: Statement;
  readonly sweepItems: Statement;
  readonly sweepRemembered: Statement;
  readonly sweepDroppedItems: Statement;
  readonly sweepDroppedRemembered: Statement;
  readonly findDropped: Statement;
  readonly forgetDropped: Statement;
}

const writeArguments =
  "$1::int8, $2::int4[], $3::bytea[], $4::bytea[], $5::int8[], $6::int4[], $7::int4[], $8::int4[], $9::int4[], " +
  "$10::bytea[], $11::bytea[], $12::int8[], $13::int8[], $14::int8[]";

export function keyValueStatements(schema: string): KeyValueStatements {
  const items = `${schema}.items`;
  const remembered = `${schema}.remembered`;
  const version = `nextval(${sequenceLiteral(schema, "versions")})`;
  return {
    get: { name: "kv_get", text: getText(schema, ", t.value", ", ''::bytea") },
    getHeads: { name: "kv_get_heads", text: getText(schema, "", "") },
    getOne: { name: "kv_get_one", text: getOneText(schema, ", t.value") },
    getOneHead: { name: "kv_get_one_head", text: getOneText(schema, "") },
    putOne: {
      name: "kv_put_one",
      text: `INSERT INTO ${items} AS t (namespace, key, version, expires_at, value)
        SELECT n.id, $2::bytea, ${version}, $3::int8, $4::bytea FROM ${schema}.namespaces n
          WHERE n.id = $1::int4 AND NOT n.dropped
        ON CONFLICT (namespace, key) DO UPDATE
          SET version = ${version}, expires_at = excluded.expires_at, value = excluded.value
        RETURNING t.version`,
    },
    put: {
      name: "kv_put",
      text: `WITH put AS (
          INSERT INTO ${items} AS t (namespace, key, version, expires_at, value)
          SELECT i.namespace, i.key, ${version}, i.until, i.value
            FROM unnest($1::int4[], $2::bytea[], $3::int8[], $4::bytea[]) AS i (namespace, key, until, value)
            WHERE NOT ${someDropped(schema, "$5::int4[]")}
          ON CONFLICT (namespace, key) DO UPDATE
            SET version = ${version}, expires_at = excluded.expires_at, value = excluded.value
          RETURNING t.version)
        SELECT version FROM put UNION ALL SELECT 0 WHERE ${someDropped(schema, "$5::int4[]")}`,
    },
    delete: {
      name: "kv_delete",
      text: `WITH deleted AS (
          DELETE FROM ${items} WHERE namespace = $1::int4 AND key = ANY ($2::bytea[]) RETURNING key, expires_at)
        SELECT expires_at, key FROM deleted
        UNION ALL SELECT -1, ''::bytea WHERE ${someDropped(schema, "ARRAY[$1::int4]")}`,
    },
    write: { name: "kv_write", text: `SELECT * FROM ${schema}.write_items(${writeArguments})` },
    writeTogether: { name: "kv_write_together", text: `SELECT * FROM ${schema}.write_together(${writeArguments})` },
    scan: { name: "kv_scan", text: scanText(schema, false) },
    scanKeys: { name: "kv_scan_keys", text: scanText(schema, true) },
    isEmpty: {
      name: "kv_is_empty",
      text: `(SELECT 1 FROM ${items} WHERE namespace = $1::int4 AND expires_at NOT BETWEEN 1 AND $2::int8 LIMIT 1)
        UNION ALL SELECT 0 WHERE ${someDropped(schema, "ARRAY[$1::int4]")}`,
    },
    sweepItems: {
      name: "kv_sweep_items",
      text: sweepText(items, "expires_at > 0 AND expires_at <= $1::int8 ORDER BY expires_at"),
    },
    sweepRemembered: {
      name: "kv_sweep_remembered",
      text: sweepText(remembered, "expires_at <= $1::int8 ORDER BY expires_at"),
    },
    sweepDroppedItems: { name: "kv_sweep_dropped_items", text: sweepText(items, "namespace = $1::int4") },
    sweepDroppedRemembered: {
      name: "kv_sweep_dropped_remembered",
      text: sweepText(remembered, "namespace = $1::int4"),
    },
    findDropped: {
      name: "kv_find_dropped",
      text: `SELECT id FROM ${schema}.namespaces WHERE dropped AND pattern = 'keyvalue' ORDER BY id LIMIT 100`,
    },
    // Another gateway may be removing the last of them, and yet fail.
    forgetDropped: {
      name: "kv_forget_dropped",
      text: `DELETE FROM ${schema}.namespaces WHERE id = $1::int4 AND dropped
        AND NOT EXISTS (SELECT FROM ${items} WHERE namespace = $1::int4)
        AND NOT EXISTS (SELECT FROM ${remembered} WHERE namespace = $1::int4)`,
    },
  };
}

/** Items of any namespaces, each with its place in the question from 1; place 0 says that a namespace is gone. */
function getText(schema: string, value: string, noValue: string): string {
  return `SELECT i.n::int4, t.version, t.expires_at${value}
    FROM unnest($1::int4[], $2::bytea[]) WITH ORDINALITY AS i (namespace, key, n)
    CROSS JOIN LATERAL (SELECT t.version, t.expires_at${value} FROM ${schema}.items t
      WHERE t.namespace = i.namespace AND t.key = i.key LIMIT 1) t
    UNION ALL SELECT 0, 0, 0${noValue} WHERE ${someDropped(schema, "$3::int4[]")}`;
}

/**
 * One item, by a statement that takes the server less than that for many; no row says that the namespace is gone, and
 * version NULL that there is no item.
 */
function getOneText(schema: string, value: string): string {
  return `SELECT t.version, t.expires_at${value} FROM ${schema}.namespaces n
    LEFT JOIN ${schema}.items t ON t.namespace = n.id AND t.key = $2::bytea WHERE n.id = $1::int4 AND NOT n.dropped`;
}

/**
 * From $2 up to, not including, $3; version 0 says that the namespace is gone. Sums up the bytes before each item, so that a
 * page of large values is not sent whole to be cut: PostgreSQL knows a value's length without reading it. It sends one item
 * more than the page has, without its value, if there are more.
 */
function scanText(schema: string, isKeysOnly: boolean): string {
  const value = isKeysOnly ? "" : ", CASE WHEN bytes_before < $6::int8 THEN value ELSE '' END";
  const column = isKeysOnly ? "" : ", value";
  const length = isKeysOnly ? "octet_length(key)" : "octet_length(key) + octet_length(value)";
  const before = (rows: number): string =>
    `coalesce(sum(${length}) OVER (ORDER BY namespace, key ROWS BETWEEN UNBOUNDED PRECEDING AND ${rows} PRECEDING), 0)`;
  return `(SELECT key, version, expires_at${value} FROM (
      SELECT key, version, expires_at${column}, ${before(1)} AS bytes_before, ${before(2)} AS bytes_before_last
        FROM (SELECT * FROM ${schema}.items WHERE namespace = $1::int4 AND key >= $2::bytea AND key < $3::bytea
            AND expires_at NOT BETWEEN 1 AND $4::int8 ORDER BY namespace, key LIMIT $5::int4 + 1) page
    ) summed WHERE bytes_before_last < $6::int8)
    UNION ALL SELECT ''::bytea, 0, 0${isKeysOnly ? "" : ", ''::bytea"} WHERE ${someDropped(schema, "ARRAY[$1::int4]")}`;
}

/** Rows that somebody holds are left for the next time: a sweep waits for nobody, and so nobody waits for it in turn. */
function sweepText(table: string, condition: string): string {
  return `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${table} WHERE ${condition} LIMIT $2::int4 FOR UPDATE SKIP LOCKED)) RETURNING 1`;
}
