/**
 * Removes the oldest messages, and the oldest dead letters, that are older than `cutoff_ms`, or over `max_bytes` (0 = no
 * bound) together: at most `max_items`, and says how many. Both have the bounds of the stream, each of its own.
 */
export function trimFunction(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.trim_stream(p_namespace int, cutoff_ms bigint, max_bytes bigint, max_items int)
RETURNS TABLE (removed bigint) LANGUAGE plpgsql AS $body$
DECLARE
  stream ${schema}.streams;
  last_old bigint; old_bytes bigint; dead_bytes bigint; dead_removed bigint;
BEGIN
  removed := 0;
  SELECT s.* INTO stream FROM ${schema}.streams s WHERE s.namespace = p_namespace FOR UPDATE;
  IF FOUND THEN
    SELECT max(m.position), sum(m.size) INTO last_old, old_bytes FROM (
      SELECT m.*, sum(m.size) OVER (ORDER BY m.position ROWS UNBOUNDED PRECEDING) AS total FROM (
        SELECT m.position, m.size, m.published_ms FROM ${schema}.messages m WHERE m.namespace = p_namespace
          AND m.position >= stream.first_position ORDER BY m.namespace, m.position LIMIT max_items) m
      ) m WHERE m.published_ms < cutoff_ms OR (max_bytes > 0 AND stream.bytes - (m.total - m.size) > max_bytes);
    IF last_old IS NOT NULL THEN
      DELETE FROM ${schema}.messages m WHERE m.namespace = p_namespace AND m.position <= last_old;
      UPDATE ${schema}.streams s SET first_position = last_old + 1, bytes = s.bytes - old_bytes
        WHERE s.namespace = p_namespace;
      removed := last_old + 1 - stream.first_position;
    END IF;
  END IF;
  IF removed < max_items THEN
    SELECT coalesce(sum(d.size), 0) INTO dead_bytes FROM ${schema}.dead_letters d
      WHERE d.namespace = p_namespace AND max_bytes > 0;
    DELETE FROM ${schema}.dead_letters d WHERE d.namespace = p_namespace AND d.id = ANY (ARRAY(
      SELECT o.id FROM (
        SELECT o.*, sum(o.size) OVER (ORDER BY o.id ROWS UNBOUNDED PRECEDING) AS total FROM (
          SELECT d.id, d.size, d.died_ms FROM ${schema}.dead_letters d WHERE d.namespace = p_namespace
            ORDER BY d.namespace, d.id LIMIT max_items - removed) o
        ) o WHERE o.died_ms < cutoff_ms OR (max_bytes > 0 AND dead_bytes - (o.total - o.size) > max_bytes)));
    GET DIAGNOSTICS dead_removed = ROW_COUNT;
    removed := removed + dead_removed;
  END IF;
  RETURN NEXT;
END
$body$;
`;
}
