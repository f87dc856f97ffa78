import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { prism } from "../generated/prism.js";
import { StreamDoor, texts } from "../patterns/stream/stream-door.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import type { GatewayProcess } from "../support/gateway-process.ts";
import { assertExpected, type Refusal, saysNothingWasDone } from "./expected-refusals.ts";
import { StreamSubscriber } from "./stream-subscriber.ts";

export interface StreamLoadChoices {
  readonly namespace: string;
  readonly backend: string;
  /** Messages carry idempotency keys, and are published again until they are acknowledged. */
  readonly isIdempotent: boolean;
  /** Messages of one key come in the order in which they were published. */
  readonly isOrdered: boolean;
}

/**
 * Publishers, each with a key and one message under way; a group of consumers that acknowledge what they get; and a
 * subscriber that is sent everything.
 */
export class StreamLoad {
  /** How often each reason came. */
  readonly refused = new Map<string, number>();
  private readonly choices: StreamLoadChoices;
  private readonly gateway: GatewayProcess;
  private readonly t: TestContext;
  private readonly published: number[] = new Array<number>(PUBLISHERS).fill(0);
  private consumed = 0;
  private readonly present = new Set<string>();
  private readonly absent = new Set<string>();
  /** What the group was given. */
  private readonly given = new Set<string>();
  private readonly subscriber: StreamSubscriber;
  private readonly publishers: Promise<void>[] = [];
  private readonly consumers: Promise<void>[] = [];
  private arePublishing = true;
  private areConsuming = true;
  private problem: unknown = null;

  private constructor(t: TestContext, gateway: GatewayProcess, choices: StreamLoadChoices, client: FrameClient) {
    this.subscriber = new StreamSubscriber(client, choices.namespace, (end) => void this.refusal(end));
    this.t = t;
    this.gateway = gateway;
    this.choices = choices;
  }

  static async start(t: TestContext, gateway: GatewayProcess, choices: StreamLoadChoices): Promise<StreamLoad> {
    const load = new StreamLoad(t, gateway, choices, await gateway.connect());
    const keep = (lane: Promise<void>): Promise<void> =>
      lane.catch((error) => {
        load.problem ??= error;
      });
    for (let i = 0; i < PUBLISHERS; i++) load.publishers.push(keep(load.publish(i, await load.door())));
    for (let i = 0; i < CONSUMERS; i++) load.consumers.push(keep(load.consume(`c${i}`, await load.door())));
    load.consumers.push(keep(load.subscriber.run(() => !load.areConsuming)));
    t.after(() => load.end());
    return load;
  }

  /** Resolves when every publisher has had so many more messages acknowledged, and the group has done as many. */
  async progress(messages: number): Promise<void> {
    const until = this.published.map((count) => count + messages);
    const consumedUntil = this.consumed + messages;
    const isThere = () =>
      this.consumed >= consumedUntil && until.every((count, i) => (this.published[i] as number) >= count);
    await this.holds(`each publisher and the group come on by ${messages} messages`, isThere, LONG_MS);
  }

  async trouble(): Promise<void> {
    const count = () => [...this.refused.values()].reduce((sum, each) => sum + each, 0);
    const before = count();
    await this.holds("something is refused", () => count() > before);
  }

  /** Ends the publishers, lets the group come to the end, and looks at what the stream holds. */
  async verify(): Promise<void> {
    this.arePublishing = false;
    await Promise.all(this.publishers);
    // Whoever was not told that it has acknowledged a message does not know: it may come again, or not.
    const isGiven = () => [...this.present].every((text) => this.given.has(text));
    await this.holds("the group was given every message that was acknowledged", isGiven, LONG_MS);
    await this.holds("nothing waits for the group, or for its answer", await this.isWorkedOff(), LONG_MS);
    const isSent = () => isSuperset(new Set(this.subscriber.texts), this.present);
    await this.holds("the subscriber was sent every message that was acknowledged", isSent, LONG_MS);
    this.end();
    // The subscriber looks up when something comes.
    await this.ask(await this.door(), {
      streamPublish: { namespace: this.choices.namespace, message: { key: "end", value: Buffer.from("end:1") } },
    });
    await Promise.all(this.consumers);
    if (this.problem !== null) throw this.problem;
    this.check(await this.readAll(), "the stream");
    this.check(this.subscriber.texts, "the subscription");
    const acknowledged = this.published.reduce((sum, each) => sum + each, 0);
    this.t.diagnostic(`${acknowledged} acknowledged; ${JSON.stringify(Object.fromEntries(this.refused))}`);
  }

  private check(content: readonly string[], where: string): void {
    const held = new Set(content);
    for (const text of this.present) assert.ok(held.has(text), `${text} was acknowledged and is not in ${where}`);
    for (const text of this.absent) assert.ok(!held.has(text), `of ${text} it was said that nothing was done`);
    assert.equal(content.length - held.size, 0, `messages are in ${where} twice`);
    if (!this.choices.isOrdered) return;
    const last = new Map<string, number>();
    for (const text of held) {
      const [key = "", n] = text.split(":");
      assert.ok(Number(n) > (last.get(key) ?? 0), `${text} comes after ${key}:${last.get(key)}`);
      last.set(key, Number(n));
    }
  }

  private async publish(publisher: number, door: StreamDoor): Promise<void> {
    const { namespace, isIdempotent } = this.choices;
    for (let n = 1; this.arePublishing; n++) {
      const text = `p${publisher}:${n}`;
      const message = { key: `p${publisher}`, value: Buffer.from(text) };
      const once = isIdempotent ? { idempotencyKey: text } : {};
      for (let isOver = false; !isOver; ) {
        const refusal = this.refusal(
          await this.ask(door, { timeoutMs: TIMEOUT_MS, ...once, streamPublish: { namespace, message } }),
        );
        isOver = refusal === null || !isIdempotent;
        if (refusal === null) {
          this.present.add(text);
          this.published[publisher] = (this.published[publisher] as number) + 1;
        } else if (isOver && saysNothingWasDone(refusal)) this.absent.add(text);
        if (refusal !== null) await pause(PAUSE_MS);
      }
    }
  }

  private async consume(consumer: string, door: StreamDoor): Promise<void> {
    const { namespace } = this.choices;
    const who = { namespace, group: "workers", consumer };
    while (this.areConsuming) {
      const streamFetch = { ...who, maxMessages: 50, waitMs: 200, start: { earliest: true } };
      const answer = await this.ask(door, { timeoutMs: TIMEOUT_MS, streamFetch });
      if (this.refusal(answer) !== null) {
        await pause(PAUSE_MS);
        continue;
      }
      const deliveries = answer.streamFetch?.deliveries ?? [];
      if (deliveries.length === 0) continue;
      for (const text of texts(answer.streamFetch ?? {})) this.given.add(text);
      const leases = deliveries.map(({ lease }) => lease ?? "");
      const acked = await this.ask(door, { timeoutMs: TIMEOUT_MS, streamAck: { ...who, leases } });
      if (this.refusal(acked) !== null) continue;
      for (const result of acked.streamAck?.results ?? []) {
        // A lease that has ended comes again, unless it was acknowledged with an answer that was lost.
        if (!result.error) this.consumed++;
      }
    }
  }

  private async isWorkedOff(): Promise<() => Promise<boolean>> {
    const door = await this.door();
    const streamLag = { namespace: this.choices.namespace, group: "workers" };
    return async () => {
      const answer = await this.ask(door, { timeoutMs: TIMEOUT_MS, streamLag });
      if (this.refusal(answer) !== null) return false;
      return Number(answer.streamLag?.waiting ?? 0) + Number(answer.streamLag?.pending ?? 0) === 0;
    };
  }

  /** The whole stream, without a group. */
  private async readAll(): Promise<string[]> {
    const door = await this.door();
    const all: string[] = [];
    let start: prism.v1.IStreamStart = { earliest: true };
    for (let isEnd = false; !isEnd; ) {
      const request = { namespace: this.choices.namespace, start, maxMessages: 500, waitMs: 200 };
      const answer = await this.ask(door, { streamFetch: request });
      assert.equal(answer.error ?? null, null, answer.error?.message ?? "");
      const page = answer.streamFetch ?? {};
      all.push(...texts(page));
      isEnd = (page.deliveries ?? []).length === 0;
      if (page.nextPosition) start = { after: page.nextPosition };
    }
    return all;
  }

  private end(): void {
    this.arePublishing = false;
    this.areConsuming = false;
  }

  private door(): Promise<StreamDoor> {
    return StreamDoor.open(this.t, this.gateway.port);
  }

  private async ask(door: StreamDoor, call: prism.v1.IRequest): Promise<prism.v1.Response> {
    const answer = await door.call(call);
    door.client.answers.length = 0;
    return answer;
  }

  private refusal({ error }: prism.v1.Response): Refusal | null {
    if (!error) return null;
    const { code = 0, reason = "", message = "", metadata = {} } = error;
    const refusal = { code: code ?? 0, reason: reason ?? "", message: message ?? "", metadata: metadata ?? {} };
    assertExpected(refusal, this.choices.backend);
    this.refused.set(refusal.reason, (this.refused.get(refusal.reason) ?? 0) + 1);
    return refusal;
  }

  private async holds(what: string, condition: () => boolean | Promise<boolean>, withinMs?: number): Promise<void> {
    const looked = () => {
      if (this.problem !== null) throw this.problem;
      return condition();
    };
    await eventually(what, looked, withinMs);
  }
}

const PUBLISHERS = 4;
const CONSUMERS = 2;
const TIMEOUT_MS = 1_500;
const PAUSE_MS = 50;
/** A server that was killed recovers, and its clients find it again, beside servers of other suites. */
const LONG_MS = 90_000;

function isSuperset(all: ReadonlySet<string>, some: ReadonlySet<string>): boolean {
  for (const each of some) if (!all.has(each)) return false;
  return true;
}
