import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { backendTypes } from "../../src/config/backend-types.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { schema } from "../../src/config/schema.ts";
import { loadText, problemsOf } from "./load-text.ts";

const nameRule = "a name of 1 to 63 characters a-z, 0-9, ., _ and -, the first a letter or digit";

const typesHere = Object.keys(backendTypes).join(", ");
const keysHere = `the keys here are ${Object.keys(schema.entries).join(", ")}`;

describe("keys that are wrong", () => {
  it("names an unknown key, its line and column, and the key that was probably meant", () => {
    const text = `workers: 2
namespaces:
  - name: a
    pattern: keyvalue
    backend: ram
  - name: b
    pattern: keyvalue
    bakend: ram
`;
    assert.deepEqual(problemsOf(text), [
      "prism.yaml:6:5: namespaces[1].backend: is missing; for example backend: disk",
      'prism.yaml:8:5: namespaces[1].bakend: unknown key; did you mean "backend"?',
    ]);
  });

  it("lists the known keys when none is near", () => {
    assert.deepEqual(problemsOf("replicas: 3\nlimits:\n  bandwidth: 1\n"), [
      `prism.yaml:1:1: replicas: unknown key; ${keysHere}`,
      "prism.yaml:3:3: limits.bandwidth: unknown key; the keys here are maxConnections, maxFrameBytes, maxInFlight, " +
        "maxInFlightPerConnection, maxUnreadBytes, idleTimeout, ringBytes, drainTimeout",
    ]);
  });

  it("says of a door that there is none of where to come in", () => {
    assert.deepEqual(problemsOf("listeners: { websocket: { p: 1 }, tpc: {} }"), [
      "prism.yaml:1:14: listeners.websocket: unknown key; WebSocket comes in by the http door, at /v1/ws",
      'prism.yaml:1:35: listeners.tpc: unknown key; did you mean "tcp"?',
    ]);
  });

  it("takes the names of built-in properties for the unknown keys that they are", () => {
    assert.deepEqual(problemsOf("__proto__: 1\nconstructor: 2\n"), [
      `prism.yaml:1:1: __proto__: unknown key; ${keysHere}`,
      `prism.yaml:2:1: constructor: unknown key; ${keysHere}`,
    ]);
  });

  it("names the line of the first of two equal keys, and reads no value twice", () => {
    assert.deepEqual(problemsOf("workers: 1\nlimits:\n  ringBytes: 1MiB\n  ringBytes: bad\nworkers: 2\n"), [
      "prism.yaml:4:3: limits.ringBytes: duplicate key; the first stands on line 3",
      "prism.yaml:5:1: workers: duplicate key; the first stands on line 1",
    ]);
  });

  it("escapes a key that could forge a line", () => {
    assert.deepEqual(problemsOf('"a\\nprism.yaml:9:9: \\u001b[31m": 1\n'), [
      `prism.yaml:1:1: a\\u{a}prism.yaml:9:9: \\u{1b}[31m: unknown key; ${keysHere}`,
    ]);
  });

  it("refuses a key that is a list", () => {
    assert.deepEqual(problemsOf("limits:\n  ? [a]\n  : 1\n"), ["prism.yaml:2:5: limits: a key must be a plain word"]);
  });
});

describe("values that are wrong", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["a word for a number", "workers: four", '1:10: workers: must be an integer from 1 to 64 or auto, not "four"'],
    [
      "a misspelt word",
      "workers: aut0",
      '1:10: workers: must be an integer from 1 to 64 or auto, not "aut0"; did you mean "auto"?',
    ],
    ["a number over its bound", "workers: 65", "1:10: workers: must be an integer from 1 to 64 or auto, not 65"],
    ["a number under its bound", "workers: 0", "1:10: workers: must be an integer from 1 to 64 or auto, not 0"],
    ["a fraction", "workers: 1.5", "1:10: workers: must be an integer from 1 to 64 or auto, not 1.5"],
    ["no number at all", "workers: .nan", "1:10: workers: must be an integer from 1 to 64 or auto, not .nan"],
    [
      "a number in quotes",
      'workers: "4"',
      '1:10: workers: must be an integer from 1 to 64 or auto, not "4"; write it without quotes: 4',
    ],
    ["nothing", "workers:\n", "1:1: workers: must be an integer from 1 to 64 or auto, not nothing"],
    ["a list for a number", "workers: [1]", "1:10: workers: must be an integer from 1 to 64 or auto, not a list"],
    ["a map for a number", "workers: { a: 1 }", "1:10: workers: must be an integer from 1 to 64 or auto, not a map"],
    ["a truth value for a number", "workers: true", "1:10: workers: must be an integer from 1 to 64 or auto, not true"],
    [
      "a port over its bound",
      "listeners: { tcp: { port: 65536 } }",
      "1:27: listeners.tcp.port: must be an integer from 0 to 65535, not 65536",
    ],
    [
      "a negative port",
      "listeners: { tcp: { port: -1 } }",
      "1:27: listeners.tcp.port: must be an integer from 0 to 65535, not -1",
    ],
    [
      "a number for a text",
      "listeners: { tcp: { host: 007 } }",
      '1:27: listeners.tcp.host: must be a text of 1 to 253 characters without control characters, not 007; put it in quotes: "007"',
    ],
    [
      "an empty text",
      'listeners: { tcp: { host: "" } }',
      '1:27: listeners.tcp.host: must be a text of 1 to 253 characters without control characters, not ""',
    ],
    [
      "a control character",
      'listeners: { tcp: { host: "a\\0b" } }',
      '1:27: listeners.tcp.host: must be a text of 1 to 253 characters without control characters, not "a\\u{0}b"',
    ],
    [
      "a long text, shown cut",
      `listeners: { tcp: { host: ${"h".repeat(254)} } }`,
      `1:27: listeners.tcp.host: must be a text of 1 to 253 characters without control characters, not "${"h".repeat(40)}…"`,
    ],
    [
      "a decimal unit",
      "limits: { maxFrameBytes: 4MB }",
      '1:26: limits.maxFrameBytes: must be a size from 1088KiB to 64MiB, not "4MB"; did you mean "4MiB"?',
    ],
    [
      "a frame too small for the largest value",
      "limits: { maxFrameBytes: 1MiB }",
      '1:26: limits.maxFrameBytes: must be a size from 1088KiB to 64MiB, not "1MiB"',
    ],
    [
      "a ring that is no power of two",
      "limits: { ringBytes: 1000000 }",
      '1:22: limits.ringBytes: must be a size from 64KiB to 256MiB that is a power of two, not 1000000; did you mean "1MiB"?',
    ],
    [
      "a ring that is too large",
      "limits: { ringBytes: 512MiB }",
      '1:22: limits.ringBytes: must be a size from 64KiB to 256MiB that is a power of two, not "512MiB"',
    ],
    [
      "a duration without a unit",
      "limits: { idleTimeout: 5000 }",
      '1:24: limits.idleTimeout: must be 0 or a duration from 1s to 30m, not 5000; did you mean "5000ms"?',
    ],
    [
      "a duration in words",
      "limits: { idleTimeout: 10 minutes }",
      '1:24: limits.idleTimeout: must be 0 or a duration from 1s to 30m, not "10 minutes"; did you mean "10m"?',
    ],
    [
      "a duration over its bound",
      "limits: { idleTimeout: 1h }",
      '1:24: limits.idleTimeout: must be 0 or a duration from 1s to 30m, not "1h"',
    ],
    [
      "a duration between zero and its bound",
      "limits: { idleTimeout: 999ms }",
      '1:24: limits.idleTimeout: must be 0 or a duration from 1s to 30m, not "999ms"',
    ],
    ["a number for a section", "limits: 3", "1:9: limits: must be a map of settings, not 3"],
    ["nothing for a section", "limits:\n", "1:1: limits: must be a map of settings, not nothing"],
    ["a map for a list", "namespaces: { a: 1 }", "1:13: namespaces: must be a list, not a map"],
    ["a text for an item", "namespaces: [orders]", '1:14: namespaces[0]: must be a map of settings, not "orders"'],
    ["a list for the whole", "- workers: 2", "1:1: must be a map of settings, not a list"],
  ];
  for (const [what, text, expected] of cases) {
    it(`refuses ${what}`, () => assert.deepEqual(problemsOf(text), [`prism.yaml:${expected}`]));
  }
});

describe("declarations that are wrong", () => {
  it("refuses a namespace without what it needs", () => {
    assert.deepEqual(problemsOf("namespaces:\n  - {}\n"), [
      "prism.yaml:2:5: namespaces[0].name: is missing; for example name: orders",
      "prism.yaml:2:5: namespaces[0].pattern: is missing; for example pattern: keyvalue",
      "prism.yaml:2:5: namespaces[0].backend: is missing; for example backend: disk",
    ]);
  });

  it("refuses names that are none", () => {
    const names = ["Orders", "-a", "a b", "ä", '""', "a/b", "x".repeat(64), "12"];
    const text = `namespaces:\n${names.map((name) => `  - { name: ${name}, pattern: keyvalue, backend: ram }\n`).join("")}`;
    assert.deepEqual(problemsOf(text), [
      `prism.yaml:2:13: namespaces[0].name: must be ${nameRule}, not "Orders"; did you mean "orders"?`,
      `prism.yaml:3:13: namespaces[1].name: must be ${nameRule}, not "-a"`,
      `prism.yaml:4:13: namespaces[2].name: must be ${nameRule}, not "a b"; did you mean "a-b"?`,
      `prism.yaml:5:13: namespaces[3].name: must be ${nameRule}, not "ä"`,
      `prism.yaml:6:13: namespaces[4].name: must be ${nameRule}, not ""`,
      `prism.yaml:7:13: namespaces[5].name: must be ${nameRule}, not "a/b"`,
      `prism.yaml:8:13: namespaces[6].name: must be ${nameRule}, not "${"x".repeat(40)}…"`,
      `prism.yaml:9:13: namespaces[7].name: must be ${nameRule}, not 12; put it in quotes: "12"`,
    ]);
  });

  it("accepts a name of 63 characters", () => {
    const name = "x".repeat(63);
    assert.equal(
      loadText(`namespaces: [{ name: ${name}, pattern: keyvalue, backend: ram }]`).namespaces[0]?.name,
      name,
    );
  });

  it("names the first of two namespaces with one name", () => {
    const text = `namespaces:
  - { name: a, pattern: keyvalue, backend: ram }
  - { name: b, pattern: keyvalue, backend: ram }
  - { name: a, pattern: keyvalue, backend: disk }
`;
    assert.deepEqual(problemsOf(text), [
      'prism.yaml:4:13: namespaces[2].name: duplicate namespace "a"; the first is namespaces[0] on line 2',
    ]);
  });

  it("suggests a backend for one that is not declared", () => {
    const text = `namespaces:
  - { name: a, pattern: keyvalue, backend: dsik }
  - { name: b, pattern: keyvalue, backend: postgres-main }
`;
    assert.deepEqual(problemsOf(text), [
      'prism.yaml:2:44: namespaces[0].backend: there is no backend "dsik"; did you mean "disk"?',
      'prism.yaml:3:44: namespaces[1].backend: there is no backend "postgres-main"; declared are disk, ram',
    ]);
    assert.deepEqual(problemsOf("backends: {}\nnamespaces: [{ name: a, pattern: keyvalue, backend: ram }]"), [
      'prism.yaml:2:53: namespaces[0].backend: there is no backend "ram"; none are declared',
    ]);
  });

  it("does not blame a namespace for a backend whose own declaration is wrong", () => {
    const namespaces = "namespaces: [{ name: a, pattern: keyvalue, backend: pg }]";
    assert.deepEqual(problemsOf(`backends: { pg: { type: oracle } }\n${namespaces}`), [
      `prism.yaml:1:25: backends.pg.type: must be one of ${typesHere}, not "oracle"`,
    ]);
    assert.deepEqual(problemsOf(`backends: 3\n${namespaces}`), [
      "prism.yaml:1:11: backends: must be a map of settings, not 3",
    ]);
  });

  it("checks the settings of a backend by its type, wherever the type stands", () => {
    const text = `backends:
  a: { path: x }
  b: { paht: x, type: sqlite }
  c: { type: memory, path: x, maxBytes: 1 }
  D: { type: sqlit }
  e: 3
`;
    assert.deepEqual(problemsOf(text), [
      "prism.yaml:2:6: backends.a.type: is missing; for example type: sqlite",
      "prism.yaml:3:6: backends.b.path: is missing; for example path: ./.prism/data",
      'prism.yaml:3:8: backends.b.paht: unknown key; did you mean "path"?',
      "prism.yaml:4:22: backends.c.path: unknown key; the keys here are type, maxBytes",
      "prism.yaml:4:41: backends.c.maxBytes: must be a size from 4MiB to 1TiB, not 1",
      "prism.yaml:5:3: backends.D: must have a name of 1 to 63 characters a-z, 0-9, _ and -, the first a letter or digit",
      `prism.yaml:5:14: backends.D.type: must be one of ${typesHere}, not "sqlit"; did you mean "sqlite"?`,
      "prism.yaml:6:6: backends.e: must be a map of settings, not 3",
    ]);
  });

  it("refuses a pattern that is not there", () => {
    assert.deepEqual(problemsOf("namespaces: [{ name: a, pattern: streams, backend: ram }]"), [
      'prism.yaml:1:34: namespaces[0].pattern: must be one of keyvalue, stream, not "streams"; did you mean "stream"?',
    ]);
  });

  it("refuses two SQLite backends on one path, however it is written", () => {
    assert.deepEqual(problemsOf("backends:\n  a: { type: sqlite, path: x }\n  b: { type: sqlite, path: ./y/../x }\n"), [
      'prism.yaml:3:28: backends.b.path: must differ from the path of backend "a"',
    ]);
    assert.deepEqual(problemsOf("backends:\n  a: { type: sqlite }\n  b: { type: sqlite }\n"), [
      "prism.yaml:2:6: backends.a.path: is missing; for example path: ./.prism/data",
      "prism.yaml:3:6: backends.b.path: is missing; for example path: ./.prism/data",
    ]);
  });

  it("refuses two listeners on one port", () => {
    assert.deepEqual(problemsOf("listeners:\n  admin: { port: 9 }\n  tcp: { port: 9 }\n"), [
      "prism.yaml:2:18: listeners.admin.port: must differ from listeners.tcp.port, which is 9 too",
    ]);
    assert.deepEqual(problemsOf("listeners: { tcp: { port: 7403 } }"), [
      "prism.yaml:1:27: listeners.tcp.port: must differ from listeners.admin.port, which is 7403 too",
    ]);
    assert.deepEqual(problemsOf(null, { env: { PRISM_LISTENERS_ADMIN_PORT: "7400" } }), [
      "PRISM_LISTENERS_ADMIN_PORT: listeners.admin.port: must differ from listeners.tcp.port, which is 7400 too",
    ]);
    // The default of the port that is wrong in itself is no port that anyone asked for.
    assert.deepEqual(problemsOf("listeners: { tcp: { port: bad }, admin: { port: 7400 } }"), [
      'prism.yaml:1:27: listeners.tcp.port: must be an integer from 0 to 65535, not "bad"',
    ]);
  });

  it("refuses more items than it can serve", () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, i) => `{ name: n${i}, pattern: keyvalue, backend: ram }`);
    assert.equal(loadText(`namespaces: [${items(10_000).join(", ")}]`).namespaces.length, 10_000);
    assert.deepEqual(problemsOf(`namespaces: [${items(10_001).join(", ")}]`), [
      "prism.yaml:1:13: namespaces: must have at most 10000 items, not 10001",
    ]);
    const backends = Array.from({ length: 257 }, (_, i) => `b${i}: { type: memory }`);
    assert.deepEqual(problemsOf(`backends: { ${backends.join(", ")} }`), [
      "prism.yaml:1:11: backends: must have at most 256 items, not 257",
    ]);
  });
});

describe("problems outside the file", () => {
  it("names the variable or the flag", () => {
    const options = {
      env: { PRISM_WORKERS: "many", PRISM_LIMITS_RING_BYTES: "1mb" },
      flags: { "listeners.tcp.port": "http", wokers: 3, "limits.drainTimeout": 5 },
    };
    assert.deepEqual(problemsOf(null, options), [
      'PRISM_WORKERS: workers: must be an integer from 1 to 64 or auto, not "many"',
      'PRISM_LIMITS_RING_BYTES: limits.ringBytes: must be a size from 64KiB to 256MiB that is a power of two, not "1mb"; did you mean "1MiB"?',
      '--listeners-tcp-port: listeners.tcp.port: must be an integer from 0 to 65535, not "http"',
      'flags: wokers: unknown setting; did you mean "workers"?',
      '--limits-drain-timeout: limits.drainTimeout: must be a duration from 0 to 30m, not 5; did you mean "5ms"?',
    ]);
  });

  it("reports everything together, the file in its order and the rest after it", () => {
    const text = "namespaces: [{ name: a, pattern: keyvalue, backend: nowhere }]\nworkers: 99\nlimit: {}\n";
    assert.deepEqual(problemsOf(text, { env: { PRISM_WORKERS: "-2" } }), [
      'prism.yaml:1:53: namespaces[0].backend: there is no backend "nowhere"; declared are disk, ram',
      "prism.yaml:2:10: workers: must be an integer from 1 to 64 or auto, not 99",
      'prism.yaml:3:1: limit: unknown key; did you mean "limits"?',
      'PRISM_WORKERS: workers: must be an integer from 1 to 64 or auto, not "-2"',
    ]);
  });

  it("hands the parts of a problem to programs", () => {
    assert.throws(
      () => loadText("wrokers: 2"),
      (error: unknown) => {
        assert(error instanceof ConfigError);
        assert.deepEqual(error.problems, [
          {
            file: "prism.yaml",
            line: 1,
            column: 1,
            path: "wrokers",
            message: "unknown key",
            suggestion: 'did you mean "workers"?',
          },
        ]);
        return true;
      },
    );
  });
});
