import { CallNumber } from "../../codec/calls.ts";
import { encodeMissedText } from "../../codec/missed-levels.ts";
import { encodeFailureFrame, encodeResultFrame } from "../../codec/response.ts";
import type { Failure } from "../../common/failure.ts";
import { MAX_CREDITS } from "../../common/limits.ts";
import type { ConnectionSubscriptions } from "./connection-subscriptions.ts";
import type { Sink, Subscription } from "./subscription.ts";

/**
 * A subscription over frames: messages leave as answers to the request that subscribed, each with `more`, as long as there
 * are credits and the connection's client reads.
 */
export class FrameSubscription implements Sink {
  readonly id: number;
  subscription: Subscription | null = null;
  credits: number;
  private readonly owner: ConnectionSubscriptions;
  /** An answer that came when the connection could take no more. */
  private held: Buffer | null = null;

  constructor(id: number, credits: number, owner: ConnectionSubscriptions) {
    this.id = id;
    this.credits = Math.min(credits, MAX_CREDITS);
    this.owner = owner;
  }

  get room(): number {
    return this.held === null && this.owner.takesMore ? this.credits : 0;
  }

  send(bytes: Buffer, from: number, to: number, count: number, missed: string): void {
    this.addCredits(-Math.min(this.credits, count));
    const frame = encodeResultFrame(
      this.id,
      CallNumber.STREAM_SUBSCRIBE,
      { bytes, from, to },
      encodeMissedText(missed),
    );
    if (this.owner.takesMore) this.owner.add(frame);
    else this.held = frame;
  }

  addCredits(credits: number): void {
    this.credits += credits;
    this.owner.counters.credits += credits;
  }

  fail(failure: Failure): void {
    // What it was sent before comes before the end.
    if (this.held !== null) this.owner.add(this.held);
    this.held = null;
    this.owner.add(encodeFailureFrame(this.id, failure));
  }

  /** The connection takes more. */
  wake(): void {
    if (this.held !== null) {
      this.owner.add(this.held);
      this.held = null;
    }
    this.subscription?.wake();
  }
}
