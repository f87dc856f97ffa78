import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { type AttemptOutcome, CircuitBreaker, REFUSED } from "../../src/resilience/circuit-breaker.ts";
import { settings } from "./guard-settings.ts";

const rules = { ...settings.breaker, failuresInRow: 3, minAttempts: 6, failurePercent: 50, trials: 2 };

/** The rules in their plainest words: every outcome is kept, and the state follows from them. */
interface Model {
  nowMs: number;
  state: "closed" | "open" | "half-open";
  /** Attempts under way, and whether they began after the last change of state. */
  underWay: { pass: number; isCurrent: boolean }[];
  /** Since the breaker was last closed. */
  outcomes: { isGood: boolean; atMs: number }[];
  trialsDone: number;
}

interface Real {
  readonly breaker: CircuitBreaker;
}

type Command = fc.Command<Model, Real>;

function change(model: Model, state: Model["state"]): void {
  model.state = state;
  model.outcomes = [];
  model.trialsDone = 0;
  for (const attempt of model.underWay) attempt.isCurrent = false;
}

function command(name: string, run: (model: Model, real: Real) => void): Command {
  return {
    check: () => true,
    run: (model, real) => {
      run(model as Model, real);
      assert.equal(real.breaker.state, model.state);
      if (model.state === "open") assert.ok(real.breaker.retryAfterMs(model.nowMs) >= 1);
    },
    toString: () => name,
  };
}

const begin = command("begin", (model, { breaker }) => {
  const pass = breaker.pass();
  const trials = model.underWay.filter(({ isCurrent }) => isCurrent).length;
  const mayGo = model.state === "closed" || (model.state === "half-open" && trials === 0);
  assert.equal(pass !== REFUSED, mayGo);
  if (mayGo) model.underWay.push({ pass, isCurrent: true });
});

function settle(which: number, outcome: AttemptOutcome): Command {
  return command(`settle ${which} as ${outcome}`, (model, { breaker }) => {
    const [attempt] = model.underWay.splice(which % Math.max(1, model.underWay.length), 1);
    if (attempt === undefined) return;
    breaker.settle(attempt.pass, outcome, model.nowMs);
    if (!attempt.isCurrent || outcome === "unknown") return;
    const isGood = outcome === "answered";
    if (model.state === "half-open") {
      if (!isGood) change(model, "open");
      else if (++model.trialsDone === rules.trials) change(model, "closed");
      return;
    }
    model.outcomes.push({ isGood, atMs: model.nowMs });
    if (!isGood && isTooBad(model)) change(model, "open");
  });
}

/** The window goes by tenths: the present one and nine before it. */
function isTooBad({ outcomes, nowMs }: Model): boolean {
  const tenth = rules.windowMs / 10;
  const recent = outcomes.filter(({ atMs }) => Math.floor(atMs / tenth) > Math.floor(nowMs / tenth) - 10);
  const bad = recent.filter(({ isGood }) => !isGood).length;
  const isRow = outcomes.length >= 3 && outcomes.slice(-3).every(({ isGood }) => !isGood);
  return isRow || (recent.length >= rules.minAttempts && bad / recent.length >= 0.5);
}

const probeSucceeds = command("probe succeeds", (model, { breaker }) => {
  breaker.probeSucceeded();
  if (model.state === "open") change(model, "half-open");
});

const probeFails = command("probe fails", (model, { breaker }) => {
  breaker.probeFailed(model.nowMs);
  change(model, "open");
  const pauseMs = breaker.probeAtMs - model.nowMs;
  assert.ok(pauseMs >= rules.openForMs / 2 && pauseMs <= rules.maxOpenForMs, `a pause of ${pauseMs} ms`);
});

function pass(ms: number): Command {
  return command(`${ms} ms pass`, (model) => {
    model.nowMs += ms;
  });
}

it("does with any sequence of attempts and probes what its rules say", () => {
  const outcome = fc.constantFrom<AttemptOutcome>("answered", "failed", "failed", "unknown");
  const commands = fc.commands(
    [
      fc.constant(begin),
      fc.constant(begin),
      fc.tuple(fc.nat(7), outcome).map(([which, how]) => settle(which, how)),
      fc.tuple(fc.nat(7), outcome).map(([which, how]) => settle(which, how)),
      fc.constant(probeSucceeds),
      fc.constant(probeFails),
      fc.constantFrom(1, 999, 1_000, 3_000, 10_000).map(pass),
    ],
    { maxCommands: 120 },
  );
  fc.assert(
    fc.property(commands, fc.double({ min: 0, max: 0.99, noNaN: true }), (sequence, random) => {
      fc.modelRun(
        () => ({
          model: { nowMs: 5_000, state: "closed", underWay: [], outcomes: [], trialsDone: 0 } as Model,
          real: { breaker: new CircuitBreaker(rules, () => random) },
        }),
        sequence,
      );
    }),
    { numRuns: 500 },
  );
});
