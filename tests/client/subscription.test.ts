import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resolveOptions } from "../../src/client/client-options.ts";
import type { ReceivedMessage } from "../../src/client/received-message.ts";
import type { FetchOptions, FetchResult, SubscribeOptions } from "../../src/client/stream-types.ts";
import { Subscription } from "../../src/client/subscription.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { failureOf } from "./failure-of.ts";
import { ManualTime } from "./manual-time.ts";

/** What the gateway does with one fetch: how long it takes, and what comes of it. */
type Turn = readonly [tookMs: number, outcome: readonly string[] | Error];

function subscribe(turns: readonly Turn[], options: SubscribeOptions) {
  const time = new ManualTime();
  const waits: (number | undefined)[] = [];
  const left: string[] = [];
  const fetch = async ({ waitMs }: FetchOptions): Promise<FetchResult> => {
    const [tookMs, outcome] = turns[waits.length] ?? [0, new Error("it asks once too often")];
    waits.push(waitMs);
    time.advance(tookMs);
    if (outcome instanceof Error) throw outcome;
    const messages = outcome.map((text) => ({ text }) as unknown as ReceivedMessage);
    return { messages, nextPosition: "", consumer: "" };
  };
  const subscription = new Subscription(options, {
    options: resolveOptions({ clock: time, timer: time }),
    fetch,
    leave: async (name) => void left.push(name),
    onClosed: () => undefined,
  });
  const texts = async (): Promise<string[]> => {
    const read: string[] = [];
    for await (const { text } of subscription) read.push(text);
    return read;
  };
  return { texts, waits, left, time };
}

describe("a subscription that ends when nothing comes", () => {
  it("does not take a late answer for none", async () => {
    const { texts, waits, left } = subscribe(
      [
        [5_000, ["a", "b"]],
        [9_000, ["c"]],
        [300, []],
      ],
      { idleMs: 300, prefetch: 1 },
    );
    assert.deepEqual(await texts(), ["a", "b", "c"]);
    assert.deepEqual(waits, [300, 300, 300]);
    assert.equal(left.length, 1);
  });

  it("waits on where the gateway answers before its time", async () => {
    const { texts, waits } = subscribe(
      [
        [100, []],
        [150, []],
        [10, ["a"]],
        [30_000, []],
      ],
      { idleMs: 300, prefetch: 1 },
    );
    assert.deepEqual(await texts(), ["a"]);
    assert.deepEqual(waits, [300, 200, 50, 300]);
  });

  it("fails when the gateway is away for so long", async () => {
    const away = new PrismError(new Failure(Code.UNAVAILABLE, "CONNECT_FAILED", "away"));
    const { texts, waits } = subscribe([[400, away]], { idleMs: 300 });
    assert.equal((await failureOf(texts())).failure.reason, "CONNECT_FAILED");
    assert.deepEqual(waits, [300]);
  });

  it("has no such end unless it is told so", async () => {
    const { texts, waits } = subscribe([[60_000, []]], {});
    await assert.rejects(texts(), /once too often/);
    assert.deepEqual(waits, [20_000, 20_000]);
  });
});
