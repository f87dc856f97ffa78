/** A name as it stands in SQL: quoted, so that it is taken as it is. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
