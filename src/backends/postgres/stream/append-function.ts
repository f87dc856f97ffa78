import { NAMESPACE_GONE } from "../namespace-tasks.ts";

/** State of a message: appended now, before under its idempotency key, or that key stands for something else. */
export const MessageState = { NEW: 0, REPLAY: 1, REUSED: 2 } as const;

/**
 * `lock_stream` takes a stream's row until the commit, and makes it for a namespace that has none. `append_messages`
 * appends to it in order, and says of each message what became of it: with the row in hand, nobody else can use an
 * idempotency key meanwhile.
 */
export function appendFunction(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.lock_stream(p_namespace int) RETURNS ${schema}.streams LANGUAGE plpgsql AS $body$
DECLARE
  stream ${schema}.streams;
BEGIN
  LOOP
    SELECT s.* INTO stream FROM ${schema}.streams s WHERE s.namespace = p_namespace FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO ${schema}.streams (namespace) VALUES (p_namespace) ON CONFLICT DO NOTHING;
  END LOOP;
  IF NOT EXISTS (SELECT FROM ${schema}.namespaces n WHERE n.id = p_namespace AND NOT n.dropped) THEN
    RAISE EXCEPTION 'the stream was dropped' USING ERRCODE = '${NAMESPACE_GONE}';
  END IF;
  RETURN stream;
END
$body$;

CREATE OR REPLACE FUNCTION ${schema}.append_messages(
  p_namespace int, now_ms bigint, m_key bytea[], m_headers bytea[], m_value bytea[], m_idempotency_key bytea[],
  m_fingerprint bytea[], m_until bigint[]
) RETURNS TABLE (state int, place bigint) LANGUAGE plpgsql AS $body$
DECLARE
  stream ${schema}.streams := ${schema}.lock_stream(p_namespace);
  published bigint := greatest(now_ms, stream.last_ms);
  states int[] := array_fill(0, ARRAY[cardinality(m_key)]);
  places bigint[];
  added bigint;
BEGIN
  IF EXISTS (SELECT FROM unnest(m_idempotency_key) AS k WHERE k <> '') THEN
    SELECT array_agg(m.state ORDER BY m.n),
        array_agg(CASE WHEN m.state = 0 THEN stream.last_position + m.new_n ELSE m.position END ORDER BY m.n)
      INTO states, places FROM (
        SELECT i.n, coalesce(r.state, 0) AS state, r.position,
            count(*) FILTER (WHERE r.state IS NULL) OVER (ORDER BY i.n) AS new_n
          FROM unnest(m_idempotency_key, m_fingerprint) WITH ORDINALITY AS i (key, fingerprint, n)
          LEFT JOIN LATERAL (
            SELECT CASE WHEN r.fingerprint = i.fingerprint THEN 1 ELSE 2 END AS state, r.position
              FROM ${schema}.remembered_messages r
              WHERE r.namespace = p_namespace AND r.key = i.key AND r.expires_at > now_ms AND i.key <> '' LIMIT 1) r ON true
      ) AS m;
  ELSE
    SELECT array_agg(stream.last_position + n) INTO places FROM generate_series(1, cardinality(m_key)) AS n;
  END IF;
  INSERT INTO ${schema}.messages (namespace, position, published_ms, size, key, headers, value)
    SELECT p_namespace, m.position, published, octet_length(m.key) + octet_length(m.headers) + octet_length(m.value),
        m.key, m.headers, m.value
      FROM unnest(states, places, m_key, m_headers, m_value) AS m (state, position, key, headers, value)
      WHERE m.state = 0;
  GET DIAGNOSTICS added = ROW_COUNT;
  IF added > 0 THEN
    UPDATE ${schema}.streams s SET last_position = s.last_position + added, last_ms = published, bytes = s.bytes + (
        SELECT sum(octet_length(m.key) + octet_length(m.headers) + octet_length(m.value))
          FROM unnest(states, m_key, m_headers, m_value) AS m (state, key, headers, value) WHERE m.state = 0)
      WHERE s.namespace = p_namespace;
    INSERT INTO ${schema}.remembered_messages AS r (namespace, key, fingerprint, position, expires_at)
      SELECT p_namespace, m.key, m.fingerprint, m.position, m.until
        FROM unnest(states, places, m_idempotency_key, m_fingerprint, m_until) AS m (state, position, key, fingerprint, until)
        WHERE m.state = 0 AND m.key <> ''
      ON CONFLICT (namespace, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, position = excluded.position, expires_at = excluded.expires_at;
  END IF;
  RETURN QUERY SELECT m.state, m.place FROM unnest(states, places) AS m (state, place);
END
$body$;

CREATE OR REPLACE FUNCTION ${schema}.replay_dead(
  p_namespace int, now_ms bigint, d_id bigint[], d_headers bytea[]
) RETURNS TABLE (replayed bigint) LANGUAGE plpgsql AS $body$
DECLARE
  stream ${schema}.streams := ${schema}.lock_stream(p_namespace);
  published bigint := greatest(now_ms, stream.last_ms);
  added bigint;
  added_bytes bigint;
BEGIN
  WITH dead AS (
    DELETE FROM ${schema}.dead_letters d WHERE d.namespace = p_namespace AND d.id = ANY (d_id)
      RETURNING d.id, d.key, d_headers[array_position(d_id, d.id)] AS headers, d.value
  ), sent AS (
    INSERT INTO ${schema}.messages (namespace, position, published_ms, size, key, headers, value)
      SELECT p_namespace, stream.last_position + row_number() OVER (ORDER BY dead.id), published,
          octet_length(dead.key) + octet_length(dead.headers) + octet_length(dead.value), dead.key, dead.headers, dead.value
        FROM dead RETURNING size
  ) SELECT count(*), coalesce(sum(sent.size), 0) INTO added, added_bytes FROM sent;
  UPDATE ${schema}.streams s
    SET last_position = s.last_position + added, last_ms = published, bytes = s.bytes + added_bytes
    WHERE s.namespace = p_namespace;
  RETURN QUERY SELECT added;
END
$body$;
`;
}
