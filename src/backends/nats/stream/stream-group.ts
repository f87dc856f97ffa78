import { createHash } from "node:crypto";
import type { ConsumerInfo, StreamInfo } from "nats";
import { steadyMs } from "../../../common/clock.ts";
import { MAX_PENDING_PER_GROUP } from "../../../common/limits.ts";
import type { Delivery, GroupLag, Settlement, StreamGroup, StreamStart, TakeBounds } from "../../stream-contract.ts";
import { callApi } from "../api.ts";
import { placeOf } from "../delivery-place.ts";
import { streamMissing, timedOut } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Link } from "../link.ts";
import { tokenOfKey } from "../subject-token.ts";
import {
  type ConsumerAt,
  consumerInfo,
  createConsumer,
  firstSequence,
  nextSubject,
  removeConsumer,
} from "./consumer.ts";
import { type Arrived, Feed } from "./feed.ts";
import { type Lease, LeaseTable } from "./lease-table.ts";
import { fromSequence } from "./position.ts";
import { giveBack, keepAlive, settleLeases } from "./settling.ts";
import type { StreamPlace } from "./stream-places.ts";

/** The server's time to acknowledge is a little longer than the lease, so that the lease has ended when the message comes again. */
const MARGIN_MS = 50;
/** Until the first take says how long leases are. */
const FIRST_LEASE_MS = 30_000;
/** A message that came for nobody goes back after so long: whoever waited for it has gone. */
const UNWANTED_MS = 2_000;
/** How often leases are looked through at least, and at most. */
const MAX_CARE_MS = 1_000;
const MIN_CARE_MS = 10;
const NS_PER_MS = 1_000_000;

export interface GroupParts {
  readonly link: Link;
  readonly api: string;
  readonly place: StreamPlace;
  readonly group: string;
  readonly timeoutMs: number;
  readonly onReady: () => void;
  readonly onProblem: (error: unknown) => void;
  /** By sequence: deliveries that no consumer has seen, which are no attempts. Of the group, whoever takes part in it here. */
  readonly unseen: Map<number, number>;
  /** It takes part no longer. */
  readonly onClosed: () => void;
}

/** A group is a durable pull consumer: JetStream keeps what is acknowledged, and how often each message was delivered. */
export class NatsStreamGroup implements StreamGroup {
  readonly #parts: GroupParts;
  readonly #at: ConsumerAt;
  readonly #leases = new LeaseTable();
  #feed: Feed;
  /** Stands for the consumer as it was made, in each lease: another one counts anew. */
  #epoch = "";
  #ackWaitMs = 0;
  #isAckWaitKnown = false;
  #isFull = false;
  #isGone = false;
  #careTimer: NodeJS.Timeout | null = null;
  #careMs = MAX_CARE_MS;
  #unwantedTimer: NodeJS.Timeout | null = null;

  private constructor(parts: GroupParts) {
    const { api, place, group, timeoutMs } = parts;
    this.#parts = parts;
    this.#at = { api, stream: place.stream, name: consumerName(group), timeoutMs };
    this.#feed = this.#newFeed();
  }

  static async open(parts: GroupParts, start: StreamStart): Promise<NatsStreamGroup> {
    const group = new NatsStreamGroup(parts);
    const exchange = await parts.link.open(parts.timeoutMs);
    const known = await consumerInfo(exchange, group.#at);
    group.#know(known ?? (await group.#create(exchange, start)));
    return group;
  }

  /** The group, or its stream, was dropped. */
  abandon(): void {
    this.#isGone = true;
    this.#leases.removeOf(null);
    this.#stopTimers();
    void this.#feed.close();
    this.#parts.onReady();
  }

  async take(consumer: string, bounds: TakeBounds, leaseMs: number): Promise<readonly Delivery[]> {
    const exchange = await this.#open();
    await this.#setAckWait(exchange, leaseMs);
    const room = MAX_PENDING_PER_GROUP - this.#leases.size;
    this.#isFull = room <= 0;
    if (room <= 0) return [];
    this.#clearUnwanted();
    const { taken, end } = await this.#feed.take(exchange, { ...bounds, maxItems: Math.min(bounds.maxItems, room) });
    if (taken.length === 0 && (end === "silent" || end === "gone")) await this.#askWhy(exchange);
    return this.#lease(exchange, taken, { consumer, leaseMs });
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    const exchange = await this.#open();
    const { api, place, group, timeoutMs } = this.#parts;
    const at = { exchange, api, place, timeoutMs };
    const done = await settleLeases(at, { group, settlements, leases: this.#leases, ackWaitMs: this.#ackWaitMs });
    for (const sequence of done) this.#parts.unseen.delete(sequence);
    this.#scheduleCare(MAX_CARE_MS);
    this.#tellOfRoom();
  }

  async release(consumer: string): Promise<void> {
    const leases = this.#leases.removeOf(consumer);
    if (leases.length === 0) return;
    await giveBack(await this.#open(), leases, this.#parts.timeoutMs);
    this.#tellOfRoom();
  }

  async lag(): Promise<GroupLag> {
    const exchange = await this.#open();
    const { api, place, timeoutMs } = this.#parts;
    const subject = `${api}.STREAM.INFO.${place.stream}`;
    const [info, { state }] = await Promise.all([
      consumerInfo(exchange, this.#at),
      callApi<StreamInfo>(exchange, { subject, timeoutMs, isRead: true }),
    ]);
    if (info === null) throw this.#goneError();
    const waiting = info.num_pending + this.#feed.waiting;
    const pending = Math.max(0, info.num_ack_pending - this.#feed.waiting);
    const first = waiting + pending === 0 || state.messages === 0 ? 0 : this.#firstOpen(info, state.first_seq);
    const position = first === 0 ? "" : String(first);
    const end = state.messages === 0 ? "" : String(state.last_seq);
    return { waiting, pending, partitions: [{ partition: 0, position, end, waiting }] };
  }

  async seek(to: StreamStart): Promise<void> {
    const exchange = await this.#open();
    const first = await firstSequence(exchange, this.#at, to);
    this.#leases.removeOf(null);
    this.#parts.unseen.clear();
    await this.#feed.close();
    await removeConsumer(exchange, this.#at);
    this.#know(await this.#create(exchange, { at: "position", position: String(first) }));
    this.#feed = this.#newFeed();
    this.#isAckWaitKnown = false;
    this.#parts.onReady();
  }

  async close(): Promise<void> {
    this.#parts.onClosed();
    this.#stopTimers();
    const leases = this.#leases.removeOf(null);
    await this.#feed.close();
    const replies = [...leases, ...this.#takeBack()];
    const exchange = this.#parts.link.current;
    if (this.#isGone || exchange === null || replies.length === 0) return;
    await giveBack(exchange, replies, this.#parts.timeoutMs).catch(this.#parts.onProblem);
  }

  #lease(
    exchange: Exchange,
    taken: readonly Arrived[],
    { consumer, leaseMs }: { readonly consumer: string; readonly leaseMs: number },
  ): readonly Delivery[] {
    const nowMs = steadyMs();
    const deliveries: Delivery[] = [];
    const old: Lease[] = [];
    for (const { msg, delivery, atMs } of taken) {
      const { streamSequence: sequence, deliveries: count } = placeOf(msg);
      const unseen = this.#parts.unseen.get(sequence) ?? 0;
      // The server gives it to somebody again.
      if (atMs + this.#ackWaitMs <= nowMs) {
        this.#parts.unseen.set(sequence, unseen + 1);
        continue;
      }
      const attempt = count - unseen;
      const token = `${this.#epoch}.${sequence}.${count}`;
      const ends = { endsMs: nowMs + leaseMs, serverEndsMs: atMs + this.#ackWaitMs };
      const lease: Lease = { token, sequence, attempt, consumer, reply: msg.reply ?? "", ...ends };
      if (atMs + MARGIN_MS / 2 < nowMs) old.push(lease);
      this.#leases.add(lease);
      deliveries.push({ ...delivery, attempt, lease: token });
    }
    if (old.length > 0) this.#keepAlive(exchange, old);
    if (deliveries.length > 0) this.#scheduleCare(Math.min(leaseMs, this.#ackWaitMs) / 4);
    return deliveries;
  }

  /** Leases of another length than the server knows are looked after from here; those that are over are forgotten. */
  #scheduleCare(afterMs: number): void {
    this.#careMs = Math.max(MIN_CARE_MS, Math.min(MAX_CARE_MS, afterMs, this.#careMs));
    if (this.#careTimer !== null || this.#leases.size === 0) return;
    this.#careTimer = setTimeout(() => {
      this.#careTimer = null;
      const { extend, ended } = this.#leases.care(this.#ackWaitMs / 2);
      const exchange = this.#parts.link.current;
      if (exchange !== null && extend.length > 0) this.#keepAlive(exchange, extend);
      if (exchange !== null && ended.length > 0)
        giveBack(exchange, ended, this.#parts.timeoutMs).catch(this.#parts.onProblem);
      this.#tellOfRoom();
      this.#scheduleCare(this.#careMs);
    }, this.#careMs);
    this.#careTimer.unref();
  }

  #keepAlive(exchange: Exchange, leases: readonly Lease[]): void {
    keepAlive(exchange, leases, this.#ackWaitMs);
  }

  #tellOfRoom(): void {
    if (!this.#isFull || this.#leases.size >= MAX_PENDING_PER_GROUP) return;
    this.#isFull = false;
    this.#parts.onReady();
  }

  readonly #onReady = (): void => {
    this.#clearUnwanted();
    this.#unwantedTimer = setTimeout(() => this.#returnUnwanted(), UNWANTED_MS);
    this.#unwantedTimer.unref();
    this.#parts.onReady();
  };

  /** Nobody has taken what had come: others may have it, and it was no attempt. */
  #returnUnwanted(): void {
    const exchange = this.#parts.link.current;
    const replies = this.#takeBack();
    if (exchange === null || replies.length === 0) return;
    giveBack(exchange, replies, this.#parts.timeoutMs).catch(this.#parts.onProblem);
  }

  /** What had come and was not taken, to be given back. */
  #takeBack(): { readonly reply: string }[] {
    const { unseen } = this.#parts;
    return this.#feed.drop().map(({ msg }) => {
      const { streamSequence } = placeOf(msg);
      unseen.set(streamSequence, (unseen.get(streamSequence) ?? 0) + 1);
      return { reply: msg.reply ?? "" };
    });
  }

  async #open(): Promise<Exchange> {
    if (this.#isGone) throw this.#goneError();
    return this.#parts.link.open(this.#parts.timeoutMs);
  }

  /** Nothing was heard of the consumer: it was removed, or the server is slow. */
  async #askWhy(exchange: Exchange): Promise<never> {
    if ((await consumerInfo(exchange, this.#at)) !== null) throw timedOut(true);
    this.#isGone = true;
    throw this.#goneError();
  }

  #goneError(): Error {
    return streamMissing(`${this.#at.stream} or its consumer ${this.#at.name}`);
  }

  /** The first message that is not acknowledged. */
  #firstOpen(info: ConsumerInfo, firstInStream: number): number {
    if (info.num_ack_pending === 0) return Math.max(info.delivered.stream_seq + 1, firstInStream);
    const isAllHere = info.num_ack_pending === this.#leases.size;
    const begun = info.config.opt_start_seq ?? 1;
    const first = isAllHere ? this.#leases.firstSequence() : Math.max(info.ack_floor.stream_seq + 1, begun);
    return Math.max(first, firstInStream);
  }

  /** The place to begin with is made a sequence first: so it is known, and the server lets the rest be changed later. */
  async #create(exchange: Exchange, start: StreamStart): Promise<ConsumerInfo> {
    const first = await firstSequence(exchange, this.#at, start);
    return createConsumer(exchange, this.#at, {
      ...fromSequence(first),
      durable_name: this.#at.name,
      description: tokenOfKey(this.#parts.group),
      ack_policy: "explicit",
      ack_wait: (this.#ackWaitMs || FIRST_LEASE_MS + MARGIN_MS) * NS_PER_MS,
      max_deliver: -1,
      max_ack_pending: MAX_PENDING_PER_GROUP,
      replay_policy: "instant",
    });
  }

  #know({ created, config }: ConsumerInfo): void {
    this.#epoch = Date.parse(String(created)).toString(36);
    this.#ackWaitMs = Number(config.ack_wait ?? 0) / NS_PER_MS;
  }

  /** Once for each handle: leases of other lengths are looked after from here. */
  async #setAckWait(exchange: Exchange, leaseMs: number): Promise<void> {
    if (this.#isAckWaitKnown) return;
    this.#isAckWaitKnown = true;
    if (this.#ackWaitMs === leaseMs + MARGIN_MS) return;
    const info = await consumerInfo(exchange, this.#at);
    if (info === null) throw this.#goneError();
    const changed = { ...info.config, ack_wait: (leaseMs + MARGIN_MS) * NS_PER_MS };
    this.#know(await createConsumer(exchange, this.#at, changed));
  }

  #newFeed(): Feed {
    return new Feed({ next: () => nextSubject(this.#at), parkedBatch: 1, onReady: this.#onReady });
  }

  #clearUnwanted(): void {
    if (this.#unwantedTimer !== null) clearTimeout(this.#unwantedTimer);
    this.#unwantedTimer = null;
  }

  #stopTimers(): void {
    this.#clearUnwanted();
    if (this.#careTimer !== null) clearTimeout(this.#careTimer);
    this.#careTimer = null;
  }
}

/** The longest name that the server takes of a consumer, with some room for what it puts around it. */
const MAX_CONSUMER_NAME = 200;

/** A long name does not fit when it is escaped; its end is a digest then. Its description has it whole. */
export function consumerName(group: string): string {
  const name = tokenOfKey(group);
  return name.length <= MAX_CONSUMER_NAME ? name : `${name.slice(0, 100)}-${digestOf(group)}`;
}

function digestOf(group: string): string {
  return createHash("sha256").update(group).digest("hex");
}
