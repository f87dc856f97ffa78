import assert from "node:assert/strict";
import { test } from "node:test";
import type { TunableSettings } from "../../../src/bench/tune/tunable-settings.ts";
import { type TuneFindings, type TuneOptions, tune } from "../../../src/bench/tune/tune-run.ts";
import { FakeTuning } from "./fake-tuning.ts";

const settings: TunableSettings = {
  swept: [
    { path: "workers", current: 1, others: [2, 4] },
    { path: "limits.ringBytes", current: 1024, others: [256, 4096, 16_384] },
  ],
  leftOut: [],
};

function run(gateway: FakeTuning, changes: Partial<TuneOptions> = {}): Promise<TuneFindings> {
  return tune(gateway, {
    ...{ settings, measure: "throughput", smallest: 0.05, seed: 1, maxRuns: 120, maxMs: 60_000 },
    ...{ signal: new AbortController().signal, say: () => undefined },
    ...changes,
  });
}

test("what is really faster is found, confirmed with its interval, and told to paste", async () => {
  const gateway = new FakeTuning(({ workers }) => ({ perSecond: workers === 2 ? 12_000 : 10_000 }), 0.02);
  const { conclusion, confirmed, tried, runs, endedEarly } = await run(gateway);
  assert.deepEqual([conclusion.kind, conclusion.settings], ["better", { workers: 2 }], conclusion.text);
  const best = confirmed.find(({ settings: own }) => own.workers === 2);
  const throughput = best?.figures.find(({ measure }) => measure === "throughput");
  assert.equal(throughput?.verdict, "better");
  assert.ok((throughput?.low as number) > 1.1 && (throughput?.high as number) < 1.3, JSON.stringify(throughput));
  assert.equal(best?.isOnFrontier, true);
  // Each value of the ring was tried with the two workers that were found before.
  assert.ok(tried.some(({ settings: own }) => own.workers === 2 && own["limits.ringBytes"] === 4096));
  assert.deepEqual([runs, endedEarly], [gateway.runs.length, "no"]);
});

test("differences that are noise are called noise, and nothing is to be changed", async () => {
  const { conclusion, confirmed } = await run(new FakeTuning(() => ({}), 0.04));
  assert.deepEqual([conclusion.kind, conclusion.settings], ["noise", null], conclusion.text);
  for (const { figures } of confirmed.slice(1)) {
    for (const { verdict } of figures) assert.ok(verdict === "same" || verdict === "too few rounds", String(verdict));
  }
});

test("what is better at a price is told with the price", async () => {
  const dear = ({ workers }: { workers?: unknown }) => (workers === 4 ? { perSecond: 13_000, cpuUs: 30 } : {});
  const { conclusion } = await run(new FakeTuning(dear, 0.02));
  assert.deepEqual([conclusion.kind, conclusion.settings], ["trade", { workers: 4 }], conclusion.text);
  assert.match(conclusion.text, /at a price: processor time a request × 1\.[45]/);
});

test("a setting that the gateway does not start with, or that brings errors, is given up and said", async () => {
  const broken = ({ workers, "limits.ringBytes": ring }: { workers?: unknown; "limits.ringBytes"?: unknown }) => {
    if (workers === 4) return { failed: "a gateway did not start: no room" };
    return ring === 256 ? { perSecond: 20_000, errors: 12, error: "UNAVAILABLE RING_FULL" } : {};
  };
  const gateway = new FakeTuning(broken, 0.02);
  const { tried, conclusion } = await run(gateway);
  const why = (path: string, value: number) => tried.find(({ settings: own }) => own[path] === value)?.excluded;
  assert.equal(why("workers", 4), "a gateway did not start: no room");
  assert.equal(why("limits.ringBytes", 256), "12 errors: UNAVAILABLE RING_FULL");
  assert.equal(conclusion.settings, null);
  assert.equal(gateway.runs.filter(({ workers }) => workers === 4).length, 1);
});

test("runs are bounded, and a verdict is not given where they do not suffice for one", async () => {
  const gateway = new FakeTuning(({ workers }) => ({ perSecond: workers === 2 ? 15_000 : 10_000 }), 0.01);
  const { conclusion, runs, endedEarly } = await run(gateway, { maxRuns: 12 });
  assert.ok(runs <= 12);
  assert.deepEqual(
    [gateway.runs.length, endedEarly, conclusion.kind, conclusion.settings],
    [runs, "budget", "unconfirmed", null],
  );
  assert.match(conclusion.text, /raise --max-runs/);
  const short = await run(new FakeTuning(({ workers }) => ({ perSecond: workers === 2 ? 15_000 : 10_000 }), 0), {
    maxRuns: 7,
  });
  assert.match(short.conclusion.text, /had room for \d: .* Ahead so far: workers 2\./);
  const none = await run(new FakeTuning(() => ({}), 0.01), { maxMs: 0 });
  assert.deepEqual([none.runs, none.conclusion.kind], [1, "unconfirmed"]);
});

test("a configuration that cannot be loaded as it is ends the tuning with the reason", async () => {
  const gateway = new FakeTuning(() => ({ failed: "UNAVAILABLE BACKEND_AWAY" }), 0);
  await assert.rejects(run(gateway), /cannot be loaded as it is: UNAVAILABLE BACKEND_AWAY/);
});

test("ended by a signal, it makes no further run and tells what there is", async () => {
  const controller = new AbortController();
  const gateway = new FakeTuning(() => {
    if (gateway.runs.length === 5) controller.abort();
    return {};
  }, 0.01);
  const { runs, endedEarly, tried } = await run(gateway, { signal: controller.signal });
  assert.deepEqual([runs, endedEarly], [5, "interrupted"]);
  assert.ok(tried.length > 0);
});

test("the order of a round differs from round to round, so that no candidate is always the first", async () => {
  const gateway = new FakeTuning(({ workers }) => ({ perSecond: workers === 2 ? 12_000 : 10_000 }), 0.02);
  const { confirmed } = await run(gateway);
  const [size, rounds] = [confirmed.length, confirmed[0]?.rounds ?? 0];
  assert.ok(size >= 2 && rounds >= 7);
  const looked = gateway.runs.slice(-size * rounds);
  const firsts = new Set(looked.filter((_, at) => at % size === 0).map((candidate) => JSON.stringify(candidate)));
  assert.ok(firsts.size > 1, [...firsts].join());
});
