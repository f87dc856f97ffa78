import type { Clock } from "../common/clock.ts";
import type { Call } from "./call.ts";
import type { StopTimer, Timer } from "./timer.ts";

/**
 * All live calls, by deadline: one list for each timeout in use. Calls with the same timeout expire in the order they came,
 * so only the heads are looked at, one timer serves them all, and a call that is answered leaves in constant time.
 */
export class DeadlineQueue {
  private readonly clock: Clock;
  private readonly timer: Timer;
  private readonly onExpired: (call: Call) => void;
  private readonly lists = new Map<number, CallList>();
  private stop: StopTimer | null = null;
  /** When the timer goes off. */
  private armedUs = 0;
  size = 0;

  constructor(clock: Clock, timer: Timer, onExpired: (call: Call) => void) {
    this.clock = clock;
    this.timer = timer;
    this.onExpired = onExpired;
  }

  add(call: Call): void {
    const list = this.lists.get(call.timeoutMs) ?? { head: null, tail: null };
    if (list.head === null) this.lists.set(call.timeoutMs, list);
    append(list, call);
    this.size++;
    this.armFor(call, call.startedUs);
  }

  remove(call: Call): void {
    const list = this.lists.get(call.timeoutMs);
    if (list !== undefined) unlink(list, call);
    this.size--;
  }

  /** Any one of the live calls; null when there is none. */
  first(): Call | null {
    for (const list of this.lists.values()) if (list.head !== null) return list.head;
    return null;
  }

  close(): void {
    this.stop?.();
    this.stop = null;
  }

  private sweep(): void {
    this.stop = null;
    const nowUs = this.clock.monotonicUs();
    for (const [timeoutMs, list] of this.lists) {
      while (list.head !== null && list.head.remainingMs(nowUs) <= 0) this.onExpired(list.head);
      if (list.head === null) this.lists.delete(timeoutMs);
      else this.armFor(list.head, nowUs);
    }
  }

  /** The timer does not hold the process: sockets and resting calls do. */
  private armFor(call: Call, nowUs: number): void {
    const remainingMs = Math.max(1, call.remainingMs(nowUs));
    const deadlineUs = (nowUs + remainingMs * 1000) | 0;
    if (this.stop !== null) {
      if (((deadlineUs - this.armedUs) | 0) >= 0) return;
      this.stop();
    }
    this.armedUs = deadlineUs;
    this.stop = this.timer.start(remainingMs, false, () => this.sweep());
  }
}

interface CallList {
  head: Call | null;
  tail: Call | null;
}

function append(list: CallList, call: Call): void {
  call.previous = list.tail;
  call.next = null;
  if (list.tail === null) list.head = call;
  else list.tail.next = call;
  list.tail = call;
}

function unlink(list: CallList, call: Call): void {
  if (call.previous === null) list.head = call.next;
  else call.previous.next = call.next;
  if (call.next === null) list.tail = call.previous;
  else call.next.previous = call.previous;
  call.previous = null;
  call.next = null;
}
