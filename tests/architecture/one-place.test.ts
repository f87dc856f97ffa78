import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onePlaceFaults, onePlaceRules } from "./one-place-rules.ts";
import { readSources, sourceFile } from "./source-file.ts";

const faultsOf = (path: string, text: string) => onePlaceFaults([sourceFile(path, text)]);

/** For each rule some code that breaks it. A rule without an example fails the test below. */
const examples: Readonly<Record<string, readonly string[]>> = {
  "process.env": ["const a = process.env.HOME;", 'const a = process["env"];', "const { env } = process;"],
  "the clock": [
    "const a = Date.now();",
    "const a = new Date();",
    "performance.now();",
    "process.hrtime.bigint();",
    'import { hrtime } from "node:process";',
  ],
  randomness: ["Math.random();", 'import { randomBytes } from "node:crypto";', "crypto.randomUUID();"],
  "making or touching shared memory": ["Atomics.load(a, 0);", "new SharedArrayBuffer(8);"],
  "new Worker": ["new Worker(url);"],
  console: ["console.error(1);"],
  "the package jose": ['import { jwtVerify } from "jose";'],
  "the module node:http2": ['import { connect } from "node:http2";', 'await import("http2");'],
  "a package of grpc-js": ['import { Server } from "@grpc/grpc-js";'],
  "the driver better-sqlite3": ['import Database from "better-sqlite3";'],
  "the driver pg": ['import pg from "pg";', 'await import("pg/lib/client.js");'],
  "the driver pg-native": ['import native from "pg-native";'],
  "the driver libpq": ['import native from "libpq";'],
  "the driver ioredis": ['import { Redis } from "ioredis";'],
  "the driver nats": ['import { connect } from "nats";'],
  "the driver kafkajs": ['import { Kafka } from "kafkajs";'],
  "the driver gremlin": ['import gremlin from "gremlin";'],
};

describe("what has one place in src/", () => {
  it("stands nowhere else", () => {
    assert.deepEqual(onePlaceFaults(readSources("src")), []);
  });
});

describe("the one-place check", () => {
  for (const rule of onePlaceRules) {
    it(`finds ${rule.name} elsewhere and allows it at its place`, () => {
      const texts = examples[rule.name] ?? [];
      assert.ok(texts.length > 0, "the rule has no example that breaks it");
      for (const text of texts) {
        assert.equal(faultsOf("src/security/a.ts", text).length, 1, text);
        const place = rule.places[0] ?? "";
        assert.deepEqual(faultsOf(place.endsWith("/") ? `${place}a.ts` : place, text), [], text);
      }
    });
  }

  it("says on which line", () => {
    assert.match(faultsOf("src/ring/a.ts", "\n\nDate.now();")[0] ?? "", /^src\/ring\/a\.ts:3 has the clock/);
  });

  it("looks past comments, strings and properties of other names", () => {
    const text = '// Date.now()\n/* console.log */ const a = "Math.random()"; const b = `process.env`; clock.now();';
    assert.deepEqual(faultsOf("src/ring/a.ts", text), []);
    assert.deepEqual(faultsOf("src/workers/a.ts", "let memory: SharedArrayBuffer; const d = new Date(wallMs);"), []);
  });

  it("looks into the holes of a template", () => {
    assert.equal(faultsOf("src/ring/a.ts", "const a = `at ${Date.now()}`;").length, 1);
  });

  it("finds joined buffers on the hot path alone", () => {
    assert.equal(faultsOf("src/codec/a.ts", "Buffer.concat(chunks);").length, 1);
    assert.deepEqual(faultsOf("src/cli/a.ts", "Buffer.concat(chunks);"), []);
  });
});
