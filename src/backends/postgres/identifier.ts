/** A name as it stands in SQL: quoted, so that it is taken as it is. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A sequence as the functions that take its name want it. */
export function sequenceLiteral(schema: string, name: string): string {
  return quoteLiteral(`${schema}.${name}`);
}

export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
