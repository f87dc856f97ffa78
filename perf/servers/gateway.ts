import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Children } from "../children.ts";
import { freePort } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";

export interface GatewaySetup {
  /** Worker threads; `auto` is what an operator gets who says nothing. */
  readonly workers: number | "auto";
  /** Names of memory namespaces. */
  readonly memory: readonly string[];
  /** Names of SQLite namespaces. */
  readonly sqlite: readonly string[];
}

export interface RunningGateway {
  readonly port: number;
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly pid: number;
}

/** Runs `work` with a Prism of its own, on free ports and with a data folder that is gone afterwards. */
export async function withGateway<T>(
  children: Children,
  setup: GatewaySetup,
  work: (gateway: RunningGateway) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const ports = { tcp: await freePort(), grpc: await freePort(), http: await freePort(), admin: await freePort() };
    const file = join(folder, "prism.yaml");
    writeFileSync(file, configText(setup, ports, folder));
    const server = new ServerProcess(process.execPath, [mainFile, "serve", "--config", file], {
      cwd: folder,
      name: "the gateway",
    });
    const kill = (): void => {
      server.kill();
      remove();
    };
    return await children.guard(kill, async () => {
      try {
        await server.waitUntil(() => isReady(ports.admin));
        return await work({ port: ports.tcp, grpcPort: ports.grpc, httpPort: ports.http, pid: server.pid });
      } finally {
        await server.end();
      }
    });
  } finally {
    remove();
  }
}

const mainFile = fileURLToPath(new URL("../../src/main.js", import.meta.url));

/** JSON is YAML. */
function configText(
  setup: GatewaySetup,
  ports: { tcp: number; grpc: number; http: number; admin: number },
  folder: string,
): string {
  const namespaces = [
    ...setup.memory.map((name) => ({ name, pattern: "keyvalue", backend: "ram" })),
    ...setup.sqlite.map((name) => ({ name, pattern: "keyvalue", backend: "disk" })),
  ];
  return JSON.stringify({
    workers: setup.workers,
    listeners: {
      tcp: { port: ports.tcp },
      grpc: { port: ports.grpc },
      http: { port: ports.http },
      admin: { port: ports.admin },
    },
    backends: { ram: { type: "memory" }, disk: { type: "sqlite", path: join(folder, "data") } },
    namespaces,
  });
}

function isReady(adminPort: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = get({ host: "127.0.0.1", port: adminPort, path: "/readyz", agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("error", reject);
    request.setTimeout(READY_TIMEOUT_MS, () => request.destroy(new Error("no answer")));
  });
}

const READY_TIMEOUT_MS = 1_000;
