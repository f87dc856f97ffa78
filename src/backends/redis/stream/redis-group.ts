import { toByteString } from "../../../codec/byte-string.ts";
import { MAX_PENDING_PER_GROUP } from "../../../common/limits.ts";
import { PrismError } from "../../../common/prism-error.ts";
import { Outcome } from "../../contract.ts";
import {
  type Delivery,
  type GroupLag,
  SettleAction,
  type Settlement,
  type StreamGroup,
  type StreamStart,
  type TakeBounds,
} from "../../stream-contract.ts";
import { lagScript, releaseScript, seekScript } from "./group-scripts.ts";
import { unpackHeaders } from "./headers.ts";
import { idBefore, msOf } from "./position.ts";
import type { ReadySignal } from "./ready-signal.ts";
import { settleScript } from "./settle-script.ts";
import type { StreamLink } from "./stream-link.ts";
import { takeScript } from "./take-script.ts";

export interface RedisGroupParts {
  readonly link: StreamLink;
  /** Byte string. */
  readonly group: string;
  readonly signal: ReadySignal;
  /** Stands before the names of consumers, so that those of two gateways are two. */
  readonly instance: string;
  readonly onClose: () => void;
}

/** One who takes part in a group; the group itself is in Redis. */
export class RedisGroup implements StreamGroup {
  readonly #parts: RedisGroupParts;
  readonly #consumers = new Set<string>();

  constructor(parts: RedisGroupParts) {
    this.#parts = parts;
  }

  async take(consumer: string, { maxItems, maxBytes }: TakeBounds, leaseMs: number): Promise<readonly Delivery[]> {
    const { link, group, signal } = this.#parts;
    const { version, stream, groups, cursors } = link.keyspace;
    const name = this.#nameOf(consumer);
    const nowMs = link.nowMs();
    let count = 0;
    let dueMs = Number.POSITIVE_INFINITY;
    this.#consumers.add(name);
    signal.begin();
    try {
      const values = [group, name, nowMs, nowMs + leaseMs, maxItems, maxBytes, MAX_PENDING_PER_GROUP];
      const keys = [version, stream, groups, cursors, this.#due];
      const [epoch, due, ...found] = (await link.ask(takeScript, keys, values)) as readonly (string | number)[];
      dueMs = due === "" ? dueMs : Number(due);
      const deliveries = deliveriesOf(String(epoch), found);
      count = deliveries.length;
      return deliveries;
    } finally {
      signal.end(count, dueMs - link.nowMs());
    }
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    const { link, group, signal } = this.#parts;
    const { version, stream, groups, dead, meta, news } = link.keyspace;
    const values: (string | number)[] = [group, link.nowMs(), news];
    const sent: Settlement[] = [];
    for (const settlement of settlements) {
      const lease = LEASE.exec(settlement.lease);
      settlement.outcome = Outcome.ABSENT;
      if (lease === null) continue;
      const [, epoch = "", id = "", attempt = ""] = lease;
      values.push(
        epoch,
        id,
        attempt,
        letters[settlement.action] as string,
        settlement.delayMs,
        toByteString(settlement.reason),
      );
      sent.push(settlement);
    }
    if (sent.length === 0) return;
    const keys = [version, stream, groups, this.#due, dead, meta];
    const [due, outcomes] = (await link.ask(settleScript, keys, values)) as readonly [string, string];
    for (const [i, settlement] of sent.entries()) if (outcomes[i] === "D") settlement.outcome = Outcome.DONE;
    if (due !== "") signal.setDue(Number(due) - link.nowMs());
  }

  release(consumer: string): Promise<void> {
    return this.#release([this.#nameOf(consumer)]);
  }

  async lag(): Promise<GroupLag> {
    const { link, group } = this.#parts;
    const { version, stream, meta, groups, cursors } = link.keyspace;
    const reply = await link.ask(lagScript, [version, stream, meta, groups, cursors, this.#due], [group]);
    const [waiting, pending, position, end] = reply as readonly [number, number, string, string];
    return { waiting, pending, partitions: [{ partition: 0, position, end, waiting }] };
  }

  async seek(to: StreamStart): Promise<void> {
    const { link, group } = this.#parts;
    const { version, stream, meta, groups, cursors, news } = link.keyspace;
    const values = [group, idBefore(to) ?? "$", news];
    await link.ask(seekScript, [version, stream, meta, groups, cursors, this.#due], values);
  }

  async close(): Promise<void> {
    const { signal, onClose } = this.#parts;
    signal.stop();
    onClose();
    if (this.#consumers.size === 0) return;
    try {
      await this.#release([...this.#consumers]);
    } catch (error) {
      // Where it is gone there is nothing to end; where the server is away, leases end by themselves.
      if (!(error instanceof PrismError)) throw error;
    }
  }

  async #release(consumers: readonly string[]): Promise<void> {
    const { link, group } = this.#parts;
    const { version, stream, groups, news } = link.keyspace;
    for (const consumer of consumers) this.#consumers.delete(consumer);
    await link.ask(releaseScript, [version, stream, groups, this.#due], [group, link.nowMs(), news, ...consumers]);
  }

  get #due(): string {
    return this.#parts.link.keyspace.due + this.#parts.group;
  }

  #nameOf(consumer: string): string {
    return `${this.#parts.instance}${toByteString(consumer)}`;
  }
}

/** The group's epoch, the message's id, the attempt. */
const LEASE = /^(\d{1,15})\.(\d{1,16}-\d{1,20})\.(\d{1,15})$/;

/** By {@link SettleAction}. */
const letters = {
  [SettleAction.ACK]: "A",
  [SettleAction.NACK]: "N",
  [SettleAction.EXTEND]: "E",
  [SettleAction.BURY]: "B",
};

function deliveriesOf(epoch: string, found: readonly (string | number)[]): Delivery[] {
  const deliveries: Delivery[] = [];
  for (let i = 0; i + 4 < found.length; i += 5) {
    const [position, attempt, key, value, headers] = found.slice(i, i + 5) as [string, number, string, string, string];
    const lease = `${epoch}.${position}.${attempt}`;
    const publishedMs = msOf(position);
    deliveries.push({
      position,
      key,
      value,
      headers: unpackHeaders(headers),
      publishedMs,
      attempt: Number(attempt),
      lease,
    });
  }
  return deliveries;
}
