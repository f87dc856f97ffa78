import type { NewMessage } from "../../backends/stream-contract.ts";
import { MAX_APPEND_MESSAGES } from "../../common/limits.ts";
import type { StreamCall } from "./call.ts";
import { deadlineBeforeSent } from "./failures.ts";
import type { StorePort } from "./store-port.ts";
import type { PublishTask } from "./task.ts";

/**
 * Publishes to one stream, in the order of arrival: what waits goes together, as soon as there is a lane. While all lanes are
 * taken, what arrives forms the next batch, so that a hundred messages share one commit and a single one is not held up.
 */
export class PublishLine {
  readonly #port: StorePort;
  readonly #nowUs: () => number;
  readonly #done: (call: StreamCall) => void;
  #waiting: StreamCall[] = [];
  #underWay = 0;

  constructor(port: StorePort, nowUs: () => number, done: (call: StreamCall) => void) {
    this.#port = port;
    this.#nowUs = nowUs;
    this.#done = done;
  }

  get isIdle(): boolean {
    return this.#underWay === 0 && this.#waiting.length === 0;
  }

  add(call: StreamCall): void {
    this.#waiting.push(call);
  }

  /** Sends what may go. */
  send(): void {
    while (this.#waiting.length > 0 && this.#underWay < this.#port.store.appendLanes) {
      const waiting = this.#waiting.length;
      const calls = this.#takeBatch();
      if (calls.length > 0) void this.#append(calls, waiting);
    }
  }

  #takeBatch(): StreamCall[] {
    const nowUs = this.#nowUs();
    const calls: StreamCall[] = [];
    let count = 0;
    let taken = 0;
    for (const call of this.#waiting) {
      const { length } = (call.task as PublishTask).messages;
      if (count > 0 && count + length > MAX_APPEND_MESSAGES) break;
      taken++;
      // Its caller has been told already.
      if (call.isHandedBack) continue;
      if (call.deadlineUs !== 0 && call.deadlineUs <= nowUs) {
        call.failure = deadlineBeforeSent;
        this.#done(call);
        continue;
      }
      count += length;
      calls.push(call);
    }
    this.#waiting = this.#waiting.slice(taken);
    return calls;
  }

  async #append(calls: readonly StreamCall[], waiting: number): Promise<void> {
    const { store, sizes } = this.#port;
    const messages: NewMessage[] = [];
    const sentUs = this.#nowUs();
    for (const call of calls) {
      call.sentUs = sentUs;
      for (const message of (call.task as PublishTask).messages) messages.push(message);
    }
    sizes?.recordFlight(messages.length, waiting);
    this.#underWay++;
    try {
      const isOnce = messages.every(({ idempotencyKey }) => idempotencyKey !== "");
      const append = (): Promise<void> => store.appendMany(messages);
      await (isOnce ? this.#port.repeatable(append) : this.#port.write(append));
      this.#port.name(messages);
    } catch (error) {
      const failure = this.#port.failureOf(error);
      for (const call of calls) call.failure = failure;
    }
    this.#underWay--;
    // The store works on the next batch while the answers of this one are written.
    this.send();
    for (const call of calls) this.#done(call);
  }
}
