import type { PrismError } from "../common/prism-error.ts";
import type { ScannedItem } from "./scanned-item.ts";
import type { StoredItem } from "./stored-item.ts";

/** The shapes of the KeyValue calls: what goes in and what comes out. */

/** A value to write. Text becomes UTF-8. Bytes are borrowed until the call's promise settles: do not change them before. */
export type ValueInput = Uint8Array | string;

export interface CallOptions {
  /** Milliseconds the call may take, retries included; 1 to 1 800 000. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait. What was sent may still be done. */
  readonly signal?: AbortSignal | undefined;
  /** What the call belongs to, by W3C Trace Context; left out, the active span of OpenTelemetry, if there is one. */
  readonly traceparent?: string | undefined;
}

export interface WriteOptions extends CallOptions {
  /** 1 to 128 bytes. Makes the write safe to repeat, so that the client does when a connection breaks. */
  readonly idempotencyKey?: string | undefined;
}

export interface DeleteOptions extends WriteOptions {
  /** Only if the item has this version. */
  readonly ifVersion?: number | undefined;
}

export interface PutOptions extends WriteOptions {
  /** Only if the item has this version; 0 = only if there is none. */
  readonly ifVersion?: number | undefined;
  /** Milliseconds until the item is gone; 0 = never. */
  readonly ttlMs?: number | undefined;
}

export interface PutStreamOptions extends CallOptions {
  /** Only if the item has this version at the end; 0 = only if there is none. */
  readonly ifVersion?: number | undefined;
  /** Milliseconds from the end of the upload until the item is gone; 0 = never. */
  readonly ttlMs?: number | undefined;
  /** How it is kept: `identity`, `gzip`, `zstd` where the gateway can; when nothing is said, as its namespace has it, which is off unless configured. */
  readonly encoding?: string | undefined;
  /** Bytes of the whole, if they are known: what is too large is refused before it is sent. */
  readonly size?: number | undefined;
}

export interface PutStreamResult extends PutResult {
  /** Bytes of the value. */
  readonly size: number;
}

export interface ScanOptions extends CallOptions {
  readonly prefix?: string | undefined;
  /** First key wanted. */
  readonly start?: string | undefined;
  /** First key no longer wanted. */
  readonly end?: string | undefined;
  /** Items on a page; 0 = the gateway's default. */
  readonly pageSize?: number | undefined;
  /** `nextPageToken` of the page before, with the same other options. */
  readonly pageToken?: string | undefined;
  readonly keysOnly?: boolean | undefined;
}

export interface BatchPutItem {
  readonly key: string;
  readonly value: ValueInput;
  readonly ttlMs?: number | undefined;
  readonly ifVersion?: number | undefined;
}

export interface BatchDeleteItem {
  readonly key: string;
  readonly ifVersion?: number | undefined;
}

export interface PutResult {
  readonly version: number;
  /** The idempotency key was seen before: this is the first write's answer. */
  readonly replayed: boolean;
}

export interface DeleteResult {
  /** Whether there was an item. */
  readonly deleted: boolean;
  readonly replayed: boolean;
}

export interface IncrementResult {
  /** The sum. */
  readonly value: bigint;
  readonly version: number;
  readonly replayed: boolean;
}

/** What is to become of one key: one of these. */
export type TransactOperation =
  /** Only the condition is looked at; 0 = there must be no item. */
  | { readonly check: { readonly key: string; readonly ifVersion: number } }
  | { readonly put: BatchPutItem }
  | { readonly delete: BatchDeleteItem | string }
  | { readonly increment: IncrementItem };

export interface IncrementItem {
  readonly key: string;
  readonly delta: bigint | number;
  readonly ttlMs?: number | undefined;
  readonly ifVersion?: number | undefined;
}

export interface TransactResults {
  readonly results: readonly TransactResult[];
  readonly replayed: boolean;
}

export interface TransactResult {
  /** Of what was put or incremented; else 0. */
  readonly version: number;
  /** Whether there was an item to delete. */
  readonly deleted: boolean;
  /** The sum; of what is no increment 0. */
  readonly value: bigint;
}

export interface ScanPage {
  readonly items: readonly ScannedItem[];
  /** Empty on the last page. */
  readonly nextPageToken: string;
}

/** One result for each key or item, in order. */
export type BatchGetResults = readonly (StoredItem | PrismError | null)[];
export type BatchPutResults = readonly (PutResult | PrismError)[];
export type BatchDeleteResults = readonly (DeleteResult | PrismError)[];
