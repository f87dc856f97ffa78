import { MAX_UNSENT_MESSAGES_BYTES } from "../../common/limits.ts";
import type { Connection } from "../connection.ts";
import type { SentCall } from "../reception.ts";
import type { FrameSubscription } from "./frame-subscription.ts";
import type { SubscriptionCounters } from "./subscription-counters.ts";

/** The subscriptions of one connection, and what they may have on it together. */
export class ConnectionSubscriptions {
  /** By the ids of their requests. */
  readonly byId = new Map<number, FrameSubscription>();
  /** Its fetches that wait for messages. */
  readonly fetches = new Set<SentCall>();
  /** Of its door. */
  readonly counters: SubscriptionCounters;
  private readonly connection: Connection;
  private readonly post: (connection: Connection, frame: Buffer) => void;
  /** Bytes of this tick, which the connection has not been given yet. */
  private queuedBytes = 0;
  /** Whether one of them found no room. */
  private isWaiting = false;

  /** @param post puts a frame into the connection's outbox. */
  constructor(
    connection: Connection,
    post: (connection: Connection, frame: Buffer) => void,
    counters: SubscriptionCounters,
  ) {
    this.counters = counters;
    this.connection = connection;
    this.post = post;
  }

  get count(): number {
    return this.byId.size + this.fetches.size;
  }

  /** Whether its client reads what it has been sent. */
  get takesMore(): boolean {
    const { isClosed, transport } = this.connection;
    const takes = !isClosed && this.queuedBytes + transport.unsentBytes <= MAX_UNSENT_MESSAGES_BYTES;
    if (!takes && !this.isWaiting) {
      this.isWaiting = true;
      if (!isClosed) this.counters.pauses++;
    }
    return takes;
  }

  add(frame: Buffer): void {
    if (this.connection.isClosed) return;
    this.queuedBytes += frame.length;
    this.post(this.connection, frame);
  }

  /** What was queued is the transport's now, or some of it has left. */
  onSent(): void {
    this.queuedBytes = 0;
    if (!this.isWaiting || !this.takesMore) return;
    this.isWaiting = false;
    // Not always the same ones first.
    const [first] = this.byId.entries();
    if (first !== undefined && this.byId.size > 1) {
      this.byId.delete(first[0]);
      this.byId.set(...first);
    }
    for (const subscription of [...this.byId.values()]) subscription.wake();
  }

  leaveAll(): void {
    for (const { subscription } of [...this.byId.values()]) subscription?.leave();
    for (const fetch of this.fetches) fetch.abandon();
    this.fetches.clear();
  }
}
