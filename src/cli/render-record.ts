import { stringify } from "yaml";
import type { OutputForm } from "./kv-options.ts";
import { Table } from "./table.ts";

/** One flat record in a form; `raw` is its one field that scripts want. */
export function renderRecord(record: Readonly<Record<string, unknown>>, form: OutputForm, raw: unknown): string {
  switch (form) {
    case "json":
      return `${JSON.stringify(record, null, 2)}\n`;
    case "yaml":
      return stringify(record);
    case "table":
      return new Table().render([
        Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)])),
      ]);
    case "raw":
      return `${String(raw)}\n`;
  }
}
