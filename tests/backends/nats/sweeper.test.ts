import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Dropping } from "../../../src/backends/nats/dropping.ts";
import type { Exchange } from "../../../src/backends/nats/exchange.ts";
import { Sweeper } from "../../../src/backends/nats/keyvalue/sweeper.ts";
import { Link } from "../../../src/backends/nats/link.ts";
import { Marks } from "../../../src/backends/nats/marks.ts";
import { Names } from "../../../src/backends/nats/names.ts";
import { Registry } from "../../../src/backends/nats/registry.ts";
import { serverMissing } from "../../support/servers/private-servers.ts";
import { natsSurroundings } from "./nats-settings.ts";
import { NOW_MS, type Opened, open, put, remove, storedKeysOf, TIMEOUT_MS, write } from "./opened-keyvalue.ts";

const MINUTE_MS = 60_000;

/** A sweeper of its own over what a store has written, on a connection whose messages can be looked at. */
class Sweeping {
  /** The number of the first message that each step asked for. */
  readonly looked: number[] = [];
  readonly #sweeper: Sweeper;
  readonly #exchange: Exchange;
  #nowMs = NOW_MS;
  /** What becomes of removals on their way to the server. */
  removals: "sent" | "lost" | "spoiled" = "sent";

  constructor(exchange: Exchange, sweeper: Sweeper) {
    this.#exchange = exchange;
    this.#sweeper = sweeper;
    const { connection } = exchange;
    const publish = connection.publish.bind(connection);
    connection.publish = (subject, payload, options) => {
      if (subject.includes(".CONSUMER.CREATE.")) this.looked.push(JSON.parse(String(payload)).config.opt_start_seq);
      if (this.removals === "sent" || !subject.includes(".MSG.DELETE.")) publish(subject, payload, options);
      else if (this.removals === "spoiled") publish(subject, "{", options);
    };
  }

  static async over(t: TestContext, { settings }: Opened, settledMs?: number): Promise<Sweeping> {
    const surroundings = natsSurroundings();
    const link = new Link(settings, surroundings, "keyvalue");
    t.after(() => link.close());
    const names = new Names(settings.prefix, settings.domain);
    const registry = new Registry(names, { ...settings, turnMs: 0 });
    const parts = { names, registry, dropping: new Dropping(names, registry), expiring: new Marks(names, "ttl") };
    const sweeper = new Sweeper(settledMs === undefined ? parts : { ...parts, settledMs });
    return new Sweeping(await link.open(TIMEOUT_MS), sweeper);
  }

  step(maxItems: number, timeoutMs = TIMEOUT_MS): Promise<number> {
    return this.#sweeper.step(this.#exchange, { nowMs: this.#nowMs, maxItems, timeoutMs });
  }

  /** A whole pass, at this time; returns what its steps said. */
  async pass(nowMs: number, maxItems = 1_000): Promise<number[]> {
    this.#nowMs = nowMs;
    this.looked.length = 0;
    const steps: number[] = [];
    do steps.push(await this.step(maxItems));
    while (steps.at(-1) !== 0);
    return steps;
  }
}

const ends = (ns: number, key: string, expiresAtMs: number) => put(ns, key, "v", { expiresAtMs });

describe("the sweeper of a NATS bucket", { skip: serverMissing("nats") }, () => {
  it("removes what has ended and what was deleted, in steps, and nothing else", async (t) => {
    const on = await open(t);
    const { ns } = on;
    await write(on, ends(ns, "a", NOW_MS + 1), ends(ns, "b", NOW_MS + 1), ends(ns, "c", NOW_MS + 9), put(ns, "d", "1"));
    await write(on, put(ns, "b", "2"), put(ns, "e", "1"), put(ns, "f", "1"));
    await write(on, remove(ns, "e"), remove(ns, "f"));
    await write(on, put(ns, "f", "2"));
    const sweeping = await Sweeping.over(t, on, 0);
    const steps = await sweeping.pass(NOW_MS + 5, 2);
    assert.ok(steps.length >= 4 && Math.max(...steps) <= 2, `${steps}`);
    assert.deepEqual(await storedKeysOf(on), ["b", "c", "d", "f"]);
  });

  it("leaves what the server may still forget: a pass ends there, and a later one goes on", async (t) => {
    const on = await open(t);
    await write(on, ends(on.ns, "a", NOW_MS + 1), put(on.ns, "b", "1"));
    await write(on, remove(on.ns, "b"));
    const untilSettled = await Sweeping.over(t, on);
    assert.deepEqual(await untilSettled.pass(NOW_MS + 5, 1), [1, 0]);
    assert.deepEqual(await storedKeysOf(on), ["a", "b"]);
    const soon = await Sweeping.over(t, on, 300);
    await delay(310);
    await write(on, put(on.ns, "c", "1"));
    await write(on, remove(on.ns, "c"));
    await soon.pass(NOW_MS + 5);
    assert.deepEqual(await storedKeysOf(on), ["c"]);
    await delay(310);
    await soon.pass(NOW_MS + 5 + MINUTE_MS);
    assert.deepEqual(await storedKeysOf(on), []);
  });

  it("looks at nothing twice that stays for good, but again at what is yet to end", async (t) => {
    const on = await open(t);
    const { ns } = on;
    const items = Array.from({ length: 5 }, (_, i) => put(ns, `k${i}`, "1"));
    const [first] = await write(on, ...items);
    await write(on, remove(ns, "k4"));
    const sweeping = await Sweeping.over(t, on, 0);
    await sweeping.pass(NOW_MS);
    assert.deepEqual(sweeping.looked, [1]);
    const [later, last] = await write(on, ends(ns, "t", NOW_MS + 2 * MINUTE_MS), put(ns, "k5", "1"));
    await sweeping.pass(NOW_MS + MINUTE_MS);
    assert.deepEqual(sweeping.looked, [later.version]);
    assert.ok(later.version > (first?.version ?? 0));
    await sweeping.pass(NOW_MS + 2 * MINUTE_MS);
    assert.deepEqual(sweeping.looked, [later.version]);
    assert.deepEqual(await storedKeysOf(on), ["k0", "k1", "k2", "k3", "k5"]);
    await sweeping.pass(NOW_MS + 3 * MINUTE_MS);
    assert.deepEqual(sweeping.looked, [last.version + 1]);
    await sweeping.pass(NOW_MS + 60 * MINUTE_MS);
    assert.deepEqual(sweeping.looked, [1], "once an hour it looks at all");
  });

  it("does a step again that has failed, and looks again at what the server has not removed", async (t) => {
    const on = await open(t);
    await write(on, put(on.ns, "a", "1"), put(on.ns, "b", "1"));
    await write(on, remove(on.ns, "a"));
    const sweeping = await Sweeping.over(t, on, 0);
    assert.equal(await sweeping.step(1_000), 1);
    sweeping.removals = "lost";
    await assert.rejects(sweeping.step(1_000, 200), /STORE_TIMEOUT/);
    sweeping.removals = "spoiled";
    assert.equal(await sweeping.step(1_000), 1);
    assert.deepEqual(await storedKeysOf(on), ["a", "b"]);
    sweeping.removals = "sent";
    await sweeping.pass(NOW_MS + MINUTE_MS);
    assert.deepEqual(await storedKeysOf(on), ["b"]);
  });
});
