import type { ReadRecord } from "../../capture/read-capture.ts";
import { readExchange, type SeenItem } from "./exchange.ts";

/** What a key was before anything of the recording happened to it. */
export interface FirstState {
  readonly key: string;
  /** The namespace in the recording. */
  readonly namespace: string;
  readonly isThere: boolean;
  /** Of the value that was read first; null where none was, for example because the key was only written to. */
  readonly stub: Buffer | null;
  /** 0 = not known. */
  readonly version: number;
}

/** What the first answers about each key say of it; nothing of a key of which they say nothing. */
export function firstStates(records: readonly ReadRecord[]): FirstState[] {
  const states = new Map<string, FirstState | null>();
  for (const record of records) {
    if (record.code !== 0 && record.reason !== VERSION_MISMATCH) continue;
    const { namespace } = record.header;
    for (const item of readExchange(record.call, record.request, record.answer).items) {
      const place = `${namespace}\n${item.key}`;
      if (item.key === "" || states.has(place) || item.error !== "") continue;
      const isThere = record.code === 0 ? wasThere(item) : null;
      // A write of which nothing is told decides what comes after, but not what was before.
      if (isThere === null) {
        if (record.code === 0 && item.action !== "check") states.set(place, null);
        continue;
      }
      const stub = item.action === "read" ? item.stub : null;
      const version = item.action === "read" || item.action === "exists" ? item.version : (item.condition ?? 0);
      states.set(place, { key: item.key, namespace, isThere, stub, version });
    }
  }
  return [...states.values()].filter((state) => state !== null);
}

/** Null when it cannot be told. */
function wasThere({ action, condition, found }: SeenItem): boolean | null {
  if (action === "read" || action === "exists" || action === "delete") return found;
  return condition === null ? null : condition > 0;
}

const VERSION_MISMATCH = "VERSION_MISMATCH";
