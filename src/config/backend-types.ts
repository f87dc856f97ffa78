import type { BackendType } from "./backends/backend-type.ts";
import { kafkaBackend } from "./backends/kafka.ts";
import { memoryBackend } from "./backends/memory.ts";
import { natsBackend } from "./backends/nats.ts";
import { pluginBackend } from "./backends/plugin.ts";
import { postgresBackend } from "./backends/postgres.ts";
import { redisBackend } from "./backends/redis.ts";
import { sqliteBackend } from "./backends/sqlite.ts";

/** Every type of backend that can be declared. */
export const backendTypes = {
  sqlite: sqliteBackend,
  memory: memoryBackend,
  nats: natsBackend,
  postgres: postgresBackend,
  redis: redisBackend,
  kafka: kafkaBackend,
  plugin: pluginBackend,
} as const satisfies Record<string, BackendType>;
