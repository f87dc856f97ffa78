import { readByteString } from "../../src/codec/byte-string.ts";
import { KeyValueFields, readBatchElements } from "../../src/codec/keyvalue-requests.ts";
import { RequestView } from "../../src/codec/request-view.ts";
import { readScanRequest } from "../../src/codec/scan-request.ts";
import { message } from "./messages.ts";

/** What a message says: texts and bytes as byte strings, numbers from 2^53 as Infinity, an absent if_version as −1. */
export type Reading = Record<string, string | number | boolean | string[]>;

type Kind = "text" | "bytes" | "uint64" | "uint32" | "condition" | "flag" | "texts" | "messages";

/** A message of the protocol, and how our code reads it; null when it refuses. */
export interface Subject {
  readonly name: string;
  readonly fields: Readonly<Record<string, readonly [number: number, kind: Kind]>>;
  read(bytes: Buffer, start: number, end: number): Reading | null;
}

const fields = new KeyValueFields();

function read(isMessage: boolean, bytes: Buffer, names: readonly string[]): Reading | null {
  if (!isMessage) return null;
  const all: Reading = {
    namespace: readByteString(bytes, fields.namespaceFrom, fields.namespaceTo),
    key: readByteString(bytes, fields.keyFrom, fields.keyTo),
    value: readByteString(bytes, fields.valueFrom, fields.valueTo),
    ttl_ms: fields.ttlMs,
    if_version: fields.ifVersion,
  };
  return Object.fromEntries(names.map((name) => [name, all[name] as string | number]));
}

const view = new RequestView();
const range = { from: 0, to: 0 };

function readBatch(elements: string): Subject["read"] {
  return (bytes, start, end) => {
    const ranges = readBatchElements(bytes, start, end);
    view.callFrom = start;
    view.callTo = end;
    if (ranges === null || !view.peekNamespace(bytes, range)) return null;
    const texts: string[] = [];
    for (let i = 0; i < ranges.length; i += 2) {
      texts.push(readByteString(bytes, ranges[i] as number, ranges[i + 1] as number));
    }
    return { namespace: readByteString(bytes, range.from, range.to), [elements]: texts };
  };
}

export const subjects: readonly Subject[] = [
  {
    name: "GetRequest",
    fields: { namespace: [1, "text"], key: [2, "text"] },
    read: (bytes, start, end) => read(fields.readPut(bytes, start, end), bytes, ["namespace", "key"]),
  },
  {
    name: "ExistsRequest",
    fields: { namespace: [1, "text"], key: [2, "text"] },
    read: (bytes, start, end) => read(fields.readPut(bytes, start, end), bytes, ["namespace", "key"]),
  },
  {
    name: "PutRequest",
    fields: {
      namespace: [1, "text"],
      key: [2, "text"],
      value: [3, "bytes"],
      ttl_ms: [4, "uint64"],
      if_version: [5, "condition"],
    },
    read: (bytes, start, end) =>
      read(fields.readPut(bytes, start, end), bytes, ["namespace", "key", "value", "ttl_ms", "if_version"]),
  },
  {
    name: "DeleteRequest",
    fields: { namespace: [1, "text"], key: [2, "text"], if_version: [3, "condition"] },
    read: (bytes, start, end) => read(fields.readDelete(bytes, start, end), bytes, ["namespace", "key", "if_version"]),
  },
  {
    name: "BatchPutItem",
    fields: { key: [1, "text"], value: [2, "bytes"], ttl_ms: [3, "uint64"], if_version: [4, "condition"] },
    read: (bytes, start, end) =>
      read(fields.readPutItem(bytes, start, end), bytes, ["key", "value", "ttl_ms", "if_version"]),
  },
  {
    name: "BatchDeleteItem",
    fields: { key: [1, "text"], if_version: [2, "condition"] },
    read: (bytes, start, end) => read(fields.readDeleteItem(bytes, start, end), bytes, ["key", "if_version"]),
  },
  {
    name: "ScanRequest",
    fields: {
      prefix: [2, "text"],
      start: [3, "text"],
      end: [4, "text"],
      page_size: [5, "uint32"],
      page_token: [6, "text"],
      keys_only: [7, "flag"],
    },
    read: (bytes, start, end) => {
      const scan = readScanRequest(bytes, start, end);
      if (scan === null) return null;
      const { pageSize, pageToken, keysOnly, ...texts } = scan;
      return { ...texts, page_size: pageSize, page_token: pageToken, keys_only: keysOnly };
    },
  },
  {
    name: "BatchGetRequest",
    fields: { namespace: [1, "text"], keys: [2, "texts"] },
    read: readBatch("keys"),
  },
  {
    name: "BatchPutRequest",
    fields: { namespace: [1, "text"], items: [2, "messages"] },
    read: readBatch("items"),
  },
  {
    name: "BatchDeleteRequest",
    fields: { namespace: [1, "text"], items: [2, "messages"] },
    read: readBatch("items"),
  },
];

const latin1 = (value: unknown): string =>
  typeof value === "string"
    ? Buffer.from(value, "utf8").toString("latin1")
    : Buffer.from(value as Uint8Array).toString("latin1");

/** The same message as protobufjs reads it; null when it refuses. */
export function readIndependently(subject: Subject, bytes: Buffer): Reading | null {
  let decoded: Record<string, unknown>;
  try {
    decoded = message(subject.name).decode(bytes);
  } catch {
    return null;
  }
  const reading: Reading = {};
  for (const [name, [, kind]] of Object.entries(subject.fields)) reading[name] = normal(decoded[name], kind);
  return reading;
}

function normal(value: unknown, kind: Kind): Reading[string] {
  switch (kind) {
    case "text":
    case "bytes":
      return value === undefined ? "" : latin1(value);
    case "texts":
      return ((value ?? []) as string[]).map(latin1);
    case "messages":
      // Elements are compared by their count here, and by themselves as subjects of their own.
      return ((value ?? []) as unknown[]).map(() => "");
    case "flag":
      return value === true;
    case "condition":
      return value === undefined ? -1 : number(value as string);
    default:
      return value === undefined ? 0 : number(String(value));
  }
}

function number(decimal: string): number {
  return BigInt(decimal) < 2n ** 53n ? Number(decimal) : Number.POSITIVE_INFINITY;
}

/** Makes what we read comparable with {@link readIndependently}: elements that are messages count, no more. */
export function comparable(subject: Subject, reading: Reading | null): Reading | null {
  if (reading === null || subject.fields.items === undefined) return reading;
  return { ...reading, items: (reading.items as string[]).map(() => "") };
}
