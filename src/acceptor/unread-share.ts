import type { UnreadTotal } from "./unread-total.ts";

/** Whoever keeps answers for one client. */
export interface UnreadOwner {
  /** Bytes that it keeps now. */
  readonly unreadBytes: number;
  /** Cuts its client off and keeps nothing any more: it holds too much of what all have together. */
  cut(): void;
  /** There is room again, for which it has waited. */
  onRoom(): void;
}

/** One client's part of an {@link UnreadTotal}. */
export class UnreadShare {
  readonly owner: UnreadOwner;
  /** As counted. */
  bytes = 0;
  /** Since when it has taken less than a part of what it held at the most meanwhile. */
  markedUs = 0;
  private readonly total: UnreadTotal;
  private isClosed = false;
  private mostBytes = 0;
  private takenBytes = 0;

  constructor(total: UnreadTotal, owner: UnreadOwner) {
    this.total = total;
    this.owner = owner;
  }

  /** Its owner keeps so many bytes now. */
  note(bytes: number): void {
    if (bytes === this.bytes || this.isClosed) return;
    const change = bytes - this.bytes;
    this.bytes = bytes;
    this.total.change(this, change);
  }

  /** As {@link note} for what changes with each answer: small changes wait for the next look at all. */
  follow(bytes: number): void {
    const change = bytes - this.bytes;
    if (change >= STEP_BYTES || change <= -STEP_BYTES) this.note(bytes);
  }

  /** What its client may leave unread before no more is done for it. */
  get allowance(): number {
    return this.total.allowance;
  }

  get isFull(): boolean {
    return this.total.isFull;
  }

  /** Has its owner told when there is room. */
  awaitRoom(): void {
    if (!this.isClosed) this.total.await(this);
  }

  /** Nothing of it counts any more. */
  close(): void {
    this.note(0);
    this.isClosed = true;
    this.total.leave(this);
  }

  // ---- for its total --------------------------------------------------------------------------------------------

  /** Whether its client has now taken enough to be looked at last again, or has just come to have something unread. */
  hasTaken(change: number): boolean {
    if (this.bytes === change) return true;
    this.mostBytes = Math.max(this.mostBytes, this.bytes);
    if (change < 0) this.takenBytes -= change;
    return this.takenBytes >= this.mostBytes * TAKEN;
  }

  beginMark(nowUs: number): void {
    this.markedUs = nowUs;
    this.mostBytes = this.bytes;
    this.takenBytes = 0;
  }
}

/** What may change without being counted: answers to a turn's small requests. */
export const STEP_BYTES = 16 * 1024;
/** A client that takes a byte now and then is silent all the same. */
const TAKEN = 0.25;
