import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DirectStore } from "../../src/bench/suite/engine/direct-store.ts";
import type { Children } from "../children.ts";
import { type GatewaySetup, type RunningGateway, withGateway } from "../servers/gateway.ts";
import { postgresMissing, withPostgres } from "../servers/postgres.ts";
import { redisVersion, withRedis } from "../servers/redis.ts";
import { namespaceOn } from "./scenario-of.ts";
import { ONE_GROUP_STREAM } from "./scenario-plays.ts";

/** The server that a gateway's namespaces are on: none, where it has its stores itself. */
export type Server = "none" | "redis" | "postgres";

/** A gateway, and the store of its namespaces by itself. */
export interface Grounds {
  readonly gateway: RunningGateway;
  /** By namespace. */
  readonly stores: Readonly<Record<string, DirectStore>>;
}

/** Why plays on it cannot be measured; null when they can. */
export function serverMissing(server: Server): string | null {
  if (server === "postgres") return postgresMissing();
  return server === "redis" && redisVersion() === null ? "redis-server or redis-benchmark is not on the PATH" : null;
}

/** Runs `work` with a gateway, and the server that it needs. Nothing else runs beside it: what a server does of itself must not show. */
export function withStores<T>(children: Children, server: Server, work: (grounds: Grounds) => Promise<T>): Promise<T> {
  switch (server) {
    case "redis":
      return withRedis(children, (port) => withServer(children, "redis", `redis://127.0.0.1:${port}`, work));
    case "postgres":
      return withPostgres(children, (url) => withServer(children, "postgres", url, work));
    case "none":
      return withEmbedded(children, work);
  }
}

function withServer<T>(
  children: Children,
  type: "redis" | "postgres",
  url: string,
  work: (grounds: Grounds) => Promise<T>,
): Promise<T> {
  const namespace = namespaceOn[type];
  const setup = {
    workers: "auto",
    memory: [],
    sqlite: [],
    elsewhere: [{ namespace, backend: { type, url } }],
  } as const;
  return withGateway(children, setup, (gateway) => work({ gateway, stores: { [namespace]: { type, url } } }));
}

async function withEmbedded<T>(children: Children, work: (grounds: Grounds) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-direct-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return await children.guard(remove, async () => {
    try {
      const stores = { [namespaceOn.sqlite]: { type: "sqlite", folder } } as const;
      return await withGateway(children, EMBEDDED, (gateway) => work({ gateway, stores }));
    } finally {
      remove();
    }
  });
}

const EMBEDDED: GatewaySetup = {
  workers: "auto",
  memory: ["memory"],
  sqlite: [namespaceOn.sqlite],
  sqliteStreams: ["events", ONE_GROUP_STREAM],
};
