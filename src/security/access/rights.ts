import { afterPrefix } from "../../codec/byte-string.ts";
import { OperationClass } from "../../common/operation-class.ts";
import { addLast, type PatternRights } from "./pattern-rights.ts";

/**
 * What one principal may do in one namespace. Of the rules that mean it, the one with the longest prefix of the key
 * decides, then the one with the narrowest pattern; a class that none speaks of is denied. Where equally narrow patterns
 * disagree, which only membership in teams can bring about, it is denied too.
 */
export class Rights {
  /** Bits of the classes that it may use with every key. */
  readonly always: number;
  /** Bits of the classes for which the key decides. */
  readonly byKey: number;
  /** Those that mean the principal, the narrowest first. */
  private readonly patterns: readonly PatternRights[];
  /** Lengths of prefixes that rules have, the longest first. */
  private readonly lengths: readonly number[];
  /** By place in `lengths`: what all prefixes of that length end with; −1 when they differ. */
  private readonly lasts: readonly number[];
  /** Classes allowed where no prefix decides. */
  private readonly otherwise: number;

  constructor(patterns: readonly PatternRights[]) {
    this.patterns = [...patterns].sort((a, b) => b.weight - a.weight);
    const lastByLength = new Map<number, number>();
    for (const pattern of patterns) {
      for (const [length, last] of pattern.lastByLength) addLast(lastByLength, length, last);
    }
    this.lengths = [...lastByLength.keys()].sort((a, b) => b - a);
    this.lasts = this.lengths.map((length) => lastByLength.get(length) as number);
    let otherwise = 0;
    for (const bit of Object.values(OperationClass)) if (this.decideAt("", bit) === true) otherwise |= bit;
    const allowed = patterns.reduce((mask, pattern) => mask | pattern.prefixAllow, 0);
    const denied = patterns.reduce((mask, pattern) => mask | pattern.prefixDeny, 0);
    this.otherwise = otherwise;
    this.byKey = (otherwise & denied) | (~otherwise & allowed);
    this.always = otherwise & ~denied;
  }

  /** Whether there is anything that it may do. */
  get isAny(): boolean {
    return (this.always | this.byKey) !== 0;
  }

  /** @param key a byte string. */
  allowsKey(operationClass: number, key: string): boolean {
    const { lengths, lasts } = this;
    for (let i = 0; i < lengths.length; i++) {
      const length = lengths[i] as number;
      if (length > key.length) continue;
      // Spares making and looking up a prefix that no rule has.
      if (lasts[i] !== -1 && key.charCodeAt(length - 1) !== lasts[i]) continue;
      const decision = this.decideAt(key.slice(0, length), operationClass);
      if (decision !== null) return decision;
    }
    return (this.otherwise & operationClass) !== 0;
  }

  /**
   * Whether all keys from `from` up to, but not, `to` (null = to the end) may be scanned: they lie within one prefix that
   * is allowed, or none is needed, and no prefix among them is denied.
   */
  allowsScan(from: string, to: string | null): boolean {
    const within = this.prefixAround(from, to);
    if (this.decideAt(within, OperationClass.SCAN) !== true) return false;
    for (const length of this.lengths) {
      // Prefixes of the first key that the range leaves at some later one.
      if (length > from.length || length <= within.length) continue;
      if (this.decideAt(from.slice(0, length), OperationClass.SCAN) === false) return false;
    }
    return !this.patterns.some((pattern) => this.deniesWithin(pattern.scanDenials, from, to, within));
  }

  /** The longest prefix with a word on scans that all keys of the range have; empty when there is none. */
  private prefixAround(from: string, to: string | null): string {
    for (const length of this.lengths) {
      if (length > from.length) continue;
      const prefix = from.slice(0, length);
      const end = afterPrefix(prefix);
      const isAround = end === null || (to !== null && to <= end);
      if (isAround && this.decideAt(prefix, OperationClass.SCAN) !== null) return prefix;
    }
    return "";
  }

  /** Whether a denied prefix begins within the range, and a narrower pattern does not allow it. */
  private deniesWithin(denials: readonly string[], from: string, to: string | null, within: string): boolean {
    for (let i = firstFrom(denials, from); i < denials.length; i++) {
      const prefix = denials[i] as string;
      if (to !== null && prefix >= to) return false;
      if (prefix.length > within.length && this.decideAt(prefix, OperationClass.SCAN) === false) return true;
    }
    return false;
  }

  /** What the rules with exactly this prefix say; null when they do not speak of the class. */
  private decideAt(prefix: string, bit: number): boolean | null {
    let allowedAt = -1;
    for (const pattern of this.patterns) {
      if (allowedAt >= 0 && pattern.weight !== allowedAt) return true;
      const stated = prefix === "" ? pattern.everyKey : pattern.byPrefix.get(prefix);
      if (stated === undefined) continue;
      if ((stated.deny & bit) !== 0) return false;
      if ((stated.allow & bit) !== 0) allowedAt = pattern.weight;
    }
    return allowedAt >= 0 ? true : null;
  }
}

/** The place of the first that is not before `from`. */
function firstFrom(sorted: readonly string[], from: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as string) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
