import { createHash } from "node:crypto";
import type { ScanRequest } from "../../codec/scan-request.ts";

/** What a page token knows its query by: eight bytes, as a byte string. */
export class QueryHashes {
  /** By the text that is hashed. The pages of a scan follow one another, and scans of many clients are often alike. */
  private readonly known = new Map<string, string>();
  /** The query that was asked for last, and its hash; for no namespace at first. */
  private last = { namespaceId: -1, prefix: "", start: "", end: "", keysOnly: false, hash: "" };

  of(namespaceId: number, { prefix, start, end, keysOnly }: ScanRequest): string {
    const { last } = this;
    const isKnown =
      last.namespaceId === namespaceId &&
      last.prefix === prefix &&
      last.start === start &&
      last.end === end &&
      last.keysOnly === keysOnly;
    if (isKnown) return last.hash;
    // Each part behind its length, so that parts that run together are told apart.
    const text = `${part(String(namespaceId))}${part(prefix)}${part(start)}${part(end)}${keysOnly ? "1:k" : "1:v"}`;
    const hash = this.hashOf(text);
    this.last = { namespaceId, prefix, start, end, keysOnly, hash };
    return hash;
  }

  get size(): number {
    return this.known.size;
  }

  private hashOf(text: string): string {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const hash = createHash("sha256").update(text, "latin1").digest().toString("latin1", 0, HASH_BYTES);
    if (this.known.size === MAX_KNOWN) this.known.clear();
    this.known.set(text, hash);
    return hash;
  }
}

function part(text: string): string {
  return `${text.length}:${text}`;
}

const HASH_BYTES = 8;
/** Of texts of 3 KiB at the most. */
export const MAX_KNOWN = 64;
