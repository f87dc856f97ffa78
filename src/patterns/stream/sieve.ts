import { type Delivery, SettleAction, Settlement } from "../../backends/stream-contract.ts";
import { attemptsExhausted } from "./failures.ts";
import { leaseForClient } from "./lease.ts";
import { matches, replayGroupOf } from "./message-filter.ts";
import type { FetchTask } from "./task.ts";

/** What of a group's deliveries goes to the subscriber, and what becomes of the rest. */
export interface Sifted {
  readonly wanted: readonly Delivery[];
  readonly unwanted: readonly Settlement[];
  /** Of the unwanted: dead letters. */
  readonly buried: number;
}

/**
 * What a subscriber does not want counts as done; a message that was a dead letter is for its group alone; and one that
 * was delivered as often as it may be is buried, whoever lost it: a consumer that ends with the message in hand says nothing.
 */
export function sift(deliveries: readonly Delivery[], { group, filter }: FetchTask, maxAttempts: number): Sifted {
  const wanted: Delivery[] = [];
  const unwanted: Settlement[] = [];
  let buried = 0;
  for (const delivery of deliveries) {
    const { attempt, lease } = delivery;
    const isOthers = (replayGroupOf(delivery) ?? group) !== group;
    if (isOthers || (filter !== null && !matches(filter, delivery))) {
      unwanted.push(settlement(lease, SettleAction.ACK, ""));
    } else if (maxAttempts > 0 && attempt > maxAttempts) {
      buried++;
      unwanted.push(settlement(lease, SettleAction.BURY, attemptsExhausted(attempt - 1)));
    } else wanted.push({ ...delivery, lease: leaseForClient(attempt, lease) });
  }
  return { wanted, unwanted, buried };
}

export function settlement(lease: string, action: SettleAction, reason: string): Settlement {
  return Object.assign(new Settlement(), { lease, action, reason });
}
