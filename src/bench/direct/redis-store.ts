import { Redis } from "ioredis";
import type { BareStore } from "./bare-store.ts";

/** Redis by ioredis, a connection for each caller's lane; its commands are pipelined by the driver. */
export async function openRedisStore(url: string): Promise<BareStore> {
  const redis = new Redis(url, { lazyConnect: true, enableAutoPipelining: true, maxRetriesPerRequest: 0 });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
  } catch (error) {
    // It would try again for ever.
    redis.disconnect();
    throw error;
  }
  return {
    get: (key) => redis.getBuffer(key),
    put: async (key, value) => void (await redis.set(key, value)),
    delete: async (key) => (await redis.del(key)) > 0,
    scan: () => Promise.reject(new Error("Redis has no order of keys to scan")),
    close: async () => void (await redis.quit()),
  };
}
