import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { MessageChannel } from "node:worker_threads";
import type { Acceptor } from "../../src/acceptor/acceptor.ts";
import { AcceptorThread } from "../../src/acceptor/acceptor-thread.ts";
import { DoorbellButton } from "../../src/ring/doorbell.ts";

/** An acceptor of which only the loop sees something: answers that come, and how many are owed. */
class FakeLoad {
  dueSoon = 0;
  turns = 0;
  coming = 0;

  doWork(): number {
    this.turns++;
    const answers = this.coming;
    this.coming = 0;
    this.dueSoon -= answers;
    return answers;
  }

  hasWork(): boolean {
    return this.coming > 0;
  }

  onTimer(): void {}
}

async function withThread(work: (parts: Parts) => Promise<void>): Promise<void> {
  const load = new FakeLoad();
  const { port1, port2 } = new MessageChannel();
  const thread = new AcceptorThread("message-port");
  try {
    thread.listen(port1);
    thread.run(load as unknown as Acceptor);
    await work({ load, thread, button: new DoorbellButton(thread.bell, () => port2.postMessage(undefined)) });
  } finally {
    thread.stop();
    port1.close();
  }
}

interface Parts {
  readonly load: FakeLoad;
  readonly thread: AcceptorThread;
  readonly button: DoorbellButton;
}

describe("the acceptor's thread", () => {
  it("takes answers without being rung while requests are in flight", () =>
    withThread(async ({ load, thread, button }) => {
      load.dueSoon = 1;
      thread.schedule();
      for (let i = 0; i < 5; i++) await nextTurn();
      load.coming = 1;
      button.ring();
      await nextTurn();
      await nextTurn();
      assert.equal(load.dueSoon, 0);
      assert.equal(button.wakes, 0);
    }));

  it("sleeps when none has come for a while, and is woken then", () =>
    withThread(async ({ load, thread, button }) => {
      load.dueSoon = 1;
      thread.schedule();
      for (let i = 0; i < 100; i++) await nextTurn();
      const { turns } = load;
      assert.ok(turns > 10 && turns < 50, `${turns} turns`);
      for (let i = 0; i < 10; i++) await nextTurn();
      assert.equal(load.turns, turns, "it goes round no more");
      load.coming = 1;
      button.ring();
      assert.equal(button.wakes, 1);
      while (load.dueSoon > 0) await nextTurn();
    }));

  it("sleeps at once when nothing is in flight", () =>
    withThread(async ({ load, thread, button }) => {
      thread.schedule();
      for (let i = 0; i < 5; i++) await nextTurn();
      assert.equal(load.turns, 2);
      button.ring();
      assert.equal(button.wakes, 1);
    }));
});
