import { stringify } from "yaml";
import type { ScannedItem } from "../client/scanned-item.ts";
import { itemRecord, itemRow } from "./item-record.ts";
import type { OutputForm } from "./kv-options.ts";
import { Table } from "./table.ts";

/** Prints items page by page, so that a long list needs no memory. `end` completes what `page` began. */
export interface ItemPrinter {
  page(items: readonly ScannedItem[]): string | Uint8Array;
  end(): string;
}

export function createItemPrinter(form: OutputForm, hasValues: boolean): ItemPrinter {
  switch (form) {
    case "json":
      return jsonPrinter(hasValues);
    case "yaml":
      return yamlPrinter(hasValues);
    case "table":
      return tablePrinter(hasValues);
    case "raw":
      return rawPrinter(hasValues);
  }
}

/** One array; one item on a line, so that line tools can read it too. */
function jsonPrinter(hasValues: boolean): ItemPrinter {
  let isFirst = true;
  return {
    page: (items) => {
      const lines = items.map((item) => {
        const before = isFirst ? "[\n" : ",\n";
        isFirst = false;
        return `${before}  ${JSON.stringify(itemRecord(item.key, item, hasValues))}`;
      });
      return lines.join("");
    },
    end: () => (isFirst ? "[]\n" : "\n]\n"),
  };
}

function yamlPrinter(hasValues: boolean): ItemPrinter {
  let isEmpty = true;
  return {
    page: (items) => {
      if (items.length === 0) return "";
      isEmpty = false;
      return stringify(items.map((item) => itemRecord(item.key, item, hasValues)));
    },
    end: () => (isEmpty ? "[]\n" : ""),
  };
}

function tablePrinter(hasValues: boolean): ItemPrinter {
  const table = new Table();
  return {
    page: (items) => table.render(items.map((item) => itemRow(item.key, item, hasValues))),
    end: () => "",
  };
}

/** Each item is its key, a tab, its value byte for byte, and a newline. */
function rawPrinter(hasValues: boolean): ItemPrinter {
  return {
    page: (items) =>
      Buffer.concat(
        items.flatMap((item) =>
          hasValues ? [Buffer.from(`${item.key}\t`), item.value, newline] : [Buffer.from(`${item.key}\n`)],
        ),
      ),
    end: () => "",
  };
}

const newline = Buffer.from("\n");
