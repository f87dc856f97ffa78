import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { CheckResult } from "../../src/cli/doctor/check-result.ts";
import { GatewayAdmin } from "../../src/control/gateway-admin.ts";
import { afterwards } from "../support/afterwards.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type Issued, TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";
import { runCommand } from "./run-command.ts";

const ca = new TestCa("servers");
const clientCa = new TestCa("clients");
const DAY_MS = 24 * 3600 * 1000;

interface Opened {
  readonly folder: string;
  readonly started: StartedGateway;
  readonly adminUrl: string;
  /** The flags of a client that trusts and shows what is needed. */
  readonly flags: readonly string[];
}

async function open(t: TestContext, server: Issued = ca.issueServer()): Promise<Opened> {
  const folder = tempFolder(t);
  const files = new TlsFolder(folder).write(server, clientCa);
  const started = await StartedGateway.open(t, { folder, yaml: files.mutualYaml("required") });
  const admin = new GatewayAdmin(started.gateway, { version: "1.2.3", log: () => undefined });
  const port = await admin.open("127.0.0.1", 0);
  afterwards(t, () => admin.close());
  const ada = clientCa.issueClient({ commonNames: ["ada"] });
  for (const [name, text] of [
    ["ca.crt", ca.cert],
    ["ada.crt", ada.cert],
    ["ada.key", ada.key],
  ] as const)
    writeFileSync(join(folder, name), text);
  const flags = [
    "--tls-ca",
    join(folder, "ca.crt"),
    "--tls-cert",
    join(folder, "ada.crt"),
    "--tls-key",
    join(folder, "ada.key"),
  ];
  return { folder, started, adminUrl: `https://localhost:${port}`, flags };
}

test("health is asked over TLS, with a certificate where one is required", async (t) => {
  const { adminUrl, flags } = await open(t);
  const { code, stdout, stderr } = await runCommand(["health", "--url", adminUrl, ...flags]);
  assert.deepEqual([code, stdout.toString(), stderr], [0, "live: yes\nready: yes\n", ""]);
  const stranger = await runCommand(["health", "--url", adminUrl, ...flags.slice(0, 2)]);
  assert.equal(stranger.code, 1);
  assert.match(stranger.stderr, /^prism: ADMIN_UNREACHABLE: /);
});

test("health does not trust who is not to be trusted, and says why", async (t) => {
  const { adminUrl, flags } = await open(t);
  const { code, stderr } = await runCommand(["health", "--url", adminUrl, ...flags.slice(2)]);
  assert.equal(code, 1);
  assert.match(stderr, /ADMIN_UNREACHABLE: cannot reach https:\/\/localhost:\d+: unable to verify/);
});

test("items are put and got over TLS", async (t) => {
  const { started, flags } = await open(t);
  const where = ["--address", `prisms://localhost:${started.port}`, "--namespace", "memory", ...flags];
  assert.equal((await runCommand(["kv", "put", "k", "v", ...where])).code, 0);
  assert.equal((await runCommand(["kv", "get", "k", ...where])).stdout.toString(), "v");
});

test("the doctor knows a gateway by its certificate, and says how long that lasts", async (t) => {
  const { folder, started } = await open(t, ca.issueServer({ notAfter: new Date(Date.now() + 30.5 * DAY_MS) }));
  const doors = Object.fromEntries(
    (await doctor(folder, started)).map(({ check, status, found }) => [check, `${status} ${found}`]),
  );
  assert.equal(doors.certificates, "OK DNS:localhost, IP Address:127.0.0.1; 30 days left");
  assert.equal(doors["tcp door"], `OK a Prism gateway listens on 127.0.0.1:${started.port} already`);
  assert.equal(doors["grpc door"], `OK a Prism gateway listens on 127.0.0.1:${started.grpcPort} already`);
  assert.equal(doors["http door"], `OK a Prism gateway listens on 127.0.0.1:${started.httpPort} already`);
});

test("the doctor takes nobody for a gateway who shows another certificate", async (t) => {
  const { folder, started } = await open(t);
  const others = new TlsFolder(tempFolder(t)).write(ca.issueServer(), clientCa);
  writeFileSync(join(folder, "prism.yaml"), others.mutualYaml("required"));
  const door = (await doctor(folder, started)).find(({ check }) => check === "tcp door");
  assert.equal(door?.status, "FAIL");
});

test("the doctor says what is wrong with certificates, and warns before they end", async (t) => {
  const folder = tempFolder(t);
  const files = new TlsFolder(folder).write(
    ca.issueServer({ notAfter: new Date(Date.now() + 3.5 * DAY_MS) }),
    clientCa,
  );
  writeFileSync(join(folder, "prism.yaml"), files.yaml());
  const find = async (): Promise<CheckResult | undefined> =>
    (await doctor(folder)).find(({ check }) => check === "certificates");
  const near = await find();
  assert.deepEqual([near?.status, near?.remedy], ["WARN", "renew it"]);
  assert.match(near?.found ?? "", /; 3 days left$/);
  writeFileSync(files.keyFile, ca.issueServer().key);
  const wrong = await find();
  assert.equal(wrong?.status, "FAIL");
  assert.match(wrong?.found ?? "", /^tls\.keyFile: .* is not the key of the certificate/);
  assert.equal(wrong?.remedy, "name the two files that were made together");
});

async function doctor(folder: string, started?: StartedGateway): Promise<CheckResult[]> {
  const env = {
    PRISM_LISTENERS_TCP_PORT: String(started?.port ?? 0),
    PRISM_LISTENERS_GRPC_PORT: String(started?.grpcPort ?? 0),
    PRISM_LISTENERS_HTTP_PORT: String(started?.httpPort ?? 0),
    PRISM_LISTENERS_ADMIN_PORT: "0",
  };
  const { stdout } = await runCommand(["doctor", "-o", "json"], { cwd: folder, env });
  return JSON.parse(stdout.toString()) as CheckResult[];
}
