import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { NamespaceApi } from "../../src/namespaces/namespace-api.ts";
import { createApiKey, hashApiKey } from "../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../src/security/tokens/api-key-record.ts";
import { request } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

const YAML = `workers: 2
auth: { mode: required, apiKeys: { file: keys.jsonl } }
backends: { ram: { type: memory }, disk: { type: sqlite, path: data } }
namespaces: []
`;
const caller = { principal: "user:root", door: "admin" };
const everything = [{ principal: "user:ada", allow: ["all"] }];

async function start(t: TestContext) {
  const folder = tempFolder(t);
  const key = createApiKey();
  const rest = { teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
  const record = { id: key.id, hash: hashApiKey(key), principal: "user:ada", ...rest };
  writeFileSync(join(folder, "keys.jsonl"), formatApiKeyRecord(record), { mode: 0o600 });
  const started = await StartedGateway.open(t, { yaml: YAML, folder });
  const client = await started.connect();
  let id = 0;
  /** The reason that a get is refused with; empty when it is not. One connection for all of them. */
  const get = async (namespace: string): Promise<string> => {
    const authorization = id++ === 0 ? [[5, `Bearer ${key.text}`] as const] : [];
    const fields = [[1, namespace] as const, [2, "k"] as const];
    return (await client.call(request(id, 16, fields, authorization))).reason;
  };
  const { api } = started.gateway.namespaces;
  const declare = (backend: string, more: object): Parameters<NamespaceApi["create"]>[0] => ({
    namespace: { name: "orders", pattern: "keyvalue", backend, ...more },
  });
  return { api, get, declare };
}

describe("rights while the gateway runs", () => {
  for (const backend of ["ram", "disk"]) {
    it(`come and go with the change of a namespace on ${backend}, on connections that are open`, async (t) => {
      const { api, get, declare } = await start(t);
      assert.equal(await get("orders"), "ACCESS_DENIED");
      await api.create(declare(backend, { access: everything }), caller);
      assert.equal(await get("orders"), "");
      for (let i = 0; i < 5; i++) {
        await api.update(declare(backend, { access: [{ principal: "user:bob", allow: ["all"] }] }), caller);
        assert.equal(await get("orders"), "ACCESS_DENIED");
        await api.update(declare(backend, { access: everything }), caller);
        assert.equal(await get("orders"), "");
      }
      await api.delete({ name: "orders", force: true }, caller);
      assert.equal(await get("orders"), "ACCESS_DENIED");
      await api.create(declare(backend, {}), caller);
      assert.equal(await get("orders"), "ACCESS_DENIED", "the rights of the one before are not those of this one");
    });
  }

  it("are with the namespace, whatever place it gets", async (t) => {
    const { api, get } = await start(t);
    const names = ["a", "b", "c"];
    for (const name of names) {
      const access = name === "b" ? everything : [{ principal: "user:ada", deny: ["all"] }];
      await api.create({ namespace: { name, pattern: "keyvalue", backend: "ram", access } }, caller);
    }
    const reasons = async (): Promise<string[]> => Promise.all(names.map(get)).then((all) => all.map(String));
    assert.deepEqual(await reasons(), ["ACCESS_DENIED", "", "ACCESS_DENIED"]);
    await api.delete({ name: "a", force: true }, caller);
    assert.deepEqual(await reasons(), ["ACCESS_DENIED", "", "ACCESS_DENIED"]);
    await api.create({ namespace: { name: "a", pattern: "keyvalue", backend: "ram", access: everything } }, caller);
    await api.delete({ name: "b", force: true }, caller);
    assert.deepEqual(await reasons(), ["", "ACCESS_DENIED", "ACCESS_DENIED"]);
  });
});

describe("limits while the gateway runs", () => {
  it("come and go with the change of a namespace, and what has been used stays used", async (t) => {
    const { api, get, declare } = await start(t);
    const bounded = (more: object): object => ({
      access: everything,
      limits: [{ principal: "*", requestsPerSecond: 1, requestBurst: 4, ...more }],
    });
    await api.create(declare("ram", bounded({})), caller);
    const before = await Promise.all(Array.from({ length: 6 }, () => get("orders")));
    assert.ok(before.includes("RATE_LIMITED"), before.join());
    await api.update(declare("ram", bounded({ maxInFlight: 100 })), caller);
    const after = await Promise.all(Array.from({ length: 6 }, () => get("orders")));
    assert.ok(after.filter((reason) => reason === "").length <= 3, "a change is no new burst");
    await api.update(declare("ram", { access: everything }), caller);
    const free = await Promise.all(Array.from({ length: 50 }, () => get("orders")));
    assert.deepEqual(new Set(free), new Set([""]));
  });
});
