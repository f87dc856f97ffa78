import { MAX_REMEMBERED_RIGHTS } from "../../common/limits.ts";
import { RecentMap } from "../../common/recent-map.ts";
import type { AccessRule } from "../../config/access/access-rule.ts";
import type { Principal } from "../principal.ts";
import { NamespaceAccess } from "./namespace-access.ts";
import type { Rights } from "./rights.ts";

/** Of a snapshot, what there is to know of rights. */
export interface AccessSnapshot {
  readonly enforcesAccess: boolean;
  /** By index; null where one is gone. */
  readonly namespaces: readonly ({ readonly access: readonly AccessRule[] } | null)[];
}

/**
 * Who may do what, for one snapshot. Rules are looked through once for each principal and namespace; afterwards a
 * request costs a look at what was found, and one that follows another of the same principal there, not even that.
 */
export class AccessTable {
  private readonly rules: readonly (readonly AccessRule[])[];
  /** By namespace; made when the first request comes for it. */
  private readonly namespaces: (NamespaceAccess | undefined)[] = [];
  private readonly remembered = new RecentMap<number, Rights>(MAX_REMEMBERED_RIGHTS);
  private lastKey = -1;
  private last: Rights | null = null;

  /** @param rules by the namespace's place in the snapshot. */
  constructor(rules: readonly (readonly AccessRule[])[]) {
    this.rules = rules;
  }

  /**
   * That of a snapshot; null where no rules apply. What `previous` has found out about rules that are the same objects is
   * taken over, so that a change of one namespace does not make requests for all others slow again.
   */
  static of(snapshot: AccessSnapshot, previous: AccessTable | null = null): AccessTable | null {
    if (!snapshot.enforcesAccess) return null;
    const table = new AccessTable(snapshot.namespaces.map((namespace) => namespace?.access ?? []));
    for (const [index, access] of previous?.namespaces.entries() ?? []) {
      if (previous?.rules[index] === table.rules[index]) table.namespaces[index] = access;
    }
    return table;
  }

  rightsOf(principal: Principal, namespaceIndex: number): Rights {
    const key = principal.id * this.rules.length + namespaceIndex;
    if (key === this.lastKey) return this.last as Rights;
    let rights = this.remembered.get(key);
    if (rights === undefined) {
      rights = this.accessOf(namespaceIndex).rightsOf(principal);
      this.remembered.set(key, rights);
    }
    this.lastKey = key;
    this.last = rights;
    return rights;
  }

  private accessOf(namespaceIndex: number): NamespaceAccess {
    let access = this.namespaces[namespaceIndex];
    if (access === undefined) {
      access = new NamespaceAccess(this.rules[namespaceIndex] ?? []);
      this.namespaces[namespaceIndex] = access;
    }
    return access;
  }
}
