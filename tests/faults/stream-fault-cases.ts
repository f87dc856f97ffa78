import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { ServerProcess } from "../../src/stack/server-process.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { type KindName, startServer } from "../support/servers/private-servers.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { StreamLoad } from "./stream-load.ts";

export interface StreamUnderFaults {
  readonly server: KindName;
  readonly settings?: Readonly<Record<string, string>>;
  /** Of the backend `away` in YAML, which is a type and where the server is. */
  readonly backend: (port: number) => string;
  readonly isIdempotent: boolean;
  readonly isOrdered: boolean;
}

/** A gateway with the stream `events` in that backend. Leases are short: what a fault makes of them is waited for. */
export async function streamGateway(t: TestContext, backend: string, stream = ""): Promise<GatewayProcess> {
  const folder = tempFolder(t);
  const yaml = `
workers: 2
backends: { away: ${backend} }
namespaces:
  - { name: events, pattern: stream, backend: away, stream: { ackTimeout: 2s, maxAttempts: 100${stream} } }
`;
  writeFileSync(join(folder, "prism.yaml"), yaml);
  return GatewayProcess.serving(t, { folder });
}

/** What a server can do to a stream that is published to and worked off; for each, that nothing is lost by it. */
export function streamFaults(store: StreamUnderFaults): void {
  const underLoad = async (t: TestContext, fault: (server: ServerProcess, load: StreamLoad) => Promise<void>) => {
    const server = await startServer(t, store.server, store.settings);
    const gateway = await streamGateway(t, store.backend(server.port));
    const { isIdempotent, isOrdered } = store;
    const choices = { namespace: "events", backend: "away", isIdempotent, isOrdered };
    const load = await StreamLoad.start(t, gateway, choices);
    await load.progress(SOME);
    await fault(server, load);
    await load.progress(SOME);
    await load.verify();
  };

  it("is restarted below a stream: every acknowledged message is there and is done", async (t) => {
    await underLoad(t, async (server) => {
      await server.stop();
      await server.startAgain();
    });
  });

  it("is stopped for a while below a stream: publishers are told, and go on by themselves", async (t) => {
    await underLoad(t, async (server, load) => {
      await server.stop();
      await load.trouble();
      await pause(AWAY_MS);
      await server.startAgain();
    });
  });

  it("is killed below a stream: every acknowledged message is there and is done", async (t) => {
    await underLoad(t, async (server, load) => {
      await server.kill();
      await load.trouble();
      await server.startAgain();
    });
  });

  it("is silent for five seconds below a stream: publishers are told in time, and go on afterwards", async (t) => {
    await underLoad(t, async (server, load) => {
      await server.pause();
      await load.trouble();
      await pause(SILENCE_MS);
      server.resume();
    });
  });
}

/** Messages of each publisher before the fault, and after it. */
const SOME = 20;
const AWAY_MS = 1_000;
const SILENCE_MS = 5_000;
