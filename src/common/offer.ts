import { type LevelTargets, NO_LEVELS } from "./service-levels.ts";

/** What a store offers to a namespace, what a namespace needs, and whether the one is enough for the other. */

/** What an acknowledged write survives, from the least on: nothing, the end of the store's process, the loss of power. */
export const DURABILITIES = ["none", "process-crash", "power-loss"] as const;
export type Durability = (typeof DURABILITIES)[number];

/** Whether reads see every write acknowledged before them, from the least on. */
export const CONSISTENCIES = ["eventual", "strong"] as const;
export type Consistency = (typeof CONSISTENCIES)[number];

/** Of which messages the order is kept, from the least on: of none, of those with one key, of the whole stream. */
export const ORDERINGS = ["none", "key", "stream"] as const;
export type Ordering = (typeof ORDERINGS)[number];

/** What a store can or cannot do, each with what it means. */
export const ABILITIES = {
  "compare-and-set": "writes on a condition",
  transactions: "writes several keys as one",
  counters: "adds to a counter in one step",
  ttl: "ends an item by itself",
  "ordered-scan": "lists keys in order",
  idempotency: "keeps an idempotency key together with its write",
  groups: "has groups of consumers",
  replay: "reads again what is there",
  retention: "bounds a stream by time and bytes",
  "durable-attempts": "counts attempts across restarts of the gateway",
} as const;

export type Ability = keyof typeof ABILITIES;

export const ABILITY_NAMES = Object.keys(ABILITIES) as readonly Ability[];

/** What a store offers for one pattern. */
export interface Offer {
  readonly durability: Durability;
  readonly consistency: Consistency;
  /** Of a stream; `none` elsewhere. */
  readonly ordering: Ordering;
  readonly abilities: readonly Ability[];
}

/** What a namespace needs; null = whatever there is. Levels of service are measured, and no store offers them. */
export interface Needs extends LevelTargets {
  readonly durability: Durability | null;
  readonly consistency: Consistency | null;
  readonly ordering: Ordering | null;
  readonly abilities: readonly Ability[];
}

export const NO_NEEDS: Needs = Object.freeze({
  durability: null,
  consistency: null,
  ordering: null,
  abilities: [],
  ...NO_LEVELS,
});

/** Whether anything is needed that a store guarantees or does not. */
export function needsGuarantees({ durability, consistency, ordering, abilities }: Needs): boolean {
  return durability !== null || consistency !== null || ordering !== null || abilities.length > 0;
}

/** The needs that are not met, each as `what: why`; empty when all are. */
export function unmetNeeds(needs: Omit<Needs, keyof LevelTargets>, offer: Offer): string[] {
  const unmet = [
    shortfall("durability", DURABILITIES, needs.durability, offer.durability),
    shortfall("consistency", CONSISTENCIES, needs.consistency, offer.consistency),
    shortfall("ordering", ORDERINGS, needs.ordering, offer.ordering),
  ].filter((text) => text !== "");
  for (const ability of needs.abilities) {
    if (!offer.abilities.includes(ability)) unmet.push(`${ability}: it is not a store that ${ABILITIES[ability]}`);
  }
  return unmet;
}

function shortfall<T extends string>(what: string, scale: readonly T[], needed: T | null, offered: T): string {
  if (needed === null || scale.indexOf(offered) >= scale.indexOf(needed)) return "";
  return `${what} ${needed}: it gives ${offered}`;
}
