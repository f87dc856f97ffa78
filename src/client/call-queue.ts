import type { Call } from "./call.ts";

/** Calls that wait for room, first in, first out. Calls that were settled meanwhile are passed over. */
export class CallQueue {
  private calls: Call[] = [];
  private head = 0;
  private readonly maxCalls: number;

  constructor(maxCalls: number) {
    this.maxCalls = maxCalls;
  }

  isEmpty(): boolean {
    return this.peek() === null;
  }

  /** False when it is full. */
  push(call: Call): boolean {
    if (this.calls.length - this.head >= this.maxCalls) this.compact();
    if (this.calls.length >= this.maxCalls + this.head) return false;
    this.calls.push(call);
    return true;
  }

  /** The call that has waited longest. */
  peek(): Call | null {
    while (this.head < this.calls.length) {
      const call = this.calls[this.head] as Call;
      if (!call.isSettled) return call;
      this.head++;
    }
    this.calls = [];
    this.head = 0;
    return null;
  }

  /** Takes away what {@link peek} gave. */
  shift(): void {
    this.head++;
    // Moving the rest forward when half is gone costs each call one move in all.
    if (this.head >= 1_024 && this.head * 2 >= this.calls.length) this.compact();
  }

  takeAll(): Call[] {
    this.compact();
    const { calls } = this;
    this.calls = [];
    return calls;
  }

  private compact(): void {
    this.calls = this.calls.slice(this.head).filter((call) => !call.isSettled);
    this.head = 0;
  }
}
