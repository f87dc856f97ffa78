import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { StreamDoor } from "../patterns/stream/stream-door.ts";
import { eventually } from "../support/eventually.ts";
import type { GatewayProcess } from "../support/gateway-process.ts";

/** Publishes to `events` until the store says that it has no room; what was acknowledged before can be read. */
export async function publishUntilFull(t: TestContext, { port }: GatewayProcess): Promise<void> {
  const door = await StreamDoor.open(t, port);
  let acknowledged = 0;
  await eventually("a publish is refused with STORE_FULL", async () => {
    const { error } = await door.publish("events", "x".repeat(200_000), { key: "k" });
    if (!error) acknowledged++;
    else assert.equal(error.reason, "STORE_FULL", error.message ?? "");
    if (error) assert.deepEqual([error.code, error.metadata?.backend], [RESOURCE_EXHAUSTED, "away"]);
    return Boolean(error);
  });
  assert.ok(acknowledged > 0);
  const { deliveries } = await door.fetch("events", { group: "", consumer: "", start: { earliest: true } });
  assert.equal(deliveries?.[0]?.key, "k");
}

/** There is room again, and nobody has told the gateway. */
export async function publishesAgain(t: TestContext, { port }: GatewayProcess): Promise<void> {
  const door = await StreamDoor.open(t, port);
  await eventually("a publish is acknowledged", async () => !(await door.publish("events", "again")).error);
}

const RESOURCE_EXHAUSTED = 8;
