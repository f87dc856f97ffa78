import { isUtf8 } from "node:buffer";
import type { StoredItem } from "../client/stored-item.ts";
import { plainText } from "./plain-text.ts";

/** An item as it is printed in JSON and YAML. */
export interface ItemRecord {
  readonly key: string;
  /** UTF-8 text, or base64 where the bytes are no UTF-8; `encoding` says which. Left out when only keys were asked for. */
  readonly value?: string;
  readonly encoding?: "utf8" | "base64";
  readonly version: number;
  /** ISO 8601; null = never. */
  readonly expiresAt: string | null;
}

export function itemRecord(key: string, item: StoredItem, hasValue: boolean): ItemRecord {
  const expiresAt = item.expiresAtMs === 0 ? null : new Date(item.expiresAtMs).toISOString();
  if (!hasValue) return { key, version: item.version, expiresAt };
  const isText = isUtf8(item.value);
  const value = isText ? item.text() : Buffer.from(item.value).toString("base64");
  return { key, value, encoding: isText ? "utf8" : "base64", version: item.version, expiresAt };
}

/** An item as a row of a table, where a long value is cut and what would move the cursor is escaped. */
export function itemRow(key: string, item: StoredItem, hasValue: boolean): Record<string, string> {
  const { version, expiresAt } = itemRecord(key, item, false);
  const value = isUtf8(item.value) ? plainText(item.text(), MAX_CELL) : `(${item.value.length} bytes, no text)`;
  return {
    key: plainText(key, MAX_CELL),
    ...(hasValue ? { value } : {}),
    version: String(version),
    expires: expiresAt ?? "never",
  };
}

const MAX_CELL = 60;
