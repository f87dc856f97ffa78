import type { RowFault } from "../row-block.ts";
import type { ReadRow } from "./field-values.ts";

/** What a field of a row is, in formats that know more than text. */
export type FieldType = "text" | "value" | "encoding" | "count" | "time" | "json";

/** The rows of one pattern: which fields they have, and what those say. */
export interface RowShape<Fields> {
  /** The fields in the order of the columns. */
  readonly fields: readonly (readonly [name: string, type: FieldType])[];
  /** A row as text formats have it. `isText`: its value is given as text, not in base64. */
  record(fields: Fields, value: Uint8Array, isText: boolean): Readonly<Record<string, unknown>>;
  /** Reads what a row says; a field that is not there is undefined or null. */
  read(record: Readonly<Record<string, unknown>>): ReadRow<Fields> | RowFault;
}
