/**
 * How one thread wakes another, only when that one sleeps.
 *
 *   sleeper                                       ringer
 *   ───────                                       ──────
 *   store(flag, ASLEEP)                           publish (an atomic store of the tail, or of the head)
 *   look again: is there work?                    load(flag): AWAKE → nothing to do
 *     yes → store(flag, AWAKE), go on             ASLEEP → compareExchange(flag, ASLEEP, AWAKE)
 *     no  → return to the event loop                won → wake
 *
 * All four are sequentially consistent, so of the two "store, then load" pairs at least one load sees the other's store:
 * either the sleeper sees the work, or the ringer sees ASLEEP. No wake-up is lost, and only one ringer of several wakes.
 * `tests/ring/doorbell-interleaving.test.ts` walks through every interleaving.
 */
export const AWAKE = 0;
export const ASLEEP = 1;

/** How the sleeping thread is brought back: by a promise of `Atomics.waitAsync`, or by an empty message. */
export type WakeUp = "wait-async" | "message-port";

/** Memory of one thread's flag. Each thread has one doorbell, whichever ring the work is in. */
export function createDoorbellMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(128);
}

/** The ringing side. */
export class DoorbellButton {
  private readonly flag: Int32Array;
  private readonly wake: () => void;
  /** How often the other thread had to be woken. */
  wakes = 0;

  constructor(memory: SharedArrayBuffer, wake: () => void) {
    this.flag = new Int32Array(memory);
    this.wake = wake;
  }

  ring(): void {
    if (Atomics.load(this.flag, 0) === AWAKE) return;
    if (Atomics.compareExchange(this.flag, 0, ASLEEP, AWAKE) !== ASLEEP) return;
    this.wakes++;
    this.wake();
  }
}

/** The sleeping side. */
export class DoorbellListener {
  private readonly flag: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.flag = new Int32Array(memory);
  }

  /**
   * Declares the thread asleep, unless `hasWork` finds something in its second look. True: return to the event loop, a
   * ring will come. False: there is work.
   */
  park(hasWork: () => boolean): boolean {
    Atomics.store(this.flag, 0, ASLEEP);
    if (!hasWork()) return true;
    Atomics.store(this.flag, 0, AWAKE);
    return false;
  }

  /** Declares the thread awake, whoever woke it: while it works nobody needs to ring. */
  unpark(): void {
    Atomics.store(this.flag, 0, AWAKE);
  }
}
