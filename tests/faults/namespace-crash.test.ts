import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { createPrng } from "../../src/common/prng.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { get, put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const YAML = `
workers: 2
backends: { disk: { type: sqlite, path: ./data } }
namespaces: [{ name: fixed, pattern: keyvalue, backend: disk }]
`;
const ROUNDS = 6;
const NAMES = 6;

/** How far a namespace had come when the process was killed. Of the step that was under way nobody knows. */
interface Life {
  /** Counts how often it was made: what is written says in which life. */
  life: number;
  /** What is known to be so: it is there with its value, it is there and empty, or it is not there. */
  known: "written" | "empty" | "gone";
  /** What may be so instead. */
  maybe: "written" | "empty" | "gone" | null;
}

async function admin(gateway: GatewayProcess, method: string, path: string, body?: object): Promise<number> {
  const reply = await fetch(`http://127.0.0.1:${gateway.adminPort}/v1/namespaces${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
  });
  await reply.arrayBuffer();
  return reply.status;
}

/** Makes, fills and deletes one namespace over and over; ends with the process. */
async function live(gateway: GatewayProcess, client: FrameClient, name: string, state: Life): Promise<void> {
  let id = 0;
  for (;;) {
    if (state.known === "gone") {
      state.life++;
      state.maybe = "empty";
      assert.equal(await admin(gateway, "POST", "", { name, pattern: "keyvalue", backend: "disk" }), 201);
      state.known = "empty";
    } else if (state.known === "empty") {
      state.maybe = "written";
      assert.equal((await client.call(put(++id, name, "k", `${name}-${state.life}`))).reason, "");
      state.known = "written";
    } else {
      state.maybe = "gone";
      assert.equal(await admin(gateway, "DELETE", `/${name}?force`), 200);
      state.known = "gone";
    }
    state.maybe = null;
  }
}

/** What the namespace is now; a value of an earlier life is never right. */
async function look(client: FrameClient, name: string, state: Life): Promise<Life["known"]> {
  const answer = await client.call(get(0x7fff_0000, name, "k"));
  if (answer.reason === "NAMESPACE_NOT_FOUND") return "gone";
  assert.equal(answer.reason, "");
  if (answer.value === null) return "empty";
  assert.equal(answer.value, `${name}-${state.life}`, `${name}: a value of another life`);
  return "written";
}

describe("a gateway that is killed while namespaces come and go", () => {
  it("has each of them as it was told last, with its own data and nobody else's", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "prism.yaml"), YAML);
    const prng = createPrng(20_260_301);
    const names = Array.from({ length: NAMES }, (_, i) => `n${i}`);
    const states = new Map<string, Life>(names.map((name) => [name, { life: 0, known: "gone", maybe: null }]));
    const seen = { written: 0, empty: 0, gone: 0, undecided: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const gateway = await GatewayProcess.serving(t, { folder });
      const client = await gateway.connect();
      for (const [name, state] of states) {
        const found = await look(client, name, state);
        assert.ok(found === state.known || found === state.maybe, `${name}: ${found} after ${JSON.stringify(state)}`);
        seen[found]++;
        if (state.maybe !== null) seen.undecided++;
        Object.assign(state, { known: found, maybe: null });
      }
      const clients = await Promise.all(names.map(() => gateway.connect()));
      const lives = names.map((name, i) =>
        live(gateway, clients[i] as FrameClient, name, states.get(name) as Life).catch((error) => {
          // It ends with the process, and by nothing else.
          if (error instanceof assert.AssertionError) throw error;
        }),
      );
      await pause(150 + prng.below(200));
      await gateway.kill();
      await Promise.all(lives);
    }
    t.diagnostic(JSON.stringify({ ...seen, lives: [...states.values()].map(({ life }) => life) }));
    assert.ok([...states.values()].every(({ life }) => life > 0));
    const last = await GatewayProcess.serving(t, { folder });
    last.signal("SIGTERM");
    assert.deepEqual(await last.end, { code: 0, signal: null });
    assert.deepEqual(
      last.log.filter(({ level }) => level === "error"),
      [],
    );
  });
});

describe("a gateway whose control store", () => {
  it("another one has, does not start, and names it", async (t) => {
    const folder = tempFolder(t);
    const other = tempFolder(t);
    const args = ["--control-path", join(folder, "control")];
    const first = await GatewayProcess.serving(t, { folder, args });
    assert.equal(await admin(first, "POST", "", { name: "x", pattern: "keyvalue", backend: "ram" }), 201);
    const second = GatewayProcess.start(t, { folder: other, args });
    assert.deepEqual(await second.end, { code: 1, signal: null });
    assert.match(
      second.stderr,
      new RegExp(`cannot start: CONTROL_STORE_IN_USE: .* open in the process ${first.child.pid}: .*control\\.path`),
    );
    assert.equal(await admin(first, "GET", "/x"), 200);
  });

  it("is damaged, does not start, and says so", async (t) => {
    const folder = tempFolder(t);
    mkdirSync(join(folder, ".prism", "control"), { recursive: true });
    writeFileSync(join(folder, ".prism", "control", "control.db"), "no database at all".repeat(1_000));
    const gateway = GatewayProcess.start(t, { folder });
    assert.deepEqual(await gateway.end, { code: 1, signal: null });
    assert.match(gateway.stderr, /cannot start: CONTROL_STORE_CORRUPT: .*control\.db is damaged: restore it/);
  });

  it("is wanted under --data, has it there", async (t) => {
    const folder = tempFolder(t);
    const data = join(folder, "elsewhere");
    const gateway = await GatewayProcess.serving(t, { folder, args: ["--data", data] });
    assert.equal(await admin(gateway, "POST", "", { name: "x", pattern: "keyvalue", backend: "ram" }), 201);
    gateway.signal("SIGTERM");
    await gateway.end;
    const second = await GatewayProcess.serving(t, { folder: tempFolder(t), args: ["--data", data] });
    assert.equal(await admin(second, "GET", "/x"), 200);
  });
});

describe("SIGHUP", () => {
  it("has the file read again, and does not end the gateway", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "prism.yaml"), YAML);
    const gateway = await GatewayProcess.serving(t, { folder });
    writeFileSync(join(folder, "prism.yaml"), YAML.replace("fixed", "other"));
    gateway.signal("SIGHUP");
    const line = await gateway.logged("the configuration is in force");
    assert.equal(line.namespaces, 1);
    assert.equal(await admin(gateway, "GET", "/other"), 200);
    assert.equal(await admin(gateway, "GET", "/fixed"), 404);
  });
});
