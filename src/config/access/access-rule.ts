/** A rule as threads hold it: plain data of the snapshot. */
export interface AccessRule {
  /** A pattern: see principal-pattern.ts. */
  readonly principal: string;
  /** Bits of operation classes. */
  readonly allow: number;
  readonly deny: number;
  /** Only for keys that begin with it: a byte string, empty for every key. */
  readonly keyPrefix: string;
}
