import { Outcome } from "../../backends/contract.ts";
import { SettleAction, type Settlement, type StreamGroup } from "../../backends/stream-contract.ts";
import type { Failure } from "../../common/failure.ts";
import type { StreamCall } from "./call.ts";
import { leaseEnded, storeFailed } from "./failures.ts";
import type { StorePort } from "./store-port.ts";
import type { SettleTask } from "./task.ts";

/** Acknowledgements and their kin of one group: what waits goes to the store together, one batch at a time. */
export class SettleLine {
  readonly #port: StorePort;
  readonly #done: (call: StreamCall) => void;
  readonly #onBuried: (count: number) => void;
  #waiting: StreamCall[] = [];
  #isUnderWay = false;

  constructor(port: StorePort, done: (call: StreamCall) => void, onBuried: (count: number) => void) {
    this.#port = port;
    this.#done = done;
    this.#onBuried = onBuried;
  }

  get isIdle(): boolean {
    return !this.#isUnderWay && this.#waiting.length === 0;
  }

  add(call: StreamCall): void {
    this.#waiting.push(call);
  }

  /** @param open the group in the store; null when the store has no such group, and so no lease of it. */
  async send(open: () => Promise<StreamGroup | null>): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    while (this.#waiting.length > 0) {
      const calls = this.#waiting;
      this.#waiting = [];
      await this.#settle(calls, open);
      for (const call of calls) this.#done(call);
    }
    this.#isUnderWay = false;
  }

  async #settle(calls: readonly StreamCall[], open: () => Promise<StreamGroup | null>): Promise<void> {
    const settlements = calls.flatMap((call) => (call.task as SettleTask).settlements);
    try {
      const group = await open();
      if (group === null) for (const settlement of settlements) settlement.outcome = Outcome.ABSENT;
      else await this.#port.write(() => group.settle(settlements));
      this.#port.name(settlements);
    } catch (error) {
      const failure = this.#port.failureOf(error);
      for (const call of calls) call.failure = failure;
      return;
    }
    const buried = settlements.filter(isBuried).length;
    if (buried > 0) this.#onBuried(buried);
    for (const call of calls) {
      call.answer = { kind: "settled", failures: (call.task as SettleTask).settlements.map(failureOf) };
    }
  }
}

function isBuried({ action, outcome }: Settlement): boolean {
  return action === SettleAction.BURY && outcome === Outcome.DONE;
}

function failureOf({ outcome, failure }: Settlement): Failure | null {
  if (outcome === Outcome.DONE) return null;
  return outcome === Outcome.ABSENT ? leaseEnded : (failure ?? storeFailed);
}
