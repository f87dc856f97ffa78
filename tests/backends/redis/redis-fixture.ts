import type { TestContext } from "node:test";
import { Redis } from "ioredis";
import type { NetworkedKeyValueStore, StoreSurroundings } from "../../../src/backends/networked-contract.ts";
import type { RedisSettings } from "../../../src/backends/redis/connection-options.ts";
import { createRedisKeyValueStore } from "../../../src/backends/redis/keyvalue-store.ts";
import { redisBackend } from "../../../src/config/backends/redis.ts";
import { fieldName, type Section } from "../../../src/config/setting.ts";
import { afterwards } from "../../support/afterwards.ts";
import { fileServer } from "../../support/servers/private-servers.ts";

/** The settings of a backend as the configuration gives them: defaults, and what differs. */
export function redisSettings(url: string, others: Partial<RedisSettings> = {}): RedisSettings {
  return { ...(defaultsOf(redisBackend) as unknown as RedisSettings), url, ...others };
}

export function surroundings(problems: unknown[] = []): StoreSurroundings {
  return { worker: 0, nowMs: () => Date.now(), random: Math.random, onProblem: (error) => void problems.push(error) };
}

let prefixes = 0;

/** A store on this file's server, with keys that no other has. */
export async function openStore(t: TestContext, others: Partial<RedisSettings> = {}): Promise<NetworkedKeyValueStore> {
  const server = await fileServer("redis");
  const keyPrefix = `test${prefixes++}`;
  const settings = redisSettings(`redis://127.0.0.1:${server.port}`, { keyPrefix, ...others });
  const store = createRedisKeyValueStore(settings, surroundings());
  afterwards(t, () => store.close());
  return store;
}

function defaultsOf(section: Section): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(section.entries)) {
    const isSection = entry.kind === "section";
    values[fieldName(name, entry)] = isSection ? defaultsOf(entry) : "default" in entry ? entry.default : null;
  }
  return values;
}

/** A client beside the stores on this file's server, as another program would have it. */
export async function plainClient(t: TestContext): Promise<Redis> {
  return await clientOf(t, (await fileServer("redis")).port);
}

export async function clientOf(t: TestContext, port: number, db = 0): Promise<Redis> {
  const client = new Redis({ port, host: "127.0.0.1", db, lazyConnect: true });
  afterwards(t, () => client.disconnect());
  await client.connect();
  return client;
}
