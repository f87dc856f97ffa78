import { workerData } from "node:worker_threads";
import { DoorbellButton, DoorbellListener } from "../../src/ring/doorbell.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";
import { type SharedRun, State } from "./interleaving-shared.ts";

/** One actor of the interleaving test. Its atomic operations stop at a gate until the scheduler lets them through. */

const { actor, run } = workerData as { actor: number; run: SharedRun };
const real = { load: Atomics.load, store: Atomics.store, compareExchange: Atomics.compareExchange };
const { wait, notify } = Atomics;
const { states, epoch, plan, result } = run;
let isGated = false;

function gate(): void {
  if (!isGated) return;
  real.store(states, actor, State.AT_GATE);
  notify(states, actor);
  while (real.load(states, actor) === State.AT_GATE) wait(states, actor, State.AT_GATE);
}

Object.assign(Atomics, {
  load: (array: Int32Array, index: number) => {
    gate();
    return real.load(array, index);
  },
  store: (array: Int32Array, index: number, value: number) => {
    gate();
    return real.store(array, index, value);
  },
  compareExchange: (array: Int32Array, index: number, expected: number, value: number) => {
    gate();
    return real.compareExchange(array, index, expected, value);
  },
});

/** The sleeper: consumes, parks, and when it has to, consumes again. */
function sleep(): void {
  const consumers = run.rings.map((ring) => new RingConsumer(ring, () => undefined));
  const listener = new DoorbellListener(run.bell);
  const hasWork = (): boolean => consumers.some((consumer) => consumer.hasWork());
  isGated = true;
  const look = plan[1] === 1 ? hasWork : () => false;
  let consumed = 0;
  for (let isParked = false; !isParked; ) {
    result[2] = (result[2] as number) + 1;
    isParked = listener.park(look);
    if (isParked) break;
    // Between two parks nothing is shared but the rings' positions, which the ring's own tests cover.
    isGated = false;
    for (const consumer of consumers) {
      consumed += consumer.drain({ onRecord: () => undefined }, 10);
      consumer.release();
    }
    isGated = true;
  }
  isGated = false;
  result[0] = consumed;
}

function ring(): void {
  const producer = new RingProducer(run.rings[actor - 1] as SharedArrayBuffer, () => undefined);
  const button = new DoorbellButton(run.bell, () => {
    result[1] = (result[1] as number) + 1;
  });
  producer.claim(0);
  producer.commit(0, 0, 0, 0);
  isGated = true;
  producer.publish();
  button.ring();
  isGated = false;
}

for (let seen = 0; ; ) {
  wait(epoch, 0, seen);
  const now = real.load(epoch, 0);
  if (now === seen) continue;
  seen = now;
  if (actor === 0) sleep();
  else if (actor <= (plan[0] as number)) ring();
  real.store(states, actor, State.FINISHED);
  notify(states, actor);
}
