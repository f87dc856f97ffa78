import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { afterwards } from "../support/afterwards.ts";
import { get, put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** What `prism serve` says and how it ends with this `prism.yaml`. */
async function serveWith(t: TestContext, yaml: string, args: readonly string[] = []): Promise<GatewayProcess> {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "prism.yaml"), yaml);
  const gateway = GatewayProcess.start(t, { folder, args });
  await gateway.end;
  return gateway;
}

describe("a configuration that is wrong", () => {
  const cases: readonly (readonly [name: string, yaml: string, line: string])[] = [
    [
      "has an unknown key",
      "workers: 1\nlimits:\n  maxConections: 5\n",
      'prism.yaml:3:3: limits.maxConections: unknown key; did you mean "maxConnections"?',
    ],
    [
      "has a value of the wrong type",
      "workers: many\n",
      'prism.yaml:1:10: workers: must be an integer from 1 to 64 or auto, not "many"',
    ],
    [
      "has two namespaces of one name",
      "namespaces:\n  - { name: a, pattern: keyvalue, backend: disk }\n  - { name: a, pattern: keyvalue, backend: ram }\n",
      'prism.yaml:3:13: namespaces[1].name: duplicate namespace "a"; the first is namespaces[0] on line 2',
    ],
    [
      "names an unknown backend",
      "namespaces:\n  - { name: a, pattern: keyvalue, backend: dsk }\n",
      'prism.yaml:2:44: namespaces[0].backend: there is no backend "dsk"; did you mean "disk"?',
    ],
  ];
  for (const [name, yaml, line] of cases) {
    it(`is refused with one line and status 2 when it ${name}`, async (t) => {
      const gateway = await serveWith(t, yaml);
      assert.equal(gateway.stderr, `${line}\n`);
      assert.equal(gateway.stdout, "");
      assert.deepEqual(await gateway.end, { code: 2, signal: null });
    });
  }

  it("is refused when the files of TLS cannot be served, with the setting, the file and what to do", async (t) => {
    const yaml = "listeners: { tcp: { tls: true } }\ntls: { certFile: a.crt, keyFile: a.key }\n";
    const gateway = await serveWith(t, yaml);
    assert.match(gateway.stderr, /^cannot start: tls\.certFile: \/.*a\.crt does not exist; name a file in PEM; .*\n$/);
    assert.deepEqual(await gateway.end, { code: 1, signal: null });
  });

  it("has all its faults told at once, those of flags and environment too", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "prism.yaml"), "worker: 1\nlimits: { ringBytes: 3 }\n");
    const env = { PRISM_LIMITS_MAX_IN_FLIGHT: "-1" };
    const gateway = GatewayProcess.start(t, { folder, args: ["--admin-port", "x"], env });
    assert.deepEqual(await gateway.end, { code: 2, signal: null });
    const places = gateway.stderr
      .trim()
      .split("\n")
      .map((text) => text.slice(0, text.indexOf(": ")));
    assert.deepEqual(places, [
      "prism.yaml:1:1",
      "prism.yaml:2:22",
      "PRISM_LIMITS_MAX_IN_FLIGHT",
      "--listeners-admin-port",
    ]);
  });

  it("is told when the file that --config names is not there", async (t) => {
    const gateway = await serveWith(t, "", ["--config", "elsewhere.yaml"]);
    assert.match(gateway.stderr, /^elsewhere\.yaml: .*\n$/);
    assert.deepEqual(await gateway.end, { code: 2, signal: null });
  });
});

describe("a gateway that cannot start", () => {
  for (const [door, flag, variable] of [
    ["tcp", "--port", "PRISM_LISTENERS_TCP_PORT"],
    ["grpc", "--listeners-grpc-port", "PRISM_LISTENERS_GRPC_PORT"],
    ["admin", "--admin-port", "PRISM_LISTENERS_ADMIN_PORT"],
  ] as const) {
    it(`says which port is taken, and how to choose another for the ${door} door`, async (t) => {
      const other = createServer().listen(0, "127.0.0.1");
      afterwards(t, () => other.close());
      await new Promise((resolve) => other.once("listening", resolve));
      const { port } = other.address() as AddressInfo;
      const gateway = GatewayProcess.start(t, { folder: tempFolder(t), args: [flag, String(port)] });
      assert.deepEqual(await gateway.end, { code: 1, signal: null });
      assert.equal(
        gateway.stderr,
        `cannot listen on 127.0.0.1:${port} for the ${door} door: another process does; ` +
          `choose another with ${flag}, ${variable} or listeners.${door}.port in the configuration file\n`,
      );
    });
  }

  it("names the process that has the store, which serves on", async (t) => {
    const folder = tempFolder(t);
    const first = await GatewayProcess.serving(t, { folder });
    const second = GatewayProcess.start(t, { folder });
    assert.deepEqual(await second.end, { code: 1, signal: null });
    assert.match(
      second.stderr,
      new RegExp(`data directory ${join(folder, ".prism", "data")} is open in the process ${first.child.pid}`),
    );
    const client = await first.connect();
    assert.equal((await client.call(put(1, "default", "k", "v"))).code, Code.OK);
  });

  it("says that the store's folder is none", async (t) => {
    const folder = tempFolder(t);
    mkdirSync(join(folder, ".prism"));
    writeFileSync(join(folder, ".prism", "data"), "");
    const gateway = GatewayProcess.start(t, { folder });
    assert.deepEqual(await gateway.end, { code: 1, signal: null });
    assert.match(
      gateway.stderr,
      new RegExp(`cannot start: STORE_CANNOT_OPEN: backend "disk": .* Its path is ${join(folder, ".prism", "data")}`),
    );
  });

  it("says that the database is damaged, and leaves it as it is", async (t) => {
    const folder = tempFolder(t);
    mkdirSync(join(folder, "data"));
    const file = join(folder, "data", "prism.db");
    const text = "this is no database, but a text that somebody put in its place".repeat(100);
    writeFileSync(file, text);
    const gateway = GatewayProcess.start(t, { folder, args: ["--data", "data"] });
    assert.deepEqual(await gateway.end, { code: 1, signal: null });
    assert.match(gateway.stderr, /STORE_CORRUPT/);
    assert.equal(readFileSync(file, "utf8"), text);
  });
});

describe("a gateway that starts", () => {
  it("tells where it is and what it keeps where", async (t) => {
    const folder = tempFolder(t);
    const gateway = await GatewayProcess.serving(t, { folder, args: ["--data", "elsewhere", "--workers", "2"] });
    assert.match(gateway.stdout, new RegExp(`tcp +127\\.0\\.0\\.1:${gateway.port}\n`));
    assert.match(gateway.stdout, new RegExp(`admin +http://127\\.0\\.0\\.1:${gateway.adminPort} `));
    assert.match(gateway.stdout, new RegExp(`default, events \\(sqlite in ${join(folder, "elsewhere")}\\)`));
    assert.match(gateway.stdout, /memory \(memory\)/);
    const ready = await fetch(`http://127.0.0.1:${gateway.adminPort}/readyz`);
    assert.equal(ready.status, 200);
  });

  it("has what an earlier one kept", async (t) => {
    const folder = tempFolder(t);
    const first = await GatewayProcess.serving(t, { folder });
    const kept = await (await first.connect()).call(put(1, "default", "k", "kept"));
    first.signal("SIGTERM");
    await first.end;
    const second = await GatewayProcess.serving(t, { folder });
    const answer = await (await second.connect()).call(get(1, "default", "k"));
    assert.equal(answer.value, "kept");
    assert.equal(answer.version, kept.version);
  });
});
