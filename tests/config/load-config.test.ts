import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { DEFAULT_MAX_FRAME_BYTES, DEFAULT_RING_BYTES } from "../../src/common/limits.ts";
import { NO_NEEDS } from "../../src/common/offer.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { defaultCapture } from "../../src/config/sections/capture.ts";
import { defaultLargeValues } from "../../src/config/sections/large-values.ts";
import { defaultStream } from "../../src/config/sections/stream.ts";
import { loadText, problemsOf, withFolder } from "./load-text.ts";

const MIB = 1024 * 1024;

/** The warning of a gateway that asks other machines for nothing. */
function openDoors(doors: string): string {
  return `auth.mode is off and other machines are let in (${doors}): whoever reaches a door may do everything`;
}

describe("loading the configuration", () => {
  it("serves a durable and a fast namespace without a file", () => {
    withFolder((cwd) => {
      const config = loadConfig({ env: {}, cores: 4, cwd });
      const { file, workers, listeners, limits, backends, namespaces, warnings } = config;
      assert.deepEqual(
        { file, workers, listeners, limits, backends, namespaces, warnings },
        {
          file: null,
          workers: 3,
          listeners: {
            tcp: { host: "127.0.0.1", port: 7400, tls: false },
            grpc: {
              host: "127.0.0.1",
              port: 7401,
              tls: false,
              thread: "own",
              transport: "grpc-js",
              maxConnections: 4_096,
              maxConcurrentCalls: 256,
              reflection: true,
              minCompressedAnswerBytes: null,
              keepAliveIntervalMs: 60_000,
              keepAliveTimeoutMs: 20_000,
              maxConnectionAgeMs: 0,
              maxConnectionAgeGraceMs: 60_000,
            },
            http: { host: "127.0.0.1", port: 7402, tls: false, server: "auto", corsOrigins: [] },
            admin: { host: "127.0.0.1", port: 7403, tls: false },
          },
          limits: {
            maxConnections: 20_000,
            maxFrameBytes: DEFAULT_MAX_FRAME_BYTES,
            maxInFlight: 65_536,
            ...{ maxInFlightPerConnection: 4_096, maxUnreadBytes: 256 * MIB },
            idleTimeoutMs: 600_000,
            ringBytes: DEFAULT_RING_BYTES,
            drainTimeoutMs: 10_000,
          },
          backends: [
            { name: "disk", type: "sqlite", settings: { path: join(cwd, ".prism/data") } },
            { name: "ram", type: "memory", settings: { maxBytes: 512 * MIB } },
          ],
          namespaces: [
            {
              name: "default",
              pattern: "keyvalue",
              backend: "disk",
              needs: NO_NEEDS,
              stream: defaultStream,
              capture: defaultCapture,
              largeValues: defaultLargeValues,
              access: [],
              limits: [],
              audit: null,
            },
            {
              name: "memory",
              pattern: "keyvalue",
              backend: "ram",
              needs: NO_NEEDS,
              stream: defaultStream,
              capture: defaultCapture,
              largeValues: defaultLargeValues,
              access: [],
              limits: [],
              audit: null,
            },
            {
              name: "events",
              pattern: "stream",
              backend: "disk",
              needs: NO_NEEDS,
              stream: defaultStream,
              capture: defaultCapture,
              largeValues: defaultLargeValues,
              access: [],
              limits: [],
              audit: null,
            },
          ],
          warnings: [],
        },
      );
    });
  });

  it("reads every setting of a file", () => {
    const { file, workers, listeners, limits, backends, namespaces, warnings } = loadText(`
workers: 5
listeners:
  tcp: { host: 0.0.0.0, port: 1 }
  grpc:
    host: "::"
    port: 4
    thread: own
    transport: lean
    maxConnections: 5
    maxConcurrentCalls: 6
    reflection: false
    minCompressedAnswerBytes: 16KiB
    keepAliveInterval: 30s
    keepAliveTimeout: 5s
    maxConnectionAge: 1h
    maxConnectionAgeGrace: 10s
  http: { port: 3, server: node, corsOrigins: [https://a.example] }
  admin: { host: "::1", port: 2 }
auth: { allowOpenDoors: true }
limits:
  maxConnections: 3
  maxFrameBytes: 2 MiB
  maxInFlight: 4
  maxInFlightPerConnection: 5
  maxUnreadBytes: 64MiB
  idleTimeout: 90s
  ringBytes: 65536
  drainTimeout: 1500ms
backends:
  a: { type: memory, maxBytes: 1.5GiB }
  b: { path: /var/lib/prism/b, type: sqlite }
namespaces:
  - { name: a.b_c-9, pattern: keyvalue, backend: b }
`);
    assert.deepEqual(
      { file, workers, listeners, limits, backends, namespaces, warnings },
      {
        file: "prism.yaml",
        workers: 5,
        listeners: {
          tcp: { host: "0.0.0.0", port: 1, tls: false },
          grpc: {
            host: "::",
            port: 4,
            tls: false,
            thread: "own",
            transport: "lean",
            maxConnections: 5,
            maxConcurrentCalls: 6,
            reflection: false,
            minCompressedAnswerBytes: 16_384,
            keepAliveIntervalMs: 30_000,
            keepAliveTimeoutMs: 5_000,
            maxConnectionAgeMs: 3_600_000,
            maxConnectionAgeGraceMs: 10_000,
          },
          http: { host: "127.0.0.1", port: 3, tls: false, server: "node", corsOrigins: ["https://a.example"] },
          admin: { host: "::1", port: 2, tls: false },
        },
        limits: {
          maxConnections: 3,
          maxFrameBytes: 2 * MIB,
          maxInFlight: 4,
          ...{ maxInFlightPerConnection: 5, maxUnreadBytes: 64 * MIB },
          idleTimeoutMs: 90_000,
          ringBytes: 65_536,
          drainTimeoutMs: 1_500,
        },
        backends: [
          { name: "a", type: "memory", settings: { maxBytes: 1536 * MIB } },
          { name: "b", type: "sqlite", settings: { path: "/var/lib/prism/b" } },
        ],
        namespaces: [
          {
            name: "a.b_c-9",
            pattern: "keyvalue",
            backend: "b",
            needs: NO_NEEDS,
            stream: defaultStream,
            capture: defaultCapture,
            largeValues: defaultLargeValues,
            access: [],
            limits: [],
            audit: null,
          },
        ],
        warnings: [openDoors("tcp, grpc")],
      },
    );
  });

  it("is frozen to the bottom and can be sent to a thread", () => {
    const config = loadText("namespaces: [{ name: n, pattern: keyvalue, backend: ram }]");
    for (const part of [
      config,
      config.listeners.tcp,
      config.backends,
      config.backends[1]?.settings,
      config.namespaces[0],
    ]) {
      assert(Object.isFrozen(part));
    }
    assert.deepEqual(structuredClone(config), config);
  });

  it("takes a flag before the environment, the environment before the file, the file before the default", () => {
    const file = "workers: 2\nlisteners: { tcp: { port: 2 } }\nlimits: { maxConnections: 2, idleTimeout: 2s }\n";
    const env = { PRISM_WORKERS: "3", PRISM_LISTENERS_TCP_PORT: "3", PRISM_LIMITS_MAX_CONNECTIONS: "3" };
    const config = loadText(file, {
      env,
      flags: { workers: "4", "listeners.tcp.port": 4, "limits.ringBytes": undefined },
    });
    assert.equal(config.workers, 4);
    assert.equal(config.listeners.tcp.port, 4);
    assert.equal(config.limits.maxConnections, 3);
    assert.equal(config.limits.idleTimeoutMs, 2_000);
    assert.equal(config.limits.ringBytes, DEFAULT_RING_BYTES);
  });

  it("maps every setting outside lists and maps to a variable in upper snake case", () => {
    const env = {
      PRISM_WORKERS: "1",
      PRISM_AUTH_ALLOW_OPEN_DOORS: "true",
      PRISM_LISTENERS_TCP_HOST: "10",
      PRISM_LISTENERS_TCP_PORT: "11",
      PRISM_LISTENERS_GRPC_HOST: "12",
      PRISM_LISTENERS_GRPC_PORT: "17",
      PRISM_LISTENERS_GRPC_TLS: "false",
      PRISM_LISTENERS_GRPC_THREAD: "shared",
      PRISM_LISTENERS_GRPC_TRANSPORT: "lean",
      PRISM_LISTENERS_GRPC_MAX_CONNECTIONS: "18",
      PRISM_LISTENERS_GRPC_MAX_CONCURRENT_CALLS: "19",
      PRISM_LISTENERS_GRPC_REFLECTION: "false",
      PRISM_LISTENERS_GRPC_MIN_COMPRESSED_ANSWER_BYTES: "1MiB",
      PRISM_LISTENERS_GRPC_KEEP_ALIVE_INTERVAL: "0",
      PRISM_LISTENERS_GRPC_KEEP_ALIVE_TIMEOUT: "2s",
      PRISM_LISTENERS_GRPC_MAX_CONNECTION_AGE: "30m",
      PRISM_LISTENERS_GRPC_MAX_CONNECTION_AGE_GRACE: "90s",
      PRISM_LISTENERS_HTTP_HOST: "::",
      PRISM_LISTENERS_HTTP_PORT: "16",
      PRISM_LISTENERS_HTTP_SERVER: "uwebsockets",
      PRISM_LISTENERS_HTTP_CORS_ORIGINS: "https://a.example,https://b.example",
      PRISM_LISTENERS_ADMIN_HOST: "true",
      PRISM_LISTENERS_ADMIN_PORT: "12",
      PRISM_LIMITS_MAX_CONNECTIONS: "13",
      PRISM_LIMITS_MAX_FRAME_BYTES: "2097152",
      PRISM_LIMITS_MAX_IN_FLIGHT: "14",
      PRISM_LIMITS_MAX_IN_FLIGHT_PER_CONNECTION: "15",
      PRISM_LIMITS_MAX_UNREAD_BYTES: "1GiB",
      PRISM_LIMITS_IDLE_TIMEOUT: "0",
      PRISM_LIMITS_RING_BYTES: "128KiB",
      PRISM_LIMITS_DRAIN_TIMEOUT: "0",
    };
    const { workers, listeners, limits, warnings } = loadText(null, { env });
    assert.deepEqual(
      [workers, listeners, limits, warnings],
      [
        1,
        {
          tcp: { host: "10", port: 11, tls: false },
          grpc: {
            host: "12",
            port: 17,
            tls: false,
            thread: "shared",
            transport: "lean",
            maxConnections: 18,
            maxConcurrentCalls: 19,
            reflection: false,
            minCompressedAnswerBytes: MIB,
            keepAliveIntervalMs: 0,
            keepAliveTimeoutMs: 2_000,
            maxConnectionAgeMs: 1_800_000,
            maxConnectionAgeGraceMs: 90_000,
          },
          http: {
            host: "::",
            port: 16,
            tls: false,
            ...{ server: "uwebsockets", corsOrigins: ["https://a.example", "https://b.example"] },
          },
          admin: { host: "true", port: 12, tls: false },
        },
        {
          maxConnections: 13,
          maxFrameBytes: 2 * MIB,
          maxInFlight: 14,
          ...{ maxInFlightPerConnection: 15, maxUnreadBytes: 1024 * MIB },
          idleTimeoutMs: 0,
          ringBytes: 128 * 1024,
          drainTimeoutMs: 0,
        },
        [openDoors("tcp, grpc, http, admin")],
      ],
    );
  });

  it("takes an empty variable as not set", () => {
    assert.equal(loadText("workers: 2", { env: { PRISM_WORKERS: "", PRISM_CONFIG: "" } }).workers, 2);
  });

  it("makes one worker for each core but one, at least one and at most 64", () => {
    const workers = (cores: number) => loadText("workers: auto", { cores }).workers;
    assert.deepEqual([1, 2, 3, 64, 65, 66, 200].map(workers), [1, 1, 2, 63, 64, 64, 64]);
  });

  it("resolves paths against the folder of the file, not the working directory", () => {
    withFolder((cwd) => {
      mkdirSync(join(cwd, "etc"));
      writeFileSync(join(cwd, "etc/gateway.yaml"), "backends: { b: { type: sqlite, path: ../data } }");
      const byOption = loadConfig({ file: "etc/gateway.yaml", env: { PRISM_CONFIG: "elsewhere.yaml" }, cores: 1, cwd });
      const byVariable = loadConfig({ env: { PRISM_CONFIG: join(cwd, "etc/gateway.yaml") }, cores: 1, cwd });
      assert.equal(byOption.file, "etc/gateway.yaml");
      assert.deepEqual(byOption.backends, [{ name: "b", type: "sqlite", settings: { path: join(cwd, "data") } }]);
      assert.deepEqual(byVariable.backends, byOption.backends);
    });
  });

  it("keeps the default paths beside the file when it declares no backends", () => {
    withFolder((cwd) => {
      mkdirSync(join(cwd, "etc"));
      writeFileSync(join(cwd, "etc/prism.yaml"), "workers: 1");
      const config = loadConfig({ file: "etc/prism.yaml", env: {}, cores: 1, cwd });
      assert.deepEqual(config.backends[0]?.settings, { path: join(cwd, "etc/.prism/data") });
    });
  });

  it("keeps the default durable data in the folder that --data names, seen from the working directory", () => {
    withFolder((cwd) => {
      mkdirSync(join(cwd, "etc"));
      writeFileSync(join(cwd, "etc/prism.yaml"), "workers: 1");
      const config = loadConfig({ file: "etc/prism.yaml", env: {}, cores: 1, cwd, dataFolder: "elsewhere" });
      const settings = { path: join(cwd, "elsewhere") };
      assert.deepEqual(config.backends[0], { name: "disk", type: "sqlite", settings });
      assert.deepEqual(problemsOf("backends: { ram: { type: memory } }", { dataFolder: "d" }), [
        "--data: is for the default backend, and the configuration declares backends; set backends.<name>.path",
      ]);
    });
  });

  it("leaves out a default namespace whose backend is not declared", () => {
    const names = (text: string) => loadText(text).namespaces.map((namespace) => namespace.name);
    assert.deepEqual(names("backends: { ram: { type: memory } }"), ["memory"]);
    assert.deepEqual(names("backends: { other: { type: memory } }"), []);
    assert.deepEqual(names("backends: {}"), []);
    assert.deepEqual(names("namespaces: []"), []);
    assert.deepEqual(names(""), ["default", "memory", "events"]);
    assert.deepEqual(names("# nothing but a comment\n"), ["default", "memory", "events"]);
  });

  it("gives a memory backend its default size", () => {
    const { backends } = loadText("backends: { m: { type: memory } }");
    assert.deepEqual(backends, [{ name: "m", type: "memory", settings: { maxBytes: 512 * MIB } }]);
  });

  it("follows aliases to their anchors", () => {
    const config = loadText(`
listeners: { tcp: { host: &host 127.0.0.2 }, admin: { host: *host } }
backends: { a: &memory { type: memory, maxBytes: 8MiB }, b: *memory }
namespaces: []
`);
    assert.equal(config.listeners.admin.host, "127.0.0.2");
    assert.deepEqual(
      config.backends.map((b) => b.settings),
      [{ maxBytes: 8 * MIB }, { maxBytes: 8 * MIB }],
    );
  });

  it("lets two listeners ask for a free port", () => {
    const { listeners } = loadText("listeners: { tcp: { port: 0 }, admin: { port: 0 } }");
    assert.deepEqual([listeners.tcp.port, listeners.admin.port], [0, 0]);
  });

  it("warns of variables that look like a misspelt setting, and of no others", () => {
    const env = {
      PRISM_WORKER: "2",
      PRISM_LISTENERS_TCP_PROT: "1",
      "PRISM_CONFIG\n": "x",
      PRISM_REQUIRE: "all",
      PRISM_REQIRE: "all",
      PRISM_CONFIG: "",
      PRISM_SOMETHING_OF_SOMEONE_ELSE_ALTOGETHER: "x",
      WORKERS: "9",
    };
    assert.deepEqual(loadText(null, { env }).warnings, [
      'environment: PRISM_CONFIG\\u{a}: unknown variable; did you mean "PRISM_CONFIG"?',
      'environment: PRISM_LISTENERS_TCP_PROT: unknown variable; did you mean "PRISM_LISTENERS_TCP_PORT"?',
      'environment: PRISM_REQIRE: unknown variable; did you mean "PRISM_REQUIRE"?',
      'environment: PRISM_WORKER: unknown variable; did you mean "PRISM_WORKERS"?',
    ]);
  });
});
