import { sequenceLiteral } from "../identifier.ts";
import { NAMESPACE_GONE } from "../namespace-tasks.ts";

/** What is not done of an item for a reason that an outcome does not say: stands in its `total`. */
export const Refusal = { NOT_A_COUNTER: 1, OVERFLOW: 2 } as const;

/** SQLSTATE of a call that found an idempotency key free which another one kept before it could. */
export const KEY_TAKEN = "PRM01";

/** State of a write: done now, done before under its idempotency key, or that key stands for something else. */
export const WriteState = { NEW: 0, REPLAY: 1, REUSED: 2 } as const;

/**
 * Writes with conditions, counters or idempotency keys: one call for all of them, in one transaction. Outcomes and actions
 * are the numbers of the contract. Items come sorted by key, as every other statement locks them, so that no two calls can
 * wait for each other. What a call says of item i is row i of its result.
 *
 * An idempotency key is looked up first and kept last. Where another call has kept the same one meanwhile, everything is
 * undone by error {@link KEY_TAKEN}: asked again, it finds it. A write of which nothing was done is not kept.
 */
export function writeFunction(schema: string): string {
  const versions = sequenceLiteral(schema, "versions");
  return `
CREATE OR REPLACE FUNCTION ${schema}.write_items(
  now_ms bigint, w_namespace int[], w_key bytea[], w_fingerprint bytea[], w_until bigint[],
  i_write int[], i_place int[], i_namespace int[], i_action int[], i_key bytea[], i_value bytea[], i_condition bigint[],
  i_end bigint[], i_delta bigint[]
) RETURNS TABLE (state int, outcome int, version bigint, total bigint) LANGUAGE plpgsql AS $body$
#variable_conflict use_column
DECLARE
  states int[] := array_fill(0, ARRAY[cardinality(w_key)]);
  outcomes int[] := '{}';
  versions bigint[] := '{}';
  totals bigint[] := '{}';
  has_keys boolean := EXISTS (SELECT FROM unnest(w_key) AS k WHERE k <> '');
  item record;
  found_row record;
  answer bigint[];
  got int; new_version bigint; new_total bigint; base numeric; live boolean;
  wanted int;
BEGIN
  IF (SELECT count(*) FROM ${schema}.namespaces WHERE id = ANY (w_namespace) AND NOT dropped)
    < (SELECT count(DISTINCT n) FROM unnest(w_namespace) AS n) THEN
    RAISE EXCEPTION 'a namespace was dropped' USING ERRCODE = '${NAMESPACE_GONE}';
  END IF;
  IF has_keys THEN
    SELECT array_agg(CASE WHEN r.key IS NULL THEN 0 WHEN r.fingerprint = w.fingerprint THEN 1 ELSE 2 END ORDER BY w.i)
      INTO states
      FROM unnest(w_namespace, w_key, w_fingerprint) WITH ORDINALITY AS w (namespace, key, fingerprint, i)
      LEFT JOIN LATERAL (SELECT r.key, r.fingerprint FROM ${schema}.remembered r
        WHERE r.namespace = w.namespace AND r.key = w.key AND r.expires_at > now_ms AND w.key <> '' LIMIT 1) r ON true;
  END IF;
  FOR item IN SELECT * FROM unnest(i_write, i_place, i_namespace, i_action, i_key, i_value, i_condition, i_end, i_delta)
    AS i (write, place, namespace, action, key, value, condition, until, delta)
  LOOP
    new_version := 0;
    new_total := 0;
    IF states[item.write] = 2 THEN
      got := 4;
    ELSIF states[item.write] = 1 THEN
      SELECT r.answer INTO answer FROM ${schema}.remembered r
        WHERE r.namespace = w_namespace[item.write] AND r.key = w_key[item.write];
      got := answer[3 * item.place + 1];
      new_version := answer[3 * item.place + 2];
      new_total := answer[3 * item.place + 3];
    ELSIF item.action = 0 AND item.condition < 0 THEN
      INSERT INTO ${schema}.items AS t (namespace, key, version, expires_at, value)
        VALUES (item.namespace, item.key, nextval(${versions}), item.until, item.value)
        ON CONFLICT (namespace, key) DO UPDATE
          SET version = nextval(${versions}), expires_at = excluded.expires_at, value = excluded.value
        RETURNING t.version INTO new_version;
      got := 1;
    ELSE
      LOOP
        SELECT t.version, t.expires_at, t.value, t.expires_at NOT BETWEEN 1 AND now_ms AS live INTO found_row
          FROM ${schema}.items t WHERE t.namespace = item.namespace AND t.key = item.key FOR NO KEY UPDATE;
        live := FOUND AND found_row.live;
        new_version := CASE WHEN live THEN found_row.version ELSE 0 END;
        IF item.condition >= 0 AND item.condition <> new_version THEN
          got := 3;
          EXIT;
        END IF;
        got := 1;
        IF item.action = 1 THEN
          IF live THEN
            DELETE FROM ${schema}.items t WHERE t.namespace = item.namespace AND t.key = item.key;
          ELSE
            got := 2;
          END IF;
          new_version := 0;
          EXIT;
        END IF;
        IF item.action = 3 THEN
          -- Where there must be nothing, an item that has ended keeps everybody else from making one until the commit.
          EXIT WHEN live OR item.condition < 0 OR found_row.version IS NOT NULL;
          INSERT INTO ${schema}.items (namespace, key, version, expires_at, value)
            VALUES (item.namespace, item.key, nextval(${versions}), 1, '') ON CONFLICT DO NOTHING;
          EXIT WHEN FOUND;
          CONTINUE;
        END IF;
        IF item.action = 2 THEN
          IF live AND (octet_length(found_row.value) > 20
            OR encode(found_row.value, 'escape') !~ '^(0|-?[1-9][0-9]{0,18})$'
            OR encode(found_row.value, 'escape')::numeric NOT BETWEEN -9223372036854775808 AND 9223372036854775807) THEN
            got := 4;
            new_total := 1;
            EXIT;
          END IF;
          base := CASE WHEN live THEN encode(found_row.value, 'escape')::numeric ELSE 0 END + item.delta;
          IF base NOT BETWEEN -9223372036854775808 AND 9223372036854775807 THEN
            got := 4;
            new_total := 2;
            EXIT;
          END IF;
          new_total := base;
          item.value := convert_to(new_total::text, 'UTF8');
          IF item.until = 0 AND live THEN
            item.until := found_row.expires_at;
          END IF;
        END IF;
        IF found_row.version IS NOT NULL THEN
          UPDATE ${schema}.items t
            SET version = nextval(${versions}), expires_at = item.until, value = item.value
            WHERE t.namespace = item.namespace AND t.key = item.key RETURNING t.version INTO new_version;
          EXIT;
        END IF;
        INSERT INTO ${schema}.items AS t (namespace, key, version, expires_at, value)
          VALUES (item.namespace, item.key, nextval(${versions}), item.until, item.value)
          ON CONFLICT DO NOTHING RETURNING t.version INTO new_version;
        EXIT WHEN FOUND;
      END LOOP;
    END IF;
    outcomes := outcomes || got;
    versions := versions || new_version;
    totals := totals || new_total;
  END LOOP;
  IF has_keys THEN
    ${rememberWrites(schema)}
  END IF;
  RETURN QUERY SELECT states[i.write], i.outcome, i.version, i.total
    FROM unnest(i_write, outcomes, versions, totals) AS i (write, outcome, version, total);
END
$body$;

CREATE OR REPLACE FUNCTION ${schema}.write_together(
  now_ms bigint, w_namespace int[], w_key bytea[], w_fingerprint bytea[], w_until bigint[],
  i_write int[], i_place int[], i_namespace int[], i_action int[], i_key bytea[], i_value bytea[], i_condition bigint[],
  i_end bigint[], i_delta bigint[]
) RETURNS TABLE (state int, outcome int, version bigint, total bigint) LANGUAGE plpgsql AS $body$
#variable_conflict use_column
DECLARE
  item record;
  states int[] := '{}';
  outcomes int[] := '{}';
  versions bigint[] := '{}';
  totals bigint[] := '{}';
  is_undone boolean := false;
BEGIN
  BEGIN
    FOR item IN SELECT * FROM ${schema}.write_items(now_ms, w_namespace, w_key, w_fingerprint, w_until, i_write, i_place,
      i_namespace, i_action, i_key, i_value, i_condition, i_end, i_delta)
    LOOP
      states := states || item.state;
      outcomes := outcomes || item.outcome;
      versions := versions || item.version;
      totals := totals || item.total;
      is_undone := is_undone OR (item.state = 0 AND item.outcome NOT IN (1, 2));
    END LOOP;
    IF is_undone THEN
      RAISE EXCEPTION USING ERRCODE = 'PRISM';
    END IF;
  EXCEPTION WHEN SQLSTATE 'PRISM' THEN
    NULL;
  END;
  RETURN QUERY SELECT i.state, CASE WHEN is_undone AND i.outcome IN (1, 2) THEN 5 ELSE i.outcome END,
      CASE WHEN is_undone AND i.outcome IN (1, 2) THEN 0 ELSE i.version END, i.total
    FROM unnest(states, outcomes, versions, totals) AS i (state, outcome, version, total);
END
$body$;
`;
}

/** Keeps what was done now under its idempotency key, all in one statement, sorted as others sort them. */
function rememberWrites(schema: string): string {
  return `
    SELECT count(DISTINCT i.write) INTO wanted FROM unnest(i_write, outcomes) AS i (write, outcome)
      WHERE states[i.write] = 0 AND w_key[i.write] <> '' AND i.outcome IN (1, 2);
    INSERT INTO ${schema}.remembered AS r (namespace, key, fingerprint, answer, expires_at)
      SELECT w_namespace[i.write], w_key[i.write], w_fingerprint[i.write],
          array_agg(part.value ORDER BY i.place, part.n), w_until[i.write]
        FROM unnest(i_write, i_place, outcomes, versions, totals) AS i (write, place, outcome, version, total),
          LATERAL (VALUES (1, i.outcome::bigint), (2, i.version), (3, i.total)) AS part (n, value)
        WHERE states[i.write] = 0 AND w_key[i.write] <> ''
        GROUP BY i.write HAVING bool_or(i.outcome IN (1, 2)) ORDER BY 1, 2
      ON CONFLICT (namespace, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, answer = excluded.answer, expires_at = excluded.expires_at
        WHERE r.expires_at <= now_ms;
    GET DIAGNOSTICS got = ROW_COUNT;
    IF got < wanted THEN
      RAISE EXCEPTION 'an idempotency key was used meanwhile' USING ERRCODE = '${KEY_TAKEN}';
    END IF;`;
}
