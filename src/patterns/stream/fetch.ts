import type { Delivery } from "../../backends/stream-contract.ts";
import type { Failure } from "../../common/failure.ts";
import type { StreamCall } from "./call.ts";
import type { FetchTask } from "./task.ts";

/** A fetch on its way: it is answered once, with what there is or, when its wait is over, with nothing. */
export class Fetch {
  readonly call: StreamCall;
  readonly task: FetchTask;
  /** No longer waits: whoever has it answers it, with nothing if need be. */
  isOver = false;
  /** Nobody is there to take what it is answered with. */
  isAbandoned = false;
  /** Has asked the store once. */
  isTried = false;
  /** Called when it is over; set by whoever has parked it. */
  onOver: (() => void) | null = null;
  readonly #endMs: number;
  readonly #done: (fetch: Fetch) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(call: StreamCall, task: FetchTask, endMs: number, done: (fetch: Fetch) => void) {
    this.call = call;
    this.task = task;
    this.#endMs = endMs;
    this.#done = done;
  }

  /** From now on it waits, until its time; at once over when that has come. */
  park(nowMs: number, onOver: () => void): void {
    this.onOver = onOver;
    const leftMs = this.#endMs - nowMs;
    if (leftMs <= 0) this.end();
    else this.#timer ??= setTimeout(endOf, leftMs, this);
  }

  /** Its wait ends now. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#stopTimer();
    this.onOver?.();
  }

  /** Whoever asked is gone: it takes nothing more, and is answered with nothing. */
  abandon(): void {
    this.isAbandoned = true;
    this.end();
  }

  answer(deliveries: readonly Delivery[], nextPosition: string): void {
    this.#stopTimer();
    this.call.answer = { kind: "fetched", deliveries, nextPosition, consumer: this.task.consumer };
    this.#done(this);
  }

  fail(failure: Failure): void {
    this.#stopTimer();
    this.call.failure = failure;
    this.#done(this);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function endOf(fetch: Fetch): void {
  fetch.end();
}
