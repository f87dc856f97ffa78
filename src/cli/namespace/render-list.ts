import { stringify } from "yaml";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";

export type ListForm = "json" | "yaml" | "table";

type Item = Readonly<Record<string, unknown>>;

/** Prints items as they come. `end` completes what `page` began. */
export interface ListPrinter {
  page(items: readonly Item[]): string;
  end(): string;
}

/** @param columns of the table: a heading, and the cell of an item. */
export function listPrinter(
  form: ListForm,
  columns: readonly (readonly [string, (item: Item) => unknown])[],
): ListPrinter {
  if (form === "json") return jsonPrinter();
  if (form === "yaml") return yamlPrinter();
  const table = new Table();
  return {
    page: (items) =>
      table.render(
        items.map((item) => Object.fromEntries(columns.map(([name, cell]) => [name, cellText(cell(item))]))),
      ),
    end: () => "",
  };
}

/** The text comes from outside: it must not move the cursor. */
function cellText(value: unknown): string {
  return value === undefined || value === null ? "" : plainText(String(value), MAX_CELL);
}

const MAX_CELL = 200;

function jsonPrinter(): ListPrinter {
  let isFirst = true;
  return {
    page: (items) =>
      items
        .map((item) => {
          const before = isFirst ? "[\n" : ",\n";
          isFirst = false;
          return `${before}  ${JSON.stringify(item)}`;
        })
        .join(""),
    end: () => (isFirst ? "[]\n" : "\n]\n"),
  };
}

function yamlPrinter(): ListPrinter {
  let isEmpty = true;
  return {
    page: (items) => {
      if (items.length === 0) return "";
      isEmpty = false;
      return stringify(items);
    },
    end: () => (isEmpty ? "[]\n" : ""),
  };
}
