import type { ScannedItem, ScanPage, ScanQuery } from "../contract.ts";
import type { Entry } from "./entry.ts";
import type { Table } from "./table.ts";

/** One page of a range. It looks one living entry past the page, so that `more` is exact. */
export function scanTable(table: Table, query: ScanQuery, nowMs: number): ScanPage {
  const items: ScannedItem[] = [];
  let bytes = 0;
  let more = false;
  table.ordered().visitFrom(query.from, (entry: Entry): boolean => {
    if (query.to !== null && entry.key >= query.to) return false;
    if (entry.isExpired(nowMs)) return true;
    if (items.length > 0 && (items.length >= query.maxItems || bytes >= query.maxBytes)) {
      more = true;
      return false;
    }
    const value = query.keysOnly ? "" : entry.value;
    items.push({ key: entry.key, value, version: entry.version, expiresAtMs: entry.expiresAtMs });
    bytes += entry.key.length + value.length;
    return true;
  });
  return { items, more };
}
