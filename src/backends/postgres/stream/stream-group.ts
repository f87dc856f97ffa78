import { toByteString } from "../../../codec/byte-string.ts";
import { MAX_PENDING_PER_GROUP } from "../../../common/limits.ts";
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
import { bytea, byteas, int4, int4s, int8, int8s } from "../sql.ts";
import { readDelivery } from "./delivery-row.ts";
import { startParameters } from "./position.ts";
import { askOfStream, type StreamParts } from "./stream-connection.ts";
import type { Waiter } from "./stream-wakes.ts";

/** A lease: the position, and a number that no other delivery has. */
interface Lease {
  readonly position: number;
  readonly number: number;
}

/** Longer timers would overflow in Node, and go off at once; whoever waits looks sooner by itself anyhow. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One who takes part in a group, whose state is in the server. */
export class PostgresStreamGroup implements StreamGroup, Waiter {
  readonly namespaceId: number;
  readonly #parts: StreamParts;
  readonly #id: number;
  /** Tells this one's consumers from those of the same name elsewhere. */
  readonly #instance: string;
  readonly #onReady: () => void;
  readonly #consumers = new Set<string>();
  /** Goes off when the next lease or delay is over. */
  #alarm: NodeJS.Timeout | null = null;

  constructor(
    parts: StreamParts,
    group: { readonly namespaceId: number; readonly id: number; readonly instance: string },
    onReady: () => void,
  ) {
    this.#parts = parts;
    this.namespaceId = group.namespaceId;
    this.#id = group.id;
    this.#instance = group.instance;
    this.#onReady = onReady;
  }

  async take(consumer: string, { maxItems, maxBytes }: TakeBounds, leaseMs: number): Promise<readonly Delivery[]> {
    const { statements, wakes } = this.#parts;
    const count = wakes.countOf(this.namespaceId);
    const name = this.#nameOf(consumer);
    this.#consumers.add(name);
    const deliveries: Delivery[] = [];
    let waitMs = -1;
    await askOfStream(this.#parts, {
      statement: statements.take,
      parameters: [
        int4(this.#id),
        bytea(name),
        int4(maxItems),
        int8(maxBytes),
        int8(leaseMs),
        int4(MAX_PENDING_PER_GROUP),
      ],
      // Taken twice, the first lot is delivered again when its leases end.
      isRepeatable: true,
      onRow: (row) => {
        const position = row.integer(0);
        if (position === 0) {
          waitMs = row.integer(1);
          return;
        }
        const lease = `${position}.${row.integer(3)}`;
        const facts = { position: String(position), publishedMs: row.integer(1), attempt: row.integer(2), lease };
        deliveries.push(readDelivery(row, 4, facts));
      },
    });
    if (deliveries.length === 0) {
      wakes.wait(this, count);
      this.#setAlarm(waitMs);
    } else if (this.#alarm === null) this.#setAlarm(leaseMs);
    return deliveries;
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    const leased: { settlement: Settlement; lease: Lease }[] = [];
    for (const settlement of settlements) {
      const lease = leaseOf(settlement.lease);
      settlement.outcome = Outcome.ABSENT;
      if (lease !== null) leased.push({ settlement, lease });
    }
    if (leased.length === 0) return;
    leased.sort((a, b) => a.lease.position - b.lease.position);
    const outcomes: number[] = [];
    await askOfStream(this.#parts, {
      statement: this.#parts.statements.settle,
      parameters: [
        int4(this.#id),
        int8s(leased.map(({ lease }) => lease.position)),
        int8s(leased.map(({ lease }) => lease.number)),
        int4s(leased.map(({ settlement }) => settlement.action)),
        int8s(leased.map(({ settlement }) => settlement.delayMs)),
        byteas(leased.map(({ settlement }) => toByteString(settlement.reason))),
      ],
      isRepeatable: false,
      onRow: (row) => outcomes.push(row.integer(0)),
    });
    for (const [i, { settlement }] of leased.entries())
      settlement.outcome = outcomes[i] === 1 ? Outcome.DONE : Outcome.ABSENT;
    // What is given back may be taken, now or when its delay is over.
    if (settlements.some(({ action }) => action === SettleAction.NACK)) this.#parts.wakes.tell(this.namespaceId);
  }

  async release(consumer: string): Promise<void> {
    const name = this.#nameOf(consumer);
    if (!this.#consumers.delete(name)) return;
    await this.#release([name]);
  }

  async lag(): Promise<GroupLag> {
    let lag: GroupLag = { waiting: 0, pending: 0, partitions: [] };
    await askOfStream(this.#parts, {
      statement: this.#parts.statements.lag,
      parameters: [int4(this.#id)],
      isRepeatable: true,
      onRow: (row) => {
        const [waiting, pending, oldest, cursor] = [row.integer(0), row.integer(1), row.integer(2), row.integer(3)];
        const [first, last] = [row.integer(4), row.integer(5)];
        const earliest = oldest > 0 ? (waiting > 0 ? Math.min(oldest, cursor) : oldest) : waiting > 0 ? cursor : 0;
        const position = earliest > 0 ? String(earliest) : "";
        const end = last >= first ? String(last) : "";
        lag = { waiting, pending, partitions: [{ partition: 0, position, end, waiting }] };
      },
    });
    return lag;
  }

  async seek(to: StreamStart): Promise<void> {
    const { kind, value } = startParameters(to);
    await askOfStream(this.#parts, {
      statement: this.#parts.statements.seek,
      parameters: [int4(this.#id), int4(kind), int8(value)],
      isRepeatable: true,
    });
    this.#parts.wakes.tell(this.namespaceId);
  }

  async close(): Promise<void> {
    this.#parts.wakes.leave(this);
    this.#stopAlarm();
    const names = [...this.#consumers];
    this.#consumers.clear();
    // Where the server cannot be told, the leases end by themselves.
    if (names.length > 0) await this.#release(names).catch(() => undefined);
  }

  onWake(): void {
    this.#stopAlarm();
    this.#onReady();
  }

  async #release(names: readonly string[]): Promise<void> {
    await askOfStream(this.#parts, {
      statement: this.#parts.statements.release,
      parameters: [int4(this.#id), byteas(names)],
      isRepeatable: true,
    });
    this.#parts.wakes.tell(this.namespaceId);
  }

  #nameOf(consumer: string): string {
    return toByteString(`${this.#instance} ${consumer}`);
  }

  #setAlarm(waitMs: number): void {
    this.#stopAlarm();
    if (waitMs < 0) return;
    this.#alarm = setTimeout(() => this.#ring(), Math.min(waitMs, LONGEST_TIMER_MS)).unref();
  }

  #ring(): void {
    this.#alarm = null;
    this.#parts.wakes.leave(this);
    this.#onReady();
  }

  #stopAlarm(): void {
    if (this.#alarm !== null) clearTimeout(this.#alarm);
    this.#alarm = null;
  }
}

function leaseOf(text: string): Lease | null {
  const match = /^([1-9][0-9]{0,15})\.([1-9][0-9]{0,15})$/.exec(text);
  return match === null ? null : { position: Number(match[1]), number: Number(match[2]) };
}
