import { createHash } from "node:crypto";

/**
 * What a namespace keeps of its large values beside their heads, under keys that begin with U+10FFFF: no client may name
 * one, and they come after all others.
 *
 *     U+10FFFF u <id>           an upload: whose it is, and how far it is
 *     U+10FFFF r <id> <index>   the receipt of a chunk: how large it is, and its digest
 *     U+10FFFF c <id> <index>   a chunk
 *
 * An id is 48 hexadecimal digits: 32 that nobody can guess, and 16 that stand for the key, so that an id of another key
 * is told apart without asking the store. An index has 8, so that chunks are in order.
 */

/** Byte string: the first of all keys that are the gateway's own. */
export const OWN_KEYS = Buffer.from("\u{10ffff}", "utf8").toString("latin1");
/** The first byte string after all of those. */
export const AFTER_OWN_KEYS = `${OWN_KEYS.slice(0, -1)}\xc0`;

export const UPLOADS = `${OWN_KEYS}u`;
const RECEIPTS = `${OWN_KEYS}r`;
const CHUNKS = `${OWN_KEYS}c`;

export function isOwnKey(key: string): boolean {
  return key.charCodeAt(0) === OWN_LEAD && key.startsWith(OWN_KEYS);
}

/** @param random 16 bytes. */
export function createId(random: Uint8Array, key: string): string {
  return Buffer.from(random).toString("hex") + markOf(key);
}

/** Whether this is the id of an upload of the key. */
export function isIdOf(id: string, key: string): boolean {
  return ID.test(id) && id.endsWith(markOf(key));
}

export function uploadKey(id: string): string {
  return UPLOADS + id;
}

export function idOfUpload(key: string): string {
  return key.slice(UPLOADS.length);
}

export function receiptKey(id: string, index: number): string {
  return RECEIPTS + id + indexText(index);
}

export function chunkKey(id: string, index: number): string {
  return CHUNKS + id + indexText(index);
}

/** The keys of all receipts of an upload, and of all its chunks: from the first to what comes after the last. */
export function receiptRange(id: string): readonly [from: string, to: string] {
  return [RECEIPTS + id, `${RECEIPTS}${id}g`];
}

export function chunkRange(id: string): readonly [from: string, to: string] {
  return [CHUNKS + id, `${CHUNKS}${id}g`];
}

function indexText(index: number): string {
  return index.toString(16).padStart(INDEX_DIGITS, "0");
}

function markOf(key: string): string {
  return createHash("sha256").update(key, "latin1").digest("hex").slice(0, 16);
}

const INDEX_DIGITS = 8;
/** The first byte of each of them, and of few other keys. */
export const OWN_LEAD = OWN_KEYS.charCodeAt(0);
const ID = /^[0-9a-f]{48}$/;
