import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LateSender } from "../../../src/control/tracing/late-sender.ts";
import type { SpanSender } from "../../../src/control/tracing/span-sender.ts";

describe("a sender that is loaded late", () => {
  it("is loaded with its first request, and once", async () => {
    const told: string[] = [];
    const sender = new LateSender(async () => tellingSender(told));
    assert.deepEqual(told, []);
    const outcomes = await Promise.all([sender.send(new Uint8Array(1), 10), sender.send(new Uint8Array(2), 20)]);
    assert.deepEqual(outcomes, [
      { kind: "taken", rejected: 1 },
      { kind: "taken", rejected: 2 },
    ]);
    sender.close();
    await new Promise(setImmediate);
    assert.deepEqual(told, ["loaded", "1 bytes in 10 ms", "2 bytes in 20 ms", "closed"]);
  });

  it("is not loaded in order to be closed", async () => {
    const told: string[] = [];
    new LateSender(async () => tellingSender(told)).close();
    await new Promise(setImmediate);
    assert.deepEqual(told, []);
  });
});

function tellingSender(told: string[]): SpanSender {
  told.push("loaded");
  return {
    send: async (request, timeoutMs) => {
      told.push(`${request.length} bytes in ${timeoutMs} ms`);
      return { kind: "taken", rejected: request.length };
    },
    close: () => void told.push("closed"),
  };
}
