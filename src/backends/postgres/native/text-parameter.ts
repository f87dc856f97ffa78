import type { Bytea, Parameter } from "../sql.ts";

/** A parameter in PostgreSQL's text format, as libpq takes it: `{…}` for arrays, `\x…` for bytes. */
export function textOfParameter(parameter: Parameter): string | null {
  switch (parameter.type) {
    case "int4":
    case "int8":
      return String(parameter.value);
    case "bytea":
      return parameter.value === null ? null : `\\x${hexOf(parameter.value)}`;
    case "bytea[]":
      // In an array a backslash stands for itself only behind another one.
      return parameter.values.length === 0 ? "{}" : `{"\\\\x${parameter.values.map(hexOf).join('","\\\\x')}"}`;
    default:
      return `{${parameter.values.join(",")}}`;
  }
}

function hexOf(value: Bytea): string {
  if (typeof value === "string") return Buffer.from(value, "latin1").toString("hex");
  const { buffer, byteOffset } = value instanceof Uint8Array ? value : value.source;
  const [start, end] = value instanceof Uint8Array ? [0, value.length] : [value.start, value.end];
  return Buffer.from(buffer, byteOffset + start, end - start).toString("hex");
}
