import { MAX_QUOTAS, MAX_REMEMBERED_RIGHTS, QUOTAS_LOOKED_AT } from "../../common/limits.ts";
import { RecentMap } from "../../common/recent-map.ts";
import type { LimitRule } from "../../config/access/limit-rule.ts";
import type { Principal } from "../principal.ts";
import { NamespaceLimits } from "./namespace-limits.ts";
import { Quota, type QuotaLimits } from "./quota.ts";

/** Of a snapshot, what there is to know of limits. */
export interface LimitSnapshot {
  /** By index; null where one is gone. */
  readonly namespaces: readonly ({ readonly name: string; readonly limits: readonly LimitRule[] } | null)[];
}

/** There is no room to count what the principal uses: too many others are being counted. */
export const NO_ROOM = Symbol("no room");

/**
 * What each principal has used in each namespace, as one worker sees it. At most {@link MAX_QUOTAS} at a time: one is
 * forgotten only when it is as if it had never been used, so that nobody gets more by having it forgotten.
 */
export class QuotaTable {
  /** By namespace's name, then by principal's: a principal that comes with other teams has used what it has used. */
  private readonly used = new Map<string, Map<string, Quota>>();
  /** All of them, in the order in which they are looked at when room is needed. */
  private readonly order = new Set<Entry>();
  private namespaces: readonly Limited[] = [];
  private limits = new RecentMap<number, { readonly limits: QuotaLimits | null }>(MAX_REMEMBERED_RIGHTS);
  private readonly maxQuotas: number;
  /** The answer to the last question, for the next one is mostly the same. */
  private lastKey = -1;
  private last: Quota | null = null;

  constructor(snapshot: LimitSnapshot, maxQuotas = MAX_QUOTAS) {
    this.maxQuotas = maxQuotas;
    this.adopt(snapshot);
  }

  /** From now on the limits of this snapshot count. What has been used stays used. */
  adopt(snapshot: LimitSnapshot): void {
    const before = this.namespaces;
    this.namespaces = snapshot.namespaces.map((namespace, index) => {
      const { name = "", limits: rules = none } = namespace ?? {};
      // Rules that are the same objects need not be looked through again.
      if (before[index]?.rules === rules) return before[index];
      return { name, rules, limits: rules.length === 0 ? null : new NamespaceLimits(rules) };
    });
    this.limits = new RecentMap(MAX_REMEMBERED_RIGHTS);
    this.lastKey = -1;
  }

  /** What the principal has used there; null when nothing bounds it, and {@link NO_ROOM}. */
  of(principal: Principal, namespaceIndex: number, nowUs: number): Quota | null | typeof NO_ROOM {
    const namespace = this.namespaces[namespaceIndex] as Limited;
    if (namespace.limits === null) return null;
    const key = principal.id * this.namespaces.length + namespaceIndex;
    if (key === this.lastKey) return this.last;
    const limits = this.limitsOf(principal, key, namespace.limits);
    const quota = limits === null ? null : this.quotaOf(principal, namespace.name, limits, nowUs);
    if (quota === NO_ROOM) return NO_ROOM;
    this.lastKey = key;
    this.last = quota;
    return quota;
  }

  get size(): number {
    return this.order.size;
  }

  private quotaOf({ name }: Principal, namespace: string, limits: QuotaLimits, nowUs: number): Quota | typeof NO_ROOM {
    const quota = this.used.get(namespace)?.get(name);
    if (quota === undefined) return this.add(namespace, name, limits, nowUs);
    quota.adjust(limits, nowUs);
    return quota;
  }

  private limitsOf(principal: Principal, key: number, rules: NamespaceLimits): QuotaLimits | null {
    let found = this.limits.get(key);
    if (found === undefined) {
      found = { limits: rules.of(principal) };
      this.limits.set(key, found);
    }
    return found.limits;
  }

  private add(namespace: string, principal: string, limits: QuotaLimits, nowUs: number): Quota | typeof NO_ROOM {
    if (this.order.size >= this.maxQuotas && !this.makeRoom(nowUs)) return NO_ROOM;
    const quota = new Quota(limits, nowUs);
    let byPrincipal = this.used.get(namespace);
    if (byPrincipal === undefined) {
      byPrincipal = new Map();
      this.used.set(namespace, byPrincipal);
    }
    byPrincipal.set(principal, quota);
    this.order.add({ namespace, principal, quota });
    return quota;
  }

  /** Looks at a few, those that have not been looked at for longest, and forgets the ones that are unused. */
  private makeRoom(nowUs: number): boolean {
    let looked = 0;
    this.lastKey = -1;
    for (const entry of this.order) {
      if (looked++ === QUOTAS_LOOKED_AT) break;
      this.order.delete(entry);
      if (entry.quota.isUnused(nowUs)) this.forget(entry);
      else this.order.add(entry);
    }
    return this.order.size < this.maxQuotas;
  }

  private forget({ namespace, principal }: Entry): void {
    const byPrincipal = this.used.get(namespace);
    byPrincipal?.delete(principal);
    if (byPrincipal?.size === 0) this.used.delete(namespace);
  }
}

const none: readonly LimitRule[] = [];

interface Entry {
  readonly namespace: string;
  readonly principal: string;
  readonly quota: Quota;
}

interface Limited {
  readonly name: string;
  readonly rules: readonly LimitRule[];
  /** Null when nothing is bounded there. */
  readonly limits: NamespaceLimits | null;
}
