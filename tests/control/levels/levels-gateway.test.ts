import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { GatewayAdmin } from "../../../src/control/gateway-admin.ts";
import { runCommand } from "../../cli/run-command.ts";
import { readExposition } from "../../metrics/read-exposition.ts";
import { get, put } from "../../support/frames.ts";
import { StartedGateway } from "../../support/started-gateway.ts";

/** No durable write is done in ten microseconds, and no read takes a minute. */
const YAML = `
backends: { disk: { type: sqlite, path: ./data }, ram: { type: memory } }
levels: { interval: 10s }
namespaces:
  - { name: strict, pattern: keyvalue, backend: disk, needs: { writeP99Ms: 0.01, readP99Ms: 60000 } }
  - { name: easy, pattern: keyvalue, backend: ram, needs: { readP99Ms: 60000, errorRatio: 0.5 } }
  - { name: plain, pattern: keyvalue, backend: ram }
`;

interface Opened {
  readonly started: StartedGateway;
  readonly url: string;
}

async function open(t: TestContext): Promise<Opened> {
  const started = await StartedGateway.open(t, { yaml: YAML, flags: { workers: 2 } });
  const admin = new GatewayAdmin(started.gateway, { log: () => undefined, version: "1.2.3" });
  const port = await admin.open("127.0.0.1", 0);
  t.after(() => admin.close());
  return { started, url: `http://127.0.0.1:${port}` };
}

interface Page {
  readonly state: string;
  readonly levels: { readonly namespace: string; readonly level: string; readonly state: string; current: number }[];
}

async function pageOf(url: string, query = ""): Promise<Page> {
  return (await (await fetch(`${url}/slo${query}`)).json()) as Page;
}

async function askEach({ started }: Opened): Promise<void> {
  const client = await started.connect();
  for (let id = 1; id <= 20; id++) client.send(put(id, "strict", `key-${id}`, "value"));
  for (let id = 21; id <= 40; id++) client.send(get(id, "easy", "key"));
  for (let id = 41; id <= 60; id++) client.send(get(id, "plain", "key"));
  await client.answered(60);
}

describe("levels of service of a gateway", () => {
  it("tell a namespace with an impossible target on the page, in the metrics and by the exit status", async (t) => {
    const opened = await open(t);
    const { url } = opened;
    const states = async (query = ""): Promise<string[]> =>
      (await pageOf(url, query)).levels.map(({ namespace, level, state }) => `${namespace} ${level} ${state}`);
    assert.deepEqual(await states(), [
      "strict readP99Ms no data",
      "strict writeP99Ms no data",
      "easy readP99Ms no data",
      "easy errorRatio no data",
    ]);
    const slo = (...more: string[]) => runCommand(["slo", "--admin-address", url, ...more]);
    assert.equal((await slo()).code, 0);

    await askEach(opened);
    assert.deepEqual(await states(), [
      "strict readP99Ms no data",
      "strict writeP99Ms missed",
      "easy readP99Ms met",
      "easy errorRatio met",
    ]);
    assert.equal((await pageOf(url)).state, "missed");
    assert.equal((await pageOf(url, "?namespace=easy")).state, "met");

    const metrics = readExposition(await (await fetch(`${url}/metrics`)).text());
    const missed = metrics.get("prism_slo_missed")?.samples.map(({ labels, value }) => `${labels.namespace} ${value}`);
    assert.deepEqual(missed, ["strict 1", "easy 0", "easy 0"]);
    const burn = metrics.get("prism_slo_burn_rate")?.samples.find(({ labels }) => labels.namespace === "strict");
    assert.equal(burn?.value, 100);

    const table = await slo();
    assert.equal(table.code, 1);
    assert.match(
      table.stdout.toString(),
      /^NAMESPACE +LEVEL +TARGET +CURRENT +STATE.*\n(.*\n)*strict +writeP99Ms +0\.01 .* missed/,
    );
    assert.equal((await slo("--namespace", "easy")).code, 0);
    assert.equal((JSON.parse((await slo("-o", "json")).stdout.toString()) as Page).state, "missed");
    assert.match((await slo("-o", "yaml")).stdout.toString(), /^state: missed$/m);
  });

  it("of a namespace that is not there, or asked with a parameter that is not, are refused with a hint", async (t) => {
    const { url } = await open(t);
    const lost = await runCommand(["slo", "--admin-address", url, "--namespace", "esay"]);
    assert.equal(lost.code, 1);
    assert.match(lost.stderr, /NAMESPACE_NOT_FOUND.*did you mean "easy"/);
    assert.equal((await fetch(`${url}/slo?name=easy`)).status, 400);
  });

  it("are shown again and again with --watch, and its status is that of the last look", async (t) => {
    const opened = await open(t);
    await askEach(opened);
    let looks = 0;
    let interrupt = (): void => undefined;
    const finished = await runCommand(
      ["slo", "--watch", "--interval", "10ms", "-o", "json", "--admin-address", opened.url],
      {
        onInterrupt: (action) => {
          interrupt = action;
        },
        onOutput: () => {
          if (++looks === 3) interrupt();
        },
      },
    );
    assert.equal(finished.code, 1);
    const pages = finished.stdout.toString().trimEnd().split("\n");
    assert.equal(pages.length, 3);
    assert.equal((JSON.parse(pages[2] as string) as Page).state, "missed");
  });

  it("change with the declaration of a running gateway", async (t) => {
    const opened = await open(t);
    await askEach(opened);
    const declaration = {
      name: "live",
      pattern: "keyvalue",
      backend: "ram",
      needs: { readP99Ms: 0.01, errorRatio: 0.5 },
    };
    const declare = (needs: object) =>
      fetch(`${opened.url}/v1/namespaces/live`, {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...declaration, needs }),
      });
    assert.equal((await declare(declaration.needs)).status, 201);
    const client = await opened.started.connect();
    for (let id = 1; id <= 500; id++) client.send(get(id, "live", "key"));
    await client.answered(500);
    const levels = async (): Promise<string[]> =>
      (await pageOf(opened.url, "?namespace=live")).levels.map(({ level, state }) => `${level} ${state}`);
    assert.deepEqual(await levels(), ["readP99Ms missed", "errorRatio met"]);
    assert.equal((await declare({ readP99Ms: 60_000 })).status, 200);
    assert.deepEqual(await levels(), ["readP99Ms met"]);
    const stored = (await (await fetch(`${opened.url}/v1/namespaces/live`)).json()) as { needs: object };
    assert.deepEqual(stored.needs, { readP99Ms: 60_000 });
  });
});
