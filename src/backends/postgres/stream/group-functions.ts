import { sequenceLiteral } from "../identifier.ts";
import { NAMESPACE_GONE } from "../namespace-tasks.ts";

/** SQLSTATE of a call for a group that was dropped. */
export const GROUP_GONE = "PRM03";
/** SQLSTATE of a group too many. */
export const TOO_MANY_GROUPS = "PRM04";

/** Where to begin, as the functions are told: the value is a position or a time. */
export const StartKind = { EARLIEST: 0, LATEST: 1, POSITION: 2, TIME: 3 } as const;

/** The server's clock, in milliseconds since the epoch: leases of all gateways go by it. */
const NOW_MS = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/**
 * `start_of` finds the position to begin with; times rise with positions, so halving finds the first one of a time.
 * `open_group` gives a group's number, and makes it where there is none. `take_messages` leases messages of a group to a
 * consumer: first those whose lease or delay is over, then new ones. Where there is nothing it says, as position 0, in how
 * many milliseconds there will be (−1 = it is not known).
 *
 * What is taken is committed without waiting for the disk: lost with the server's power, it is delivered again, and an
 * acknowledgement, which does wait, comes behind it in the log.
 */
export function groupFunctions(schema: string): string {
  const leases = sequenceLiteral(schema, "leases");
  return `
CREATE OR REPLACE FUNCTION ${schema}.start_of(p_namespace int, p_kind int, p_value bigint) RETURNS bigint
LANGUAGE plpgsql AS $body$
DECLARE
  stream ${schema}.streams;
  low bigint; high bigint; middle bigint; at_ms bigint;
BEGIN
  SELECT s.* INTO stream FROM ${schema}.streams s WHERE s.namespace = p_namespace;
  IF NOT EXISTS (SELECT FROM ${schema}.namespaces n WHERE n.id = p_namespace AND NOT n.dropped) THEN
    RAISE EXCEPTION 'the stream was dropped' USING ERRCODE = '${NAMESPACE_GONE}';
  END IF;
  low := coalesce(stream.first_position, 1);
  high := coalesce(stream.last_position, 0) + 1;
  IF p_kind = ${StartKind.EARLIEST} THEN RETURN low; END IF;
  IF p_kind = ${StartKind.LATEST} THEN RETURN high; END IF;
  IF p_kind = ${StartKind.POSITION} THEN RETURN least(greatest(p_value, low), high); END IF;
  WHILE low < high LOOP
    middle := (low + high) / 2;
    SELECT m.published_ms INTO at_ms FROM ${schema}.messages m WHERE m.namespace = p_namespace AND m.position = middle;
    IF at_ms IS NULL OR at_ms < p_value THEN low := middle + 1; ELSE high := middle; END IF;
  END LOOP;
  RETURN low;
END
$body$;

CREATE OR REPLACE FUNCTION ${schema}.open_group(
  p_namespace int, p_name bytea, p_kind int, p_value bigint, max_groups int
) RETURNS TABLE (group_id int) LANGUAGE plpgsql AS $body$
DECLARE
  start bigint := ${schema}.start_of(p_namespace, p_kind, p_value);
BEGIN
  LOOP
    SELECT g.id INTO group_id FROM ${schema}.stream_groups g WHERE g.namespace = p_namespace AND g.name = p_name;
    EXIT WHEN FOUND;
    IF (SELECT count(*) FROM ${schema}.stream_groups g WHERE g.namespace = p_namespace) >= max_groups THEN
      RAISE EXCEPTION 'too many groups' USING ERRCODE = '${TOO_MANY_GROUPS}';
    END IF;
    INSERT INTO ${schema}.stream_groups (namespace, name, cursor) VALUES (p_namespace, p_name, start)
      ON CONFLICT DO NOTHING RETURNING id INTO group_id;
    EXIT WHEN FOUND;
  END LOOP;
  RETURN NEXT;
END
$body$;

CREATE OR REPLACE FUNCTION ${schema}.seek_group(p_group int, p_kind int, p_value bigint)
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  consumers ${schema}.stream_groups;
BEGIN
  SELECT g.* INTO consumers FROM ${schema}.stream_groups g WHERE g.id = p_group FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'the group was dropped' USING ERRCODE = '${GROUP_GONE}'; END IF;
  DELETE FROM ${schema}.deliveries d WHERE d.group_id = p_group;
  UPDATE ${schema}.stream_groups g SET cursor = ${schema}.start_of(consumers.namespace, p_kind, p_value) WHERE g.id = p_group;
END
$body$;

CREATE OR REPLACE FUNCTION ${schema}.take_messages(
  p_group int, p_consumer bytea, max_items int, max_bytes bigint, lease_ms bigint, max_pending int
) RETURNS TABLE (
  place bigint, published bigint, attempt int, lease bigint, message_key bytea, message_headers bytea, message_value bytea
) LANGUAGE plpgsql AS $body$
DECLARE
  consumers ${schema}.stream_groups;
  now_ms bigint := ${NOW_MS};
  due record;
  again bigint[] := '{}'; lost bigint[] := '{}'; fresh bigint[] := '{}';
  taken_bytes bigint := 0;
  room int;
BEGIN
  SELECT g.* INTO consumers FROM ${schema}.stream_groups g WHERE g.id = p_group;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM ${schema}.namespaces n WHERE n.id = consumers.namespace AND NOT n.dropped) THEN
    RAISE EXCEPTION 'the group was dropped' USING ERRCODE = '${GROUP_GONE}';
  END IF;
  IF EXISTS (SELECT FROM ${schema}.streams s WHERE s.namespace = consumers.namespace AND s.last_position >= consumers.cursor)
    OR EXISTS (SELECT FROM ${schema}.deliveries d WHERE d.group_id = p_group AND d.until_ms <= now_ms) THEN
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT g.* INTO consumers FROM ${schema}.stream_groups g WHERE g.id = p_group FOR UPDATE;
    FOR due IN SELECT d.position, m.size FROM ${schema}.deliveries d
      LEFT JOIN LATERAL (SELECT m.size FROM ${schema}.messages m
        WHERE m.namespace = consumers.namespace AND m.position = d.position LIMIT 1) m ON true
      WHERE d.group_id = p_group AND d.until_ms <= now_ms ORDER BY d.until_ms, d.position LIMIT max_items
      FOR UPDATE OF d SKIP LOCKED
    LOOP
      IF due.size IS NULL THEN
        lost := lost || due.position;
      ELSE
        EXIT WHEN cardinality(again) > 0 AND taken_bytes + due.size > max_bytes;
        again := again || due.position;
        taken_bytes := taken_bytes + due.size;
      END IF;
    END LOOP;
    DELETE FROM ${schema}.deliveries d WHERE d.group_id = p_group AND d.position = ANY (lost);
    UPDATE ${schema}.deliveries d
      SET attempts = d.attempts + 1, until_ms = now_ms + lease_ms, lease = nextval(${leases}), consumer = p_consumer
      WHERE d.group_id = p_group AND d.position = ANY (again);
    room := least(max_items - cardinality(again),
      max_pending - (SELECT count(*) FROM ${schema}.deliveries d WHERE d.group_id = p_group));
    IF room > 0 THEN
      SELECT coalesce(array_agg(m.position ORDER BY m.position), '{}') INTO fresh FROM (
        SELECT m.position, m.size, sum(m.size) OVER (ORDER BY m.position ROWS UNBOUNDED PRECEDING) AS total FROM (
          SELECT m.position, m.size FROM ${schema}.messages m
            WHERE m.namespace = consumers.namespace AND m.position >= consumers.cursor
            ORDER BY m.namespace, m.position LIMIT room) m
        ) m WHERE taken_bytes + m.total <= max_bytes OR (taken_bytes = 0 AND cardinality(again) = 0 AND m.total = m.size);
    END IF;
    IF cardinality(fresh) > 0 THEN
      INSERT INTO ${schema}.deliveries (group_id, position, attempts, until_ms, lease, consumer)
        SELECT p_group, f, 1, now_ms + lease_ms, nextval(${leases}), p_consumer FROM unnest(fresh) AS f;
      UPDATE ${schema}.stream_groups g SET cursor = fresh[cardinality(fresh)] + 1 WHERE g.id = p_group;
    END IF;
  END IF;
  IF cardinality(again) + cardinality(fresh) = 0 THEN
    RETURN QUERY SELECT 0::bigint, CASE WHEN min(d.until_ms) IS NULL THEN -1 ELSE greatest(1, min(d.until_ms) - now_ms) END, 0, 0::bigint, ''::bytea, ''::bytea,
        ''::bytea FROM ${schema}.deliveries d WHERE d.group_id = p_group;
    RETURN;
  END IF;
  RETURN QUERY SELECT m.position, m.published_ms, d.attempts, d.lease, m.key, m.headers, m.value
    FROM unnest(again || fresh) WITH ORDINALITY AS a (position, n)
    CROSS JOIN LATERAL (SELECT d.attempts, d.lease FROM ${schema}.deliveries d
      WHERE d.group_id = p_group AND d.position = a.position LIMIT 1) d
    CROSS JOIN LATERAL (SELECT m.* FROM ${schema}.messages m
      WHERE m.namespace = consumers.namespace AND m.position = a.position LIMIT 1) m
    ORDER BY a.n;
END
$body$;

CREATE OR REPLACE FUNCTION ${schema}.release_leases(p_group int, consumers bytea[]) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  UPDATE ${schema}.deliveries d SET until_ms = ${NOW_MS}, lease = 0, consumer = ''
    WHERE d.group_id = p_group AND d.lease <> 0 AND d.consumer = ANY (consumers) AND d.until_ms > ${NOW_MS};
END
$body$;
`;
}
