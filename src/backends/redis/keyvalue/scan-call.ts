import type { ScannedItem, ScanPage, ScanQuery } from "../../contract.ts";
import type { Keyspace } from "../keyspace.ts";
import { askScript } from "../resp/ask.ts";
import type { Connection } from "../resp/connection.ts";
import { scanScript } from "./scan-script.ts";
import { readExpiry, readValue, readVersion } from "./stored-item.ts";

export interface ScanParts {
  readonly connection: Connection;
  readonly keyspace: Keyspace;
  readonly nowMs: number;
  readonly timeoutMs: number;
}

/** One page; asks again where the script broke off because it had looked at many keys that are no more. */
export async function scanPage(query: ScanQuery, parts: ScanParts): Promise<ScanPage> {
  const { keyspace } = parts;
  const items: ScannedItem[] = [];
  let from = `[${keyspace.item}${query.from}`;
  let bytes = 0;
  for (;;) {
    const bounds = { from, maxItems: query.maxItems - items.length, maxBytes: query.maxBytes - bytes };
    const [state, last, ...found] = await ask(query, bounds, parts);
    for (let i = 0; i + 1 < found.length; i += 2) {
      const item = readItem(found[i] as string, found[i + 1] as string, query, keyspace);
      items.push(item);
      bytes += item.key.length + item.value.length;
    }
    if (state !== "look on") return { items, more: state === "more" };
    // What is left may be too little for the next item, and a page has at least one.
    if (items.length >= query.maxItems || bytes >= query.maxBytes) return { items, more: true };
    from = `(${last}`;
  }
}

async function ask(
  query: ScanQuery,
  bounds: { readonly from: string; readonly maxItems: number; readonly maxBytes: number },
  { connection, keyspace, nowMs, timeoutMs }: ScanParts,
): Promise<readonly string[]> {
  // The first text after all that begin with the prefix of items: no key of one has this in the prefix's place.
  const to = query.to === null ? `(${afterItems(keyspace)}` : `(${keyspace.item}${query.to}`;
  const numbers = [bounds.maxItems, bounds.maxBytes];
  const values = [String(nowMs), bounds.from, to, ...numbers.map(String), query.keysOnly ? "1" : "0"];
  const keys = [keyspace.version, keyspace.index];
  const reply = await askScript(
    connection,
    scanScript,
    { keys, values: [...values, String(keyspace.item.length)] },
    timeoutMs,
  );
  return reply as readonly string[];
}

function afterItems({ item }: Keyspace): string {
  return item.slice(0, -1) + String.fromCharCode(item.charCodeAt(item.length - 1) + 1);
}

function readItem(key: string, stored: string, query: ScanQuery, keyspace: Keyspace): ScannedItem {
  const bytes = Buffer.from(stored, "latin1");
  return {
    key: key.slice(keyspace.item.length),
    value: query.keysOnly ? "" : readValue(bytes, 0, bytes.length),
    version: readVersion(bytes, 0),
    expiresAtMs: readExpiry(bytes, 0),
  };
}
