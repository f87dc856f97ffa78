import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { ServerProcess } from "../../src/stack/server-process.ts";
import { eventually } from "../support/eventually.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { readSum } from "../support/read-figure.ts";
import { type KindName, startServer } from "../support/servers/private-servers.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { StoreLoad } from "./store-load.ts";

export interface StoreUnderFaults {
  readonly server: KindName;
  readonly settings?: Readonly<Record<string, string>>;
  /** Of the backend `away` in YAML, which is a type and where the server is. */
  readonly backend: (port: number) => string;
  readonly isIdempotent: boolean;
}

/** A gateway with the store behind the namespace `items`, and one in memory beside it. */
export async function gatewayBefore(
  t: TestContext,
  backend: string,
  env: Readonly<Record<string, string>> = {},
): Promise<GatewayProcess> {
  const folder = tempFolder(t);
  const yaml = `
workers: 2
backends:
  away: ${backend}
  ram: { type: memory, maxBytes: 16MiB }
namespaces:
  - { name: items, pattern: keyvalue, backend: away }
  - { name: memory, pattern: keyvalue, backend: ram }
`;
  writeFileSync(join(folder, "prism.yaml"), yaml);
  return GatewayProcess.serving(t, { folder, env });
}

/**
 * A server of its own below a gateway with writers, while something befalls it: before and after that all of them come along,
 * and in the end what is in the store is what they were told.
 */
export async function underLoad(
  t: TestContext,
  store: StoreUnderFaults,
  fault: (server: ServerProcess, load: StoreLoad, gateway: GatewayProcess) => Promise<void>,
): Promise<GatewayProcess> {
  const server = await startServer(t, store.server, store.settings);
  const gateway = await gatewayBefore(t, store.backend(server.port));
  const load = await StoreLoad.start(t, gateway, {
    namespace: "items",
    backend: "away",
    isIdempotent: store.isIdempotent,
  });
  await load.progress(SOME);
  await fault(server, load, gateway);
  await load.progress(SOME);
  await load.verify();
  assert.ok(load.slowestBesideMs < BESIDE_MS, `another store's calls took ${Math.round(load.slowestBesideMs)} ms`);
  t.diagnostic(`${load.acknowledged} acknowledged; ${JSON.stringify(Object.fromEntries(load.refused))}`);
  return gateway;
}

/** What a server can do to a store under load: for each, that it is told of, survived, and overcome without our help. */
export function storeFaults(store: StoreUnderFaults): void {
  it("is restarted: no acknowledged write is lost, and none is done twice", async (t) => {
    await underLoad(t, store, async (server) => {
      await server.stop();
      await server.startAgain();
    });
  });

  it("is stopped for a while: writes are refused by name, the breaker opens, and closes again by itself", async (t) => {
    const opened = (gateway: GatewayProcess) => readSum(gateway, "prism_store_breaker_open", 'backend="away"');
    const gateway = await underLoad(t, store, async (server, load, gateway) => {
      await server.stop();
      await load.trouble();
      await eventually("the breakers of both workers are open", async () => (await opened(gateway)) === 2);
      await eventually("a write is refused because of it", () => load.refused.has("STORE_CIRCUIT_OPEN"));
      await eventually("readiness tells of it", async () =>
        /^backend away .*serves 0 of 2/m.test(await notes(gateway)),
      );
      await server.startAgain();
    });
    await eventually("the breakers are closed", async () => (await opened(gateway)) === 0);
    await eventually("readiness has nothing to tell", async () => !/backend away/.test(await notes(gateway)));
  });

  it("is killed: no acknowledged write is lost, and none is done twice", async (t) => {
    await underLoad(t, store, async (server, load) => {
      await server.kill();
      await load.trouble();
      await server.startAgain();
    });
  });

  it("is killed: of writes without idempotency keys none is there that was said not to be done", async (t) => {
    await underLoad(t, { ...store, isIdempotent: false }, async (server, load) => {
      for (let round = 1; round <= 3; round++) {
        await server.kill();
        await load.trouble();
        await server.startAgain();
        await load.progress(5);
      }
    });
  });

  it("is silent for five seconds: writes are refused in time, and go on afterwards", async (t) => {
    await underLoad(t, store, async (server, load) => {
      await server.pause();
      await load.trouble();
      await pause(SILENCE_MS);
      server.resume();
    });
  });
}

/** What the gateway says of itself to whoever asks whether it is ready. */
async function notes({ adminPort }: GatewayProcess): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${adminPort}/readyz`, { headers: { accept: "text/plain" } });
  // A store that is away does not keep the others from serving.
  assert.equal(response.status, 200);
  return response.text();
}

/** Writes of each writer that are acknowledged before the fault, and after it. */
const SOME = 25;
const SILENCE_MS = 5_000;
/** A worker waits for no store; on a machine with other work a turn takes long all the same. */
const BESIDE_MS = 1_000;
