import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApiKey, hashApiKey } from "../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../src/security/tokens/api-key-record.ts";
import type { Children } from "../children.ts";
import { freePort } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";

export interface GatewaySetup {
  /** Threads that take connections; one where it is left out. */
  readonly acceptors?: number;
  /** Worker threads; `auto` is what an operator gets who says nothing. */
  readonly workers: number | "auto";
  /** Names of memory namespaces. */
  readonly memory: readonly string[];
  /** Names of SQLite namespaces. */
  readonly sqlite: readonly string[];
  /** Names of streams on SQLite. */
  readonly sqliteStreams?: readonly string[];
  /** Namespaces on other backends, each with the settings of its own. */
  readonly elsewhere?: readonly {
    readonly namespace: string;
    /** keyvalue, unless it is said otherwise. */
    readonly pattern?: "keyvalue" | "stream";
    /** Of a stream: its section of the declaration. */
    readonly stream?: object;
    readonly backend: object;
  }[];
  /** Without it nobody is asked who it is. */
  readonly access?: AccessSetup;
  /** The section `tls` of the configuration, for a TCP door with TLS. */
  readonly tls?: object;
  /** More of the section `listeners.grpc`, for example what speaks HTTP/2 there. */
  readonly grpc?: object;
  /** `needs` of every namespace: its service levels. */
  readonly needs?: object;
  /** The section `tracing` of the configuration. */
  readonly tracing?: object;
  /** The section `offload` of the configuration. */
  readonly offload?: object;
  /** Those among them whose writes are on record; none when it is left out, and then there is no audit at all. */
  readonly audited?: readonly string[];
}

/** What a gateway asks of those who come. */
export interface AccessSetup {
  /** Principals that get an API key each. */
  readonly callers: readonly string[];
  /** `access` of every namespace. */
  readonly rules: readonly object[];
}

export interface RunningGateway {
  readonly port: number;
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly adminPort: number;
  readonly pid: number;
  /** What the callers of its setup show, in their order. */
  readonly authorizations: readonly string[];
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
    const authorizations = writeKeys(join(folder, KEY_FILE), setup.access?.callers ?? []);
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
        const running = {
          port: ports.tcp,
          grpcPort: ports.grpc,
          httpPort: ports.http,
          adminPort: ports.admin,
          pid: server.pid,
        };
        return await work({ ...running, authorizations });
      } finally {
        await server.end();
      }
    });
  } finally {
    remove();
  }
}

const mainFile = fileURLToPath(new URL("../../src/main.js", import.meta.url));

/** Writes the file of keys with one for each of the principals; returns what they show. */
function writeKeys(file: string, principals: readonly string[]): string[] {
  const made = principals.map((principal) => ({ principal, key: createApiKey() }));
  const records = made.map(({ principal, key }) => {
    const rest = { teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
    return formatApiKeyRecord({ id: key.id, hash: hashApiKey(key), principal, ...rest });
  });
  writeFileSync(file, records.join(""), { mode: 0o600 });
  return made.map(({ key }) => `Bearer ${key.text}`);
}

const KEY_FILE = "keys.jsonl";

/** JSON is YAML. */
function configText(
  setup: GatewaySetup,
  ports: { tcp: number; grpc: number; http: number; admin: number },
  folder: string,
): string {
  const access = setup.access?.rules ?? [];
  const { audited, needs } = setup;
  const on =
    (backend: string, pattern = "keyvalue") =>
    (name: string) => ({
      name,
      pattern,
      backend,
      access,
      ...(needs === undefined ? {} : { needs }),
      ...(audited === undefined ? {} : { audit: audited.includes(name) ? "writes" : "off" }),
    });
  const elsewhere = setup.elsewhere ?? [];
  const namespaces = [
    ...setup.memory.map(on("ram")),
    ...setup.sqlite.map(on("disk")),
    ...(setup.sqliteStreams ?? []).map((name) => ({ ...on("disk")(name), pattern: "stream" })),
    ...elsewhere.map(({ namespace, pattern, stream }) => ({
      ...on(namespace, pattern)(namespace),
      ...(stream === undefined ? {} : { stream }),
    })),
  ];
  return JSON.stringify({
    ...(setup.acceptors === undefined ? {} : { acceptors: setup.acceptors }),
    workers: setup.workers,
    ...(setup.tls === undefined ? {} : { tls: setup.tls }),
    ...(setup.tracing === undefined ? {} : { tracing: setup.tracing }),
    ...(setup.offload === undefined ? {} : { offload: setup.offload }),
    ...(setup.access === undefined ? {} : { auth: { mode: "required", apiKeys: { file: KEY_FILE } } }),
    ...(audited === undefined ? {} : { audit: { mode: "on" } }),
    listeners: {
      tcp: { port: ports.tcp, tls: setup.tls !== undefined },
      grpc: { port: ports.grpc, ...setup.grpc },
      http: { port: ports.http },
      admin: { port: ports.admin },
    },
    backends: {
      ram: { type: "memory" },
      disk: { type: "sqlite", path: join(folder, "data") },
      ...Object.fromEntries(elsewhere.map(({ namespace, backend }) => [namespace, backend])),
    },
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
