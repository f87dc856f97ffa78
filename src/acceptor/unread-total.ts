import { assert } from "../common/assert.ts";
import type { Clock } from "../common/clock.ts";
import { elapsedUs } from "../common/clock.ts";
import { MAX_AWAITED_BYTES } from "../common/limits.ts";
import { type UnreadOwner, UnreadShare } from "./unread-share.ts";

/**
 * What the clients of one thread have not read of their answers, all of them together. The fuller it gets, the less each may
 * leave unread before no more of its requests run:
 *
 *   counted          0 ───────────────── ¾ ───────── 1 ───────── 1¼   of `maxBytes`
 *   each may leave   │ an eighth of what is left     │ FLOOR_BYTES
 *   is cut off       │                   │ who takes nothing     │ who has taken least for longest, at once
 *
 * From `maxBytes` on, whoever had large answers waits with the next request until there is room. Small ones go on: the
 * neighbours of those who do not read see nothing of all this.
 */
export class UnreadTotal {
  /** What each may leave unread. */
  allowance: number;
  /** Whether nothing large is begun. */
  isFull = false;
  private readonly clock: Clock;
  private readonly maxBytes: number;
  private countedBytes = 0;
  /** Those with unread answers, the one first that has taken least for longest. */
  private readonly holders = new Set<UnreadShare>();
  /** Those that wait for room. */
  private readonly waiting = new Set<UnreadShare>();
  private isCutting = false;
  /** When the timer came last: exact enough for what takes seconds. */
  private nowUs: number;

  constructor(maxBytes: number, clock: Clock) {
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.nowUs = clock.monotonicUs();
    this.allowance = allowanceOf(maxBytes);
  }

  get bytes(): number {
    return this.countedBytes;
  }

  open(owner: UnreadOwner): UnreadShare {
    return new UnreadShare(this, owner);
  }

  /** To be called at least once a second. */
  onTimer(): void {
    const nowUs = this.clock.monotonicUs();
    if (elapsedUs(this.nowUs, nowUs) < LOOK_US) return;
    this.nowUs = nowUs;
    // What leaves piece by piece is not told of.
    for (const share of [...this.holders]) share.note(share.owner.unreadBytes);
    if (this.countedBytes > this.maxBytes * CROWDED) this.cutSilent();
    this.wake();
  }

  // ---- for its shares -------------------------------------------------------------------------------------------

  /** The share has changed by so many bytes, and been entered. */
  change(share: UnreadShare, bytes: number): void {
    this.countedBytes += bytes;
    assert(this.countedBytes >= 0, "more is read than was unread");
    if (share.bytes === 0) this.holders.delete(share);
    else if (share.hasTaken(bytes)) this.enter(share);
    const left = this.maxBytes - this.countedBytes;
    this.isFull = left <= 0;
    this.allowance = allowanceOf(left);
    if (this.countedBytes > this.maxBytes * HARD) this.cutSoon();
    else if (bytes < 0 && !this.isFull && this.waiting.size > 0) this.wake();
  }

  await(share: UnreadShare): void {
    this.waiting.add(share);
  }

  leave(share: UnreadShare): void {
    this.waiting.delete(share);
  }

  /** At the end of those that are looked at when some must go. */
  private enter(share: UnreadShare): void {
    this.holders.delete(share);
    this.holders.add(share);
    share.beginMark(this.nowUs);
  }

  /** As many go on as there is room for, should each have the largest answer. */
  private wake(): void {
    let left = this.maxBytes - this.countedBytes;
    for (const share of [...this.waiting]) {
      if (left <= 0) return;
      left -= LARGE_BYTES;
      this.waiting.delete(share);
      share.owner.onRoom();
    }
  }

  // ---- those that must go ---------------------------------------------------------------------------------------

  private cutSilent(): void {
    for (const share of [...this.holders]) {
      if (this.countedBytes <= this.maxBytes * CROWDED) return;
      if (elapsedUs(share.markedUs, this.nowUs) < PATIENCE_US) return;
      if (share.bytes > FLOOR_BYTES) this.cut(share);
    }
  }

  /** Not at once: whoever told of the bytes is in the middle of its work. */
  private cutSoon(): void {
    if (this.isCutting) return;
    this.isCutting = true;
    queueMicrotask(() => {
      this.isCutting = false;
      this.cutSurplus(FLOOR_BYTES);
      this.cutSurplus(0);
    });
  }

  private cutSurplus(moreThanBytes: number): void {
    for (const share of [...this.holders]) {
      if (this.countedBytes <= this.maxBytes * HARD) return;
      share.note(share.owner.unreadBytes);
      if (share.bytes > moreThanBytes) this.cut(share);
    }
  }

  private cut(share: UnreadShare): void {
    share.close();
    share.owner.cut();
  }
}

function allowanceOf(leftBytes: number): number {
  return Math.max(FLOOR_BYTES, Math.min(MAX_AWAITED_BYTES, leftBytes * PART));
}

/** What anybody may leave unread, however full it is: small answers for many requests. */
export const FLOOR_BYTES = 64 * 1024;
/** Of what is left, each may have this part: however many do not read, they never take all. */
const PART = 1 / 8;
/** From this part on, those go that take nothing … */
const CROWDED = 0.75;
/** … and from here on, somebody goes at once: answers to requests that ran while there was room come all the same. */
const HARD = 1.25;
/** How long those may take nothing. */
const PATIENCE_US = 5_000_000;
/** How often is looked at what has left. */
const LOOK_US = 1_000_000;
/** About the largest answer that is not asked for with a page's size. */
const LARGE_BYTES = 1024 * 1024;
