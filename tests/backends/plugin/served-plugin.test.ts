import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { PrismClient } from "../../../src/client/prism-client.ts";
import type { Stream } from "../../../src/client/stream.ts";
import { eventually } from "../../support/eventually.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { exampleFile, streamExampleFile, writeModule } from "./plugin-modules.ts";

const yaml = (settings: string): string => `
workers: 2
backends: { mine: { type: plugin, module: ./backend.mjs, settings: ${settings} } }
namespaces: [{ name: orders, pattern: keyvalue, backend: mine }]
`;

const streamsYaml = `
workers: 2
backends: { mine: { type: plugin, module: ${streamExampleFile}, settings: { folder: ./streams } } }
namespaces: [{ name: events, pattern: stream, backend: mine, needs: { ordering: stream, abilities: [durable-attempts] } }]
`;

async function lagOf(stream: Stream, group: string): Promise<[waiting: number, pending: number]> {
  const { waiting, pending } = await stream.lag(group);
  return [waiting, pending];
}

describe("a gateway with a plugin", () => {
  it("serves its namespaces, each worker with a store of the plugin", async (t) => {
    const folder = tempFolder(t);
    copyFileSync(exampleFile, join(folder, "backend.mjs"));
    const started = await StartedGateway.open(t, { folder, yaml: yaml("{ path: ./data.json }") });
    const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/orders/keyvalue/k`;
    // Several connections, so that both workers have some.
    for (let i = 0; i < 6; i++) {
      const put = await fetch(url, { method: "PUT", body: `v${i}`, headers: { connection: "close" } });
      assert.equal(put.status < 300, true, `${put.status} ${await put.text()}`);
      const got = await fetch(url, { headers: { connection: "close" } });
      assert.equal(await got.text(), `v${i}`);
      assert.equal(got.headers.get("etag"), put.headers.get("etag"));
    }
    const stale = await fetch(url, { method: "PUT", body: "w", headers: { "if-match": '"1"' } });
    assert.equal(stale.status, 412);
  });

  it("serves its streams: what is published reaches a subscriber, and a group once it is acknowledged no more", async (t) => {
    const started = await StartedGateway.open(t, { yaml: streamsYaml });
    const client = await PrismClient.connect(`prism://127.0.0.1:${started.port}`);
    t.after(() => client.close());
    const stream = client.stream("events");
    const reader = stream.subscribe({ start: "earliest" });
    const consumer = stream.subscribe({ group: "workers", start: "earliest" });
    const live = [reader.next(), consumer.next()];
    const { position } = await stream.publish({ key: "k", value: "paid", headers: { "ce-type": "order.paid" } });
    const [seen, given] = (await Promise.all(live)).map(({ value }) => value ?? assert.fail("it has ended"));
    for (const message of [seen, given]) {
      assert.deepEqual([message?.text, message?.key, message?.position], ["paid", "k", position]);
      assert.equal(message?.header("ce-type"), "order.paid");
    }
    assert.deepEqual([seen?.attempt, given?.attempt], [0, 1]);
    await given?.ack();
    assert.deepEqual(await lagOf(stream, "workers"), [0, 0]);
    await assert.rejects(stream.publish({ value: "once", idempotencyKey: "key" }), /idempotency/i);
    await Promise.all([reader.close(), consumer.close()]);
  });

  it("refuses the calls of a namespace that needs more than the plugin's stores give, and says what", async (t) => {
    const folder = tempFolder(t);
    writeModule(folder, readFileSync(exampleFile, "utf8").replace("transactions: true", "transactions: false"));
    const needy = yaml("{ path: ./data.json }").replace(
      "backend: mine }",
      "backend: mine, needs: { abilities: [transactions] } }",
    );
    const started = await StartedGateway.open(t, { folder, yaml: needy });
    const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/orders/keyvalue/k`;
    let problem = { reason: "", detail: "" };
    await eventually("the store was asked what it gives", async () => {
      problem = (await (await fetch(url)).json()) as typeof problem;
      return problem.reason !== "STORE_NOT_PROBED";
    });
    assert.equal(problem.reason, "NAMESPACE_NEEDS_UNMET");
    assert.match(problem.detail, /transactions/);
  });

  it("does not start with settings that the plugin does not take", async (t) => {
    const folder = tempFolder(t);
    copyFileSync(exampleFile, join(folder, "backend.mjs"));
    const started = StartedGateway.unopened(t, { folder, yaml: yaml("{ pth: x }") });
    await assert.rejects(started.gateway.open(), /PLUGIN_SETTINGS_INVALID.*did you mean "path"/);
  });

  it("does not start with a module that is no backend", async (t) => {
    const folder = tempFolder(t);
    writeModule(folder, "export const nothing = 1");
    const started = StartedGateway.unopened(t, { folder, yaml: yaml("{}") });
    await assert.rejects(started.gateway.open(), /PLUGIN_INVALID/);
  });

  it("does not start when the module is not there, and says where it was looked for", (t) => {
    const folder = tempFolder(t);
    assert.throws(
      () => StartedGateway.unopened(t, { folder, yaml: yaml("{}") }),
      /module: there is no file .*backend\.mjs/,
    );
  });
});
