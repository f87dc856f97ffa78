import type { ServerKind, ServerName } from "./server-kind.ts";
import { gremlin } from "./servers/gremlin.ts";
import { kafka } from "./servers/kafka.ts";
import { nats } from "./servers/nats.ts";
import { postgres } from "./servers/postgres.ts";
import { redis } from "./servers/redis.ts";

/** All servers that the stack can start. */
export const serverKinds: Readonly<Record<ServerName, ServerKind>> = { postgres, redis, nats, kafka, gremlin };
