import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import type { NetworkedKeyValueStore } from "../../../src/backends/networked-contract.ts";
import type { RedisSettings } from "../../../src/backends/redis/connection-options.ts";
import { createRedisKeyValueStore } from "../../../src/backends/redis/keyvalue-store.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { afterwards } from "../../support/afterwards.ts";
import { each, putting, reading, TIMEOUT_MS } from "./items.ts";
import { redisSettings, surroundings } from "./redis-fixture.ts";

export interface Place {
  readonly port: number;
  /** User and password, with an `@`. */
  readonly who?: string;
}

export function openAt(
  t: TestContext,
  { port, who = "" }: Place,
  others: Partial<RedisSettings> = {},
): NetworkedKeyValueStore {
  const settings = redisSettings(`redis://${who}127.0.0.1:${port}`, { connections: 1, ...others });
  const store = createRedisKeyValueStore(settings, surroundings());
  afterwards(t, () => store.close());
  return store;
}

export async function put(
  store: NetworkedKeyValueStore,
  key: string,
  value = "v",
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const item = putting(store.namespaceOf("orders"), key, value);
  await store.writeMany(each(item), Date.now(), timeoutMs);
  assert.equal(item.outcome, Outcome.DONE);
}

export async function get(store: NetworkedKeyValueStore, key: string, timeoutMs = TIMEOUT_MS): Promise<string | null> {
  const item = reading(store.namespaceOf("orders"), key);
  await store.getMany([item], Date.now(), timeoutMs);
  return item.outcome === Outcome.DONE ? (item.value as string) : null;
}

/** What a call is refused with. */
export async function failure(work: Promise<unknown>): Promise<PrismError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof PrismError, String(error));
    assert.equal(error.source, "backend");
    assert.notEqual(error.failure.message, "");
    return error;
  }
  return assert.fail("it was done");
}

export const reasonOf = async (work: Promise<unknown>): Promise<string> => (await failure(work)).failure.reason;
