import { assert } from "../common/assert.ts";
import { MAX_PRINCIPALS } from "../common/limits.ts";
import { MAX_PRINCIPAL_ID } from "./caller.ts";
import type { Principal } from "./principal.ts";

/**
 * Gives each principal its number, and the same object for the same name and teams. Of more than {@link MAX_PRINCIPALS}
 * the ones that have not been asked for longest are forgotten: asked for again, they are new ones.
 */
export class PrincipalRegistry {
  private readonly known = new Map<string, Principal>();
  private readonly step: number;
  private nextId: number;

  /** @param place of the acceptor whose it is: those of several give each number once. */
  constructor(place: { readonly number: number; readonly of: number } = ALONE) {
    this.step = place.of;
    this.nextId = 1 + place.number;
  }

  intern(name: string, teams: readonly string[]): Principal {
    const sorted = [...new Set(teams)].sort();
    const key = JSON.stringify([name, ...sorted]);
    let principal = this.known.get(key);
    if (principal !== undefined) this.known.delete(key);
    else principal = this.create(name, sorted);
    this.known.set(key, principal);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MAX_PRINCIPALS) break;
      this.known.delete(oldest);
    }
    return principal;
  }

  private create(name: string, teams: readonly string[]): Principal {
    const id = this.nextId;
    assert(id <= MAX_PRINCIPAL_ID, "every number of a principal has been given");
    this.nextId += this.step;
    return Object.freeze({ id, name, teams: Object.freeze(teams) });
  }
}

const ALONE = { number: 0, of: 1 };
