import type { KeyValueGuarantees } from "../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../backends/networked-contract.ts";
import type { StreamGuarantees } from "../backends/stream-contract.ts";
import type { Ability, Offer } from "../common/offer.ts";

/** What a keyvalue store offers as it is now; an embedded one has counters, transactions and idempotency by the pattern. */
export function offerOfKeyValue(guarantees: KeyValueGuarantees | NetworkedKeyValueGuarantees): Offer {
  const { durability, consistency } = guarantees;
  const isNetworked = "counters" in guarantees;
  return {
    durability,
    consistency,
    ordering: "none",
    abilities: listOf({
      "compare-and-set": guarantees.compareAndSet,
      transactions: isNetworked ? guarantees.transactions : guarantees.atomicBatch,
      counters: isNetworked ? guarantees.counters : true,
      ttl: guarantees.ttl,
      "ordered-scan": guarantees.orderedScan,
      idempotency: isNetworked ? guarantees.idempotency === "atomic" : true,
    }),
  };
}

/** What a stream store offers as it is now. */
export function offerOfStream(guarantees: StreamGuarantees): Offer {
  return {
    durability: guarantees.durability,
    consistency: "strong",
    ordering: guarantees.ordering,
    abilities: listOf({
      idempotency: guarantees.idempotency === "atomic",
      groups: guarantees.groups,
      replay: guarantees.replay,
      retention: guarantees.retention === "time-and-bytes",
      "durable-attempts": guarantees.attempts === "durable",
    }),
  };
}

function listOf(abilities: Partial<Record<Ability, boolean>>): Ability[] {
  return (Object.keys(abilities) as Ability[]).filter((ability) => abilities[ability] === true);
}
