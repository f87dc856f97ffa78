import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { StoreOutages } from "../../src/control/store-outages.ts";
import type { StoreState } from "../../src/workers/worker-seed.ts";

class Watched {
  nowMs = 1_000;
  readonly lines: { readonly level: string; readonly message: string; readonly fields: Record<string, unknown> }[] = [];
  private readonly outages = new StoreOutages((level, message, fields) => this.lines.push({ level, message, fields }), {
    wallMs: () => this.nowMs,
  });

  tell(worker: number, state: StoreState["state"], choices: Partial<StoreState> = {}): void {
    this.outages.observe(worker, {
      backend: "cache",
      pattern: "keyvalue",
      state,
      problem: state === "up" ? "" : "refused",
      probeInMs: state === "down" ? 700 : 0,
      isProbed: true,
      offer: { durability: "power-loss", consistency: "strong", ordering: "none", abilities: [] },
      findings: [],
      ...choices,
    });
  }
}

describe("an outage of a store", () => {
  it("is one line when the first worker finds it, and one when calls are answered again", () => {
    const watched = new Watched();
    for (const worker of [2, 0, 1]) watched.tell(worker, "down");
    watched.tell(2, "down", { pattern: "stream" });
    assert.equal(watched.lines.length, 1);
    const [away] = watched.lines;
    assert.equal(away?.level, "error");
    assert.match(away?.message ?? "", /^a store is away: .*STORE_CIRCUIT_OPEN.*probed until it answers$/);
    const problem = { problem: "refused", probeInMs: 700 };
    assert.deepEqual(away?.fields, { backend: "cache", pattern: "keyvalue", worker: 2, ...problem });

    watched.nowMs += 5_000;
    for (const worker of [0, 1, 2]) watched.tell(worker, "up");
    assert.equal(watched.lines.length, 1, "the stream's guard has had no answer yet");
    // Nobody calls the stream, so nothing can be tried with it.
    watched.tell(2, "on-trial", { pattern: "stream" });
    assert.equal(watched.lines.length, 2);
    assert.equal(watched.lines[1]?.level, "info");
    assert.deepEqual(watched.lines[1]?.fields, { backend: "cache", workers: [0, 1, 2], awayMs: 5_000 });
  });

  it("goes on while a trial fails, without another line", () => {
    const watched = new Watched();
    for (const state of ["down", "on-trial", "down", "on-trial"] as const) watched.tell(0, state);
    assert.equal(watched.lines.length, 1);
    watched.tell(0, "up");
    watched.tell(0, "down");
    assert.deepEqual(
      watched.lines.map(({ level }) => level),
      ["error", "info", "error"],
    );
  });

  it("is not over because a worker's thread is replaced", () => {
    const watched = new Watched();
    watched.tell(0, "down");
    watched.tell(0, "up", { isProbed: false });
    watched.tell(0, "down", { isProbed: false });
    assert.equal(watched.lines.length, 1);
    watched.tell(0, "up");
    assert.equal(watched.lines.length, 2);
  });

  it("of one backend says nothing of another", () => {
    const watched = new Watched();
    watched.tell(0, "down");
    watched.tell(0, "up", { backend: "pg" });
    watched.tell(0, "down", { backend: "pg" });
    assert.deepEqual(
      watched.lines.map(({ fields }) => fields.backend),
      ["cache", "pg"],
    );
  });
});
