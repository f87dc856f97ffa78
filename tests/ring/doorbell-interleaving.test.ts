import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { ACTORS, type Plan, resetRun, type SharedRun, State, shareRun } from "./interleaving-shared.ts";

/**
 * Walks through every interleaving of the atomic operations of one sleeper and two ringers: the real code of the ring and
 * the doorbell runs in real threads, each stopped before each of its atomic operations until the scheduler lets it go.
 */
class Walker {
  readonly run: SharedRun;
  private readonly threads: Worker[];

  constructor() {
    this.run = shareRun();
    this.threads = Array.from(
      { length: ACTORS },
      (_, actor) =>
        new Worker(new URL("./interleaving-worker.js", import.meta.url), { workerData: { actor, run: this.run } }),
    );
  }

  /** Runs every schedule; returns how many there were and how many of them lost a wake-up. */
  explore(plan: Plan): { schedules: number; lost: number; doubleWakes: number } {
    const result = { schedules: 0, lost: 0, doubleWakes: 0 };
    let prefix: number[] | null = [];
    while (prefix !== null) {
      const { choices, options } = this.follow(plan, prefix);
      result.schedules++;
      const [consumed, wakes, parks] = this.run.result as unknown as [number, number, number];
      // It ends parked: what it has not consumed must have woken it.
      if (consumed < plan.ringers && wakes === 0) result.lost++;
      if (wakes > parks) result.doubleWakes++;
      prefix = nextPrefix(choices, options);
    }
    return result;
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  /** One schedule: lets actors go one atomic operation at a time, by the prefix and then the first that can. */
  private follow(plan: Plan, prefix: readonly number[]): { choices: number[]; options: number[][] } {
    const { states } = this.run;
    resetRun(this.run, plan);
    const choices: number[] = [];
    const options: number[][] = [];
    for (;;) {
      const ready: number[] = [];
      for (let actor = 0; actor < ACTORS; actor++) {
        this.settle(actor);
        if (Atomics.load(states, actor) === State.AT_GATE) ready.push(actor);
      }
      if (ready.length === 0) break;
      const choice = prefix[choices.length] ?? (ready[0] as number);
      assert.ok(ready.includes(choice), "a schedule can be repeated");
      choices.push(choice);
      options.push(ready);
      Atomics.store(states, choice, State.RUNNING);
      Atomics.notify(states, choice);
    }
    return { choices, options };
  }

  /** Waits until the actor stands at a gate, sleeps, or is done. */
  private settle(actor: number): void {
    const { states } = this.run;
    while (Atomics.load(states, actor) === State.RUNNING) {
      assert.notEqual(Atomics.wait(states, actor, State.RUNNING, 10_000), "timed-out", "an actor hangs");
    }
  }
}

/** The next schedule in depth-first order: the last choice that had another option after it. */
function nextPrefix(choices: readonly number[], options: readonly number[][]): number[] | null {
  for (let depth = choices.length - 1; depth >= 0; depth--) {
    const others = options[depth] as number[];
    const next = others[others.indexOf(choices[depth] as number) + 1];
    if (next !== undefined) return [...choices.slice(0, depth), next];
  }
  return null;
}

describe("park and ring, in every interleaving", () => {
  let walker: Walker;
  before(() => {
    walker = new Walker();
  });
  after(() => walker.close());

  it("lose no wake-up and wake once, with one ringer", () => {
    const { schedules, lost, doubleWakes } = walker.explore({ ringers: 1, looksAgain: true });
    assert.ok(schedules > 20, `only ${schedules} schedules`);
    assert.deepEqual([lost, doubleWakes], [0, 0]);
  });

  it("lose no wake-up and wake once per sleep, with two ringers", () => {
    const { schedules, lost, doubleWakes } = walker.explore({ ringers: 2, looksAgain: true });
    assert.ok(schedules > 1_000, `only ${schedules} schedules`);
    assert.deepEqual([lost, doubleWakes], [0, 0]);
  });

  it("would lose some without the second look, so this test can see it", () => {
    const { lost } = walker.explore({ ringers: 1, looksAgain: false });
    assert.ok(lost > 0);
  });
});
