import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { createPrng, type Prng } from "../../src/common/prng.ts";
import type { Answer } from "../support/answer.ts";
import { eventually } from "../support/eventually.ts";
import { get, put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Enough to meet a checkpoint, a start and every part of a batch now and then; some 40 seconds. */
const ROUNDS = 50;
const KEYS = 300;
const IN_FLIGHT = 64;

interface Kept {
  value: string;
  version: number;
}

/** What the store must hold: for each key the last acknowledged write, or one that was under way when the process died. */
class Model {
  readonly acknowledged = new Map<string, Kept>();
  private readonly underWay = new Map<number, { key: string; value: string }>();
  private readonly prng: Prng;
  private nextId = 1;
  lastVersion = 0;

  constructor(prng: Prng) {
    this.prng = prng;
  }

  get underWayCount(): number {
    return this.underWay.size;
  }

  /** A write to any key but those that have one under way: its outcome would not tell which came last. */
  nextPut(): Buffer {
    const busy = new Set([...this.underWay.values()].map((write) => write.key));
    let key: string;
    do key = `k${this.prng.below(KEYS)}`;
    while (busy.has(key));
    const id = this.nextId++;
    // Up to 8 KiB, so that the log is written back into the database under way.
    const value = `${id}:${"x".repeat(this.prng.below(8192))}`;
    this.underWay.set(id, { key, value });
    return put(id, "default", key, value);
  }

  onAnswer(answer: Answer): void {
    const write = this.underWay.get(answer.id);
    assert(write !== undefined, `request ${answer.id} was answered twice`);
    assert.equal(answer.code, 0, answer.message);
    assert.ok(answer.version > this.lastVersion, "versions increase");
    this.lastVersion = answer.version;
    this.acknowledged.set(write.key, { value: write.value, version: answer.version });
    this.underWay.delete(answer.id);
  }

  /** What a restarted gateway says of a key. What was found counts from now on, for it will not change again. */
  verify(key: string, answer: Answer): void {
    const expected = this.acknowledged.get(key);
    if (answer.value === null) {
      assert.equal(expected, undefined, `${key} was acknowledged and is gone`);
      return;
    }
    const found = { value: answer.value, version: answer.version };
    if (found.version === expected?.version) assert.equal(found.value, expected.value, `${key} has another value`);
    else {
      assert.ok(found.version > (expected?.version ?? 0), `${key} went back to an earlier version`);
      const candidates = [...this.underWay.values()].filter((write) => write.key === key);
      assert.ok(
        candidates.some((write) => write.value === found.value),
        `${key} has a value that nobody was writing`,
      );
    }
    this.acknowledged.set(key, found);
    this.lastVersion = Math.max(this.lastVersion, found.version);
  }

  forgetUnderWay(): void {
    this.underWay.clear();
  }
}

/** Has more and fewer workers serve, as fast as it goes, until the gateway is gone; returns how often it was done. */
async function reshape(gateway: GatewayProcess): Promise<number> {
  for (let times = 0; ; times++) {
    const options = { method: "PUT", headers: { "Content-Type": "application/json" } };
    const body = JSON.stringify({ count: 1 + (times % 3) });
    const answer = await fetch(`http://127.0.0.1:${gateway.adminPort}/v1/workers`, { ...options, body }).catch(
      () => null,
    );
    if (answer === null) return times;
    assert.equal(answer.status, 200, await answer.text());
  }
}

async function runRound(t: TestContext, folder: string, model: Model, prng: Prng, round: number): Promise<void> {
  const gateway = await GatewayProcess.serving(t, { folder });
  const client = await gateway.connect();
  const reshaped = round % 5 === 4 ? reshape(gateway) : null;
  const keys = Array.from({ length: KEYS }, (_, i) => `k${i}`);
  client.send(Buffer.concat(keys.map((key, i) => get(i, "default", key))));
  for (const answer of await client.answered(KEYS)) model.verify(keys[answer.id] as string, answer);
  model.forgetUnderWay();

  let seen = KEYS;
  const until = KEYS + 1 + prng.below(600);
  const go = (): void => {
    while (seen < client.answers.length) model.onAnswer(client.answers[seen++] as Answer);
    if (client.answers.length < until) while (model.underWayCount < IN_FLIGHT) client.send(model.nextPut());
  };
  go();
  await client.until(() => {
    go();
    return client.answers.length >= until;
  });
  await gateway.kill();
  if (reshaped !== null) t.diagnostic(`killed after ${await reshaped} changes of its workers`);
  // What had come before the kill counts as acknowledged.
  await eventually("the connection has broken", () => client.isClosed);
  go();
}

describe("a gateway killed with SIGKILL under durable writes", () => {
  it(`has every acknowledged write afterwards, ${ROUNDS} times over`, async (t) => {
    const seed = 20_261_122;
    const prng = createPrng(seed);
    const folder = tempFolder(t);
    const model = new Model(prng);
    for (let round = 0; round <= ROUNDS; round++) {
      await runRound(t, folder, model, prng, round).catch((error: Error) => {
        error.message = `round ${round} of seed ${seed}: ${error.message}`;
        throw error;
      });
    }
    assert.ok(model.acknowledged.size > KEYS / 2);
    t.diagnostic(`${model.lastVersion} is the last version`);
  });
});
