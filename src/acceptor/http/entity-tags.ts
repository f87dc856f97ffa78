/**
 * An item's version as an entity tag. Bytes that are encoded are not those of another encoding, which a strong tag must
 * tell apart (RFC 9110, 8.8.3.3): such a tag says so, and names the same version wherever it is sent.
 */
export function entityTag(version: number, encoding = ""): string {
  return encoding === "" ? `"${version}"` : `"${version}-${encoding}"`;
}

/** What an If-Match or If-None-Match says: any item at all, or one of these tags; null when it is no such thing. */
export type TagCondition = "*" | readonly EntityTag[];

export interface EntityTag {
  /** −1 when it is none of this gateway's versions, and so fits nothing. */
  readonly version: number;
  /** Weak ones fit in If-None-Match alone. */
  readonly isWeak: boolean;
}

/**
 * Reads the value of an If-Match or If-None-Match header. Grammar (RFC 9110, 8.8.3 and 13.1):
 *
 *     condition  = "*" / #entity-tag
 *     entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE
 *     etagc      = %x21 / %x23-7E / obs-text
 */
export function readTags(value: string): TagCondition | null {
  if (value === "*") return "*";
  const tags: EntityTag[] = [];
  TAG.lastIndex = 0;
  while (TAG.lastIndex < value.length) {
    const found = TAG.exec(value);
    if (found === null) return null;
    const opaque = VERSION.exec(found[2] as string);
    const version = opaque === null ? -1 : Number(opaque[1]);
    tags.push({ version: Number.isSafeInteger(version) ? version : -1, isWeak: found[1] !== undefined });
  }
  return tags.length === 0 ? null : tags;
}

/** One tag with the comma behind it, unless it is the last. Empty elements of a list, which the grammar lets through, are not taken. */
const TAG = /[ \t]*(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"[ \t]*(?:,(?=.)|$)/y;
/** Versions begin with 1; an encoding may follow. */
const VERSION = /^([1-9]\d{0,15})(?:-(?:gzip|zstd))?$/;
