import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer } from "../support/answer.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { get, request } from "../support/frames.ts";
import type { GatewayProcess } from "../support/gateway-process.ts";
import type { Field } from "../support/protobuf.ts";
import { assertExpected, saysNothingWasDone } from "./expected-refusals.ts";

export interface LoadChoices {
  readonly namespace: string;
  readonly backend: string;
  /** Writes carry idempotency keys, and are repeated until they are acknowledged; two of three add to a counter. */
  readonly isIdempotent: boolean;
}

interface Sum {
  /** What has been added to it, and was acknowledged. */
  sum: number;
}

/**
 * Writers to one namespace, each with a connection of its own and one write under way, that go on whatever they are
 * answered; and somebody at the namespace `memory` beside them, who must not notice anything. Each write has a key of its
 * own, so that afterwards there is something to say of every one.
 */
export class StoreLoad {
  private readonly acknowledgedBy: number[] = new Array<number>(WRITERS).fill(0);
  /** How often each reason came. */
  readonly refused = new Map<string, number>();
  /** The slowest answer to the bystander, in milliseconds. */
  slowestBesideMs = 0;
  private readonly choices: LoadChoices;
  /** Keys that must be there, that must not, and that may be either. */
  private readonly present = new Set<string>();
  private readonly absent = new Set<string>();
  private readonly unknown = new Set<string>();
  private readonly sums = new Map<string, Sum>();
  private readonly lanes: Promise<void>[] = [];
  private readonly gateway: GatewayProcess;
  private isEnding = false;
  private problem: unknown = null;

  private constructor(gateway: GatewayProcess, choices: LoadChoices) {
    this.gateway = gateway;
    this.choices = choices;
  }

  static async start(t: TestContext, gateway: GatewayProcess, choices: LoadChoices): Promise<StoreLoad> {
    const load = new StoreLoad(gateway, choices);
    const clients = await Promise.all(Array.from({ length: WRITERS }, () => gateway.connect()));
    const keep = (lane: Promise<void>) => {
      load.lanes.push(
        lane.catch((error) => {
          load.problem ??= error;
        }),
      );
    };
    for (const [index, client] of clients.entries()) keep(load.write(index, client));
    keep(load.lookBeside(await gateway.connect()));
    t.after(() => {
      load.isEnding = true;
    });
    return load;
  }

  get acknowledged(): number {
    return this.acknowledgedBy.reduce((sum, count) => sum + count, 0);
  }

  /** Resolves when every writer, and so every worker, has had so many more writes acknowledged. */
  async progress(writes: number): Promise<void> {
    const until = this.acknowledgedBy.map((count) => count + writes);
    const isThere = () => until.every((count, writer) => (this.acknowledgedBy[writer] as number) >= count);
    await this.holds(`each writer has ${writes} more writes acknowledged`, isThere, LONG_MS);
  }

  /** Resolves when writes are refused, or at least wait for longer than any write does. */
  async trouble(): Promise<void> {
    const before = this.refusals;
    await this.holds("a write is refused", () => this.refusals > before);
  }

  get refusals(): number {
    return [...this.refused.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Ends the writers, when they have what they began, and looks at what is in the store. */
  async verify(): Promise<void> {
    this.isEnding = true;
    await Promise.all(this.lanes);
    if (this.problem !== null) throw this.problem;
    const client = await this.gateway.connect();
    const found = await readAll(client, this.choices.namespace, [...this.present, ...this.absent, ...this.unknown]);
    for (const key of this.present) assert.equal(found.get(key), key, `${key} was acknowledged`);
    for (const key of this.absent) assert.equal(found.get(key), null, `of ${key} it was said that nothing was done`);
    for (const key of this.unknown) assert.ok([key, null].includes(found.get(key) as string | null), key);
    const sums = await readAll(client, this.choices.namespace, [...this.sums.keys()]);
    for (const [key, { sum }] of this.sums)
      assert.equal(Number(sums.get(key) ?? 0), sum, `${key} was added to once a write`);
    client.socket.destroy();
  }

  private async holds(what: string, condition: () => boolean, withinMs?: number): Promise<void> {
    await eventually(
      what,
      () => {
        if (this.problem !== null) throw this.problem;
        return condition();
      },
      withinMs,
    );
  }

  private async write(lane: number, client: FrameClient): Promise<void> {
    const counter = `counter-${lane}`;
    if (this.choices.isIdempotent) this.sums.set(counter, { sum: 0 });
    for (let n = 1; !this.isEnding; n++) {
      const isDone =
        this.choices.isIdempotent && n % 3 !== 0
          ? await this.add(client, counter, n)
          : await this.put(client, `k-${lane}-${n}`, n);
      if (isDone) this.acknowledgedBy[lane] = (this.acknowledgedBy[lane] as number) + 1;
    }
    client.socket.destroy();
  }

  private async put(client: FrameClient, key: string, n: number): Promise<boolean> {
    const { namespace, isIdempotent } = this.choices;
    const fields: Field[] = [
      [1, namespace],
      [2, key],
      [3, key],
    ];
    const envelope: Field[] = isIdempotent ? [[3, `put ${key}`]] : [];
    const answer = await this.ask(client, request(n, PUT, fields, [[2, TIMEOUT_MS], ...envelope]));
    if (answer.code === 0) this.present.add(key);
    else (saysNothingWasDone(answer) ? this.absent : this.unknown).add(key);
    return answer.code === 0;
  }

  private async add(client: FrameClient, key: string, n: number): Promise<boolean> {
    const fields: Field[] = [
      [1, this.choices.namespace],
      [2, key],
      // A varint with the sign in its lowest bit: 1.
      [3, 2],
    ];
    const frame = request(n, INCREMENT, fields, [
      [2, TIMEOUT_MS],
      [3, `add ${key} ${n}`],
    ]);
    const answer = await this.ask(client, frame);
    assert.equal(answer.code, 0, `${answer.reason}: ${answer.message}`);
    const counter = this.sums.get(key) as Sum;
    counter.sum += 1;
    return true;
  }

  /** Repeats what has an idempotency key until it is done; of anything else the first answer is the last. */
  private async ask(client: FrameClient, frame: Buffer): Promise<Answer> {
    for (;;) {
      const answer = await client.call(frame);
      client.answers.length = 0;
      if (answer.code === 0) return answer;
      this.note(answer);
      await pause(Math.min(Math.max(answer.retryAfterMs, 5), 200));
      if (!this.choices.isIdempotent) return answer;
    }
  }

  private note(answer: Answer): void {
    assertExpected(answer, this.choices.backend);
    this.refused.set(answer.reason, (this.refused.get(answer.reason) ?? 0) + 1);
  }

  private async lookBeside(client: FrameClient): Promise<void> {
    for (let n = 1; !this.isEnding; n++) {
      const fromMs = performance.now();
      const fields: Field[] = [
        [1, "memory"],
        [2, "beside"],
        [3, String(n)],
      ];
      const { code, reason } = await client.call(request(n, PUT, fields));
      client.answers.length = 0;
      assert.equal(code, 0, `the memory namespace was answered ${reason}`);
      this.slowestBesideMs = Math.max(this.slowestBesideMs, performance.now() - fromMs);
      await pause(10);
    }
    client.socket.destroy();
  }
}

const WRITERS = 8;
const PUT = 17;
const INCREMENT = 24;
/** Shorter than a pause of five seconds, so that a server that is silent is told of. */
const TIMEOUT_MS = 1_000;

/** The values of keys; null where there is none. What a breaker on its way back does not let through is asked again. */
async function readAll(
  client: FrameClient,
  namespace: string,
  keys: readonly string[],
): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  let left = keys;
  for (let round = 1; left.length > 0; round++) {
    const some = left.slice(0, READ_AT_ONCE);
    const before = client.answerCount;
    client.answers.length = 0;
    client.send(Buffer.concat(some.map((key, i) => get(i, namespace, key))));
    await client.until(() => client.answerCount >= before + some.length);
    for (const answer of client.answers) {
      if (answer.code === 0) found.set(some[answer.id] as string, answer.value);
      else assertExpected(answer, answer.metadata.backend ?? "");
    }
    const isSlow = some.some((key) => !found.has(key));
    if (isSlow) await pause(100);
    left = left.filter((key) => !found.has(key));
    assert.ok(round < MAX_ROUNDS, `${left.length} keys cannot be read, long after the store came back`);
  }
  return found;
}

/** A server that was killed recovers, and its clients find it again, beside servers of other suites. */
const LONG_MS = 90_000;
const READ_AT_ONCE = 1_000;
const MAX_ROUNDS = 300;
