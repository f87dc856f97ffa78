/**
 * What becomes of deliveries: row i of the result is 1 when there was a lease i, and 0 when it has ended, or never was.
 * Actions are the numbers of the contract. They come sorted by position, as others lock them. An acknowledgement waits for
 * the disk; a delay or a longer lease that is lost with the server's power costs a delivery, and does not.
 */
export function settleFunction(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.settle_deliveries(
  p_group int, s_position bigint[], s_lease bigint[], s_action int[], s_delay_ms bigint[], s_reason bytea[]
) RETURNS TABLE (is_done int) LANGUAGE plpgsql AS $body$
DECLARE
  now_ms bigint := (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
  settlement record;
  tried int;
BEGIN
  IF NOT (s_action && ARRAY[0, 3]) THEN
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
  FOR settlement IN SELECT * FROM unnest(s_position, s_lease, s_action, s_delay_ms, s_reason)
    AS s (position, lease, action, delay_ms, reason)
  LOOP
    IF settlement.action = 1 THEN
      UPDATE ${schema}.deliveries d SET until_ms = now_ms + settlement.delay_ms, lease = 0, consumer = ''
        WHERE d.group_id = p_group AND d.position = settlement.position AND d.lease = settlement.lease AND d.until_ms > now_ms;
    ELSIF settlement.action = 2 THEN
      UPDATE ${schema}.deliveries d SET until_ms = now_ms + settlement.delay_ms
        WHERE d.group_id = p_group AND d.position = settlement.position AND d.lease = settlement.lease AND d.until_ms > now_ms;
    ELSE
      DELETE FROM ${schema}.deliveries d
        WHERE d.group_id = p_group AND d.position = settlement.position AND d.lease = settlement.lease AND d.until_ms > now_ms
        RETURNING d.attempts INTO tried;
    END IF;
    is_done := FOUND::int;
    IF is_done = 1 AND settlement.action = 3 THEN
      INSERT INTO ${schema}.dead_letters
        (namespace, attempts, size, died_ms, position, published_ms, group_name, reason, key, headers, value)
        SELECT g.namespace, tried, m.size, now_ms, m.position, m.published_ms, g.name, settlement.reason, m.key, m.headers, m.value
          FROM ${schema}.stream_groups g
          CROSS JOIN LATERAL (SELECT m.* FROM ${schema}.messages m
            WHERE m.namespace = g.namespace AND m.position = settlement.position LIMIT 1) m
          WHERE g.id = p_group;
    END IF;
    RETURN NEXT;
  END LOOP;
END
$body$;
`;
}
