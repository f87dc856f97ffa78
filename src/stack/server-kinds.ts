import type { ServerKind, ServerName } from "./server-kind.ts";
import { nats } from "./servers/nats.ts";
import { postgres } from "./servers/postgres.ts";
import { redis } from "./servers/redis.ts";

/** All servers that the stack can start. */
export const serverKinds = { postgres, redis, nats } satisfies Partial<Record<ServerName, ServerKind>>;
