/**
 * What all patterns of a schema share. A namespace that was dropped keeps its row until a sweep has removed what it had,
 * so that its number stands for nothing else.
 */
export function commonSchema(schema: string): string {
  return `
CREATE TABLE IF NOT EXISTS ${schema}.namespaces (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  pattern text NOT NULL,
  name bytea NOT NULL,
  dropped boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX IF NOT EXISTS namespaces_by_name ON ${schema}.namespaces (pattern, name) WHERE NOT dropped;
`;
}
