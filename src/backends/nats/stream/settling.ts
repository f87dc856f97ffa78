import { steadyMs } from "../../../common/clock.ts";
import { Outcome } from "../../contract.ts";
import { SettleAction, type Settlement } from "../../stream-contract.ts";
import { isUnheard } from "../api.ts";
import type { Exchange } from "../exchange.ts";
import { bury, type DeadLettersAt } from "./dead-letters.ts";
import type { Lease, LeaseTable } from "./lease-table.ts";

/** What JetStream takes for an answer to a delivery. Source: nats.io, ADR-15. */
const ACK = "+ACK";
/**
 * Always with a delay, the shortest that there is: the server keeps when a delay is over, so that a restart of its own does not
 * bring back the whole time to acknowledge.
 */
const nak = (delayMs: number) => `-NAK {"delay": ${Math.round(Math.max(delayMs, 1) * NS_PER_MS)}}`;
const TERM = "+TERM";
const IN_PROGRESS = "+WPI";
const NS_PER_MS = 1_000_000;

export interface Settling {
  readonly group: string;
  readonly settlements: readonly Settlement[];
  readonly leases: LeaseTable;
  readonly ackWaitMs: number;
}

/**
 * Settles leases, each confirmed by the server. Dead letters are kept first: should this end in between, the message is
 * delivered again, and buried again. Returns the sequences of those that are never delivered again.
 */
export async function settleLeases(at: DeadLettersAt, settling: Settling): Promise<readonly number[]> {
  const { settlements, leases, group } = settling;
  const found = settlements.map((settlement) => leaseOf(settlement, leases));
  try {
    const burials = settlements.flatMap(({ action, reason }, i) => {
      const lease = found[i];
      return lease == null || action !== SettleAction.BURY ? [] : [{ group, lease, reason }];
    });
    await bury(at, burials);
    await answer(at, settling, found);
  } catch (error) {
    // What became of them is not known: whoever holds them may try again.
    for (const lease of found) if (lease !== null) leases.add(lease);
    throw error;
  }
  return found.flatMap((lease, i) =>
    lease !== null && isFinal((settlements[i] as Settlement).action) ? [lease.sequence] : [],
  );
}

/** The messages are delivered again at once. */
export async function giveBack(
  exchange: Exchange,
  leases: readonly { readonly reply: string }[],
  timeoutMs: number,
): Promise<void> {
  const round = exchange.round({ timeoutMs, isRead: true, onReply: () => {} });
  for (const [slot, { reply }] of leases.entries()) round.ask(slot, reply, nak(0));
  await round.answered();
}

/** The server's time for these begins anew. Not confirmed: it is said again in good time. */
export function keepAlive(exchange: Exchange, leases: readonly Lease[], ackWaitMs: number): void {
  const nowMs = steadyMs();
  for (const lease of leases) {
    try {
      exchange.connection.publish(lease.reply, IN_PROGRESS);
    } catch {
      return;
    }
    lease.serverEndsMs = nowMs + ackWaitMs;
  }
}

/** The lease, taken out of the table unless it goes on; ABSENT where there is none. */
function leaseOf(settlement: Settlement, leases: LeaseTable): Lease | null {
  const lease = leases.get(settlement.lease);
  settlement.outcome = lease === null ? Outcome.ABSENT : Outcome.PENDING;
  if (lease !== null && settlement.action !== SettleAction.EXTEND) leases.remove(lease);
  return lease;
}

async function answer(
  { exchange, timeoutMs }: DeadLettersAt,
  { settlements, ackWaitMs }: Settling,
  found: readonly (Lease | null)[],
): Promise<void> {
  const round = exchange.round({
    timeoutMs,
    isRead: false,
    onReply: (slot, msg) => {
      // Nobody listens for acknowledgements: the consumer is gone.
      (settlements[slot] as Settlement).outcome = isUnheard(msg) ? Outcome.ABSENT : Outcome.DONE;
    },
  });
  const nowMs = steadyMs();
  for (const [slot, lease] of found.entries()) {
    if (lease === null) continue;
    const settlement = settlements[slot] as Settlement;
    if (settlement.action === SettleAction.EXTEND) {
      lease.endsMs = nowMs + settlement.delayMs;
      lease.serverEndsMs = nowMs + ackWaitMs;
    }
    round.ask(slot, lease.reply, wordOf(settlement));
  }
  await round.answered();
}

function wordOf({ action, delayMs }: Settlement): string {
  if (action === SettleAction.ACK) return ACK;
  if (action === SettleAction.EXTEND) return IN_PROGRESS;
  if (action === SettleAction.BURY) return TERM;
  return nak(delayMs);
}

function isFinal(action: SettleAction): boolean {
  return action === SettleAction.ACK || action === SettleAction.BURY;
}
