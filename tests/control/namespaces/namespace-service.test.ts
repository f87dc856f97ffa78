import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { PrismError } from "../../../src/common/prism-error.ts";
import type { NamespaceApi, NamespaceDeclaration } from "../../../src/namespaces/namespace-api.ts";
import { get, put, request } from "../../support/frames.ts";
import { StartedGateway } from "../../support/started-gateway.ts";

const YAML = `
workers: 2
backends: { disk: { type: sqlite, path: ./data }, ram: { type: memory } }
namespaces: [{ name: fixed, pattern: keyvalue, backend: disk }]
`;
const ada = { principal: "user:ada", door: "admin" };
const bob = { principal: "user:bob", door: "grpc" };
const on = (backend: string, name: string, more: object = {}): NamespaceDeclaration => ({
  name,
  pattern: "keyvalue",
  backend,
  ...more,
});

/** A put under an idempotency key, always the same. */
function putOnce(id: number, namespace: string, key: string, value: string): Buffer {
  const fields: [number, string][] = [
    [1, namespace],
    [2, key],
    [3, value],
  ];
  return request(id, 17, fields, [[3, "once"]]);
}

async function open(t: TestContext, folder?: string): Promise<{ started: StartedGateway; api: NamespaceApi }> {
  const started = await StartedGateway.open(t, { yaml: YAML, ...(folder === undefined ? {} : { folder }) });
  return { started, api: started.gateway.namespaces.api };
}

function refusedWith(reason: string, field?: string) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof PrismError, String(error));
    assert.equal(error.failure.reason, reason, error.message);
    if (field !== undefined) assert.equal(error.failure.metadata.field, field);
    return true;
  };
}

describe("NamespaceService", () => {
  it("makes a namespace that is served when the call is answered, and says who made it", async (t) => {
    const { started, api } = await open(t);
    const client = await started.connect();
    assert.equal((await client.call(put(1, "orders", "k", "v"))).reason, "NAMESPACE_NOT_FOUND");
    const created = await api.create({ namespace: on("disk", "orders") }, ada);
    assert.equal((await client.call(put(2, "orders", "k", "v"))).reason, "");
    assert.equal((await client.call(get(3, "orders", "k"))).value, "v");
    assert.deepEqual(
      [created.name, created.origin, created.state, created.revision, created.updatedBy, created.file],
      ["orders", "API", "ACTIVE", 1, "user:ada", ""],
    );
    assert.equal(created.createTime, created.updateTime);
    const { store, ...shown } = await api.get({ name: "orders" });
    assert.deepEqual(shown, created);
    assert.deepEqual([store?.state, store?.durability, store?.isProbed], ["UP", "power-loss", true]);
    await assert.rejects(api.create({ namespace: on("disk", "orders") }, bob), refusedWith("NAMESPACE_EXISTS"));
  });

  it("keeps what it is told over a restart, with its data", async (t) => {
    const first = await open(t);
    const created = await first.api.create(
      { namespace: on("disk", "orders", { limits: [{ principal: "*", requestsPerSecond: 9 }] }) },
      ada,
    );
    const client = await first.started.connect();
    await client.call(put(1, "orders", "k", "v"));
    await first.started.close();
    const second = await open(t, first.started.folder);
    const { store: _store, ...shown } = await second.api.get({ name: "orders" });
    assert.deepEqual(shown, created);
    assert.equal((await (await second.started.connect()).call(get(1, "orders", "k"))).value, "v");
  });

  it("writes nothing to the disk before the first change, and nothing for a question", async (t) => {
    const { started, api } = await open(t);
    const store = join(started.folder, ".prism", "control");
    await api.list({});
    await api.create({ namespace: on("ram", "x"), validateOnly: true }, ada);
    assert.equal(existsSync(store), false);
    await assert.rejects(api.get({ name: "x" }), refusedWith("NAMESPACE_NOT_FOUND"));
    await api.create({ namespace: on("ram", "x") }, ada);
    assert.equal(existsSync(join(store, "control.db")), true);
  });

  it("refuses what the file would be refused for, and leaves everything as it is", async (t) => {
    const { api } = await open(t);
    const attempts: [NamespaceDeclaration, string, string][] = [
      [{}, "NAMESPACE_INVALID", "namespace.name"],
      [on("disk", "Orders"), "NAMESPACE_INVALID", "namespace.name"],
      [on("disk", "../../etc/passwd"), "NAMESPACE_INVALID", "namespace.name"],
      [on("disk", "a\nb"), "NAMESPACE_INVALID", "namespace.name"],
      [on("disk", "x".repeat(64)), "NAMESPACE_INVALID", "namespace.name"],
      [on("disk", "ok", { bakend: "disk" }), "NAMESPACE_INVALID", "namespace.bakend"],
      [on("tape", "ok"), "NAMESPACE_INVALID", "namespace.backend"],
      [
        on("disk", "ok", { access: [{ principal: "x", allow: ["read"] }] }),
        "NAMESPACE_INVALID",
        "namespace.access[0].principal",
      ],
    ];
    for (const [namespace, reason, field] of attempts)
      await assert.rejects(api.create({ namespace }, ada), refusedWith(reason, field));
    assert.equal((await api.list({})).totalSize, 1);
  });

  it("takes an update with the right etag alone, from two clients that both read before", async (t) => {
    const { api } = await open(t);
    const { etag } = await api.create({ namespace: on("ram", "x") }, ada);
    const limits = (requestsPerSecond: number) => ({ limits: [{ principal: "*", requestsPerSecond }] });
    const update = (by: typeof ada, n: number) => api.update({ namespace: on("ram", "x", limits(n)), etag }, by);
    const [first, second] = await Promise.allSettled([update(ada, 1), update(bob, 2)]);
    assert.equal(first.status, "fulfilled");
    assert.ok(second.status === "rejected" && refusedWith("ETAG_MISMATCH", "etag")(second.reason));
    const now = await api.get({ name: "x" });
    assert.deepEqual(
      [now.revision, now.updatedBy, now.limits],
      [2, "user:ada", [{ principal: "*", requestsPerSecond: 1 }]],
    );
    assert.notEqual(now.etag, etag);
    assert.equal((await api.update({ namespace: on("ram", "x", limits(2)), etag: now.etag }, bob)).change, "UPDATED");
  });

  it("changes what is named and leaves the rest, or all of it", async (t) => {
    const { api } = await open(t);
    const limits = [{ principal: "*", requestsPerSecond: 9 }];
    const access = [{ principal: "*", allow: ["read"] }];
    await api.create({ namespace: on("ram", "x", { limits }) }, ada);
    const patched = await api.update({ namespace: { name: "x", access }, updateFields: ["access"] }, ada);
    assert.deepEqual([patched.namespace.limits, patched.namespace.access], [limits, access]);
    const replaced = await api.update({ namespace: on("ram", "x") }, ada);
    assert.deepEqual(
      [replaced.change, replaced.namespace.limits, replaced.namespace.access],
      ["UPDATED", undefined, undefined],
    );
    assert.equal((await api.update({ namespace: on("ram", "x") }, ada)).change, "UNCHANGED");
    assert.equal((await api.get({ name: "x" })).revision, 3);
    await assert.rejects(
      api.update({ namespace: { name: "x" }, updateFields: ["name"] }, ada),
      refusedWith("FIELD_INVALID", "update_fields"),
    );
    const outputs = await api.get({ name: "x" });
    assert.equal((await api.update({ namespace: outputs, etag: outputs.etag }, ada)).change, "UNCHANGED");
  });

  it("changes neither backend nor pattern, and says what to do instead", async (t) => {
    const { api } = await open(t);
    await api.create({ namespace: on("ram", "x") }, ada);
    await assert.rejects(
      api.update({ namespace: on("disk", "x") }, ada),
      refusedWith("NAMESPACE_FIELD_FIXED", "namespace.backend"),
    );
    assert.equal(
      (await api.update({ namespace: { name: "x", backend: "ram" }, updateFields: ["backend"] }, ada)).change,
      "UNCHANGED",
    );
  });

  it("makes what is missing when an update may, and not when it has an etag", async (t) => {
    const { api } = await open(t);
    const namespace = on("ram", "x");
    await assert.rejects(api.update({ namespace }, ada), refusedWith("NAMESPACE_NOT_FOUND"));
    await assert.rejects(
      api.update({ namespace, allowMissing: true, etag: "e" }, ada),
      refusedWith("NAMESPACE_NOT_FOUND"),
    );
    assert.equal((await api.update({ namespace, allowMissing: true, validateOnly: true }, ada)).change, "CREATED");
    assert.equal((await api.update({ namespace, allowMissing: true }, ada)).change, "CREATED");
    assert.equal((await api.update({ namespace, allowMissing: true }, ada)).change, "UNCHANGED");
  });

  it("leaves alone what the file declares", async (t) => {
    const { api } = await open(t);
    const inFile = await api.get({ name: "fixed" });
    assert.deepEqual([inFile.origin, inFile.file, inFile.revision, inFile.updatedBy], ["FILE", "prism.yaml", 0, ""]);
    for (const attempt of [
      api.create({ namespace: on("disk", "fixed") }, ada),
      api.update({ namespace: on("disk", "fixed") }, ada),
      api.delete({ name: "fixed", force: true }, ada),
    ]) {
      await assert.rejects(attempt, refusedWith("NAMESPACE_DECLARED_IN_FILE"));
    }
  });

  for (const backend of ["disk", "ram"]) {
    it(`deletes what is empty, and what is not by force, and a new one of the name has nothing of it: ${backend}`, async (t) => {
      const { started, api } = await open(t);
      const client = await started.connect();
      const namespace = on(backend, "x");
      await api.create({ namespace }, ada);
      await client.call(putOnce(1, "x", "k", "old"));
      await assert.rejects(api.delete({ name: "x" }, ada), refusedWith("NAMESPACE_NOT_EMPTY", "force"));
      await assert.rejects(
        api.delete({ name: "x", validateOnly: true }, ada),
        refusedWith("NAMESPACE_NOT_EMPTY", "force"),
      );
      assert.equal((await client.call(get(2, "x", "k"))).value, "old");
      await api.delete({ name: "x", force: true, validateOnly: true }, ada);
      assert.equal((await client.call(get(3, "x", "k"))).value, "old");
      const { namespace: gone } = await api.delete({ name: "x", force: true }, ada);
      assert.equal(gone.name, "x");
      assert.equal((await client.call(get(4, "x", "k"))).reason, "NAMESPACE_NOT_FOUND");
      const again = await api.create({ namespace }, ada);
      assert.notEqual(again.etag, gone.etag);
      assert.equal((await client.call(get(5, "x", "k"))).value, null);
      const first = await client.call(putOnce(6, "x", "k", "new"));
      assert.equal(first.reason, "");
      assert.equal((await client.call(get(7, "x", "k"))).value, "new");
      await assert.rejects(api.delete({ name: "x", etag: gone.etag, force: true }, ada), refusedWith("ETAG_MISMATCH"));
      await api.delete({ name: "x", etag: again.etag, force: true }, ada);
    });
  }

  it("gives pages that skip and repeat nothing while namespaces come and go", async (t) => {
    const { api } = await open(t);
    const names = Array.from({ length: 25 }, (_, i) => `n${String(i).padStart(2, "0")}`);
    for (const name of names) await api.create({ namespace: on("ram", name) }, ada);
    const seen: string[] = [];
    let pageToken = "";
    do {
      const page = await api.list({ pageSize: 4, pageToken });
      assert.ok(page.namespaces.length <= 4);
      seen.push(...page.namespaces.map((namespace) => namespace.name));
      if (seen.length === 8) {
        await api.delete({ name: "n00" }, ada);
        await api.create({ namespace: on("ram", "a-first") }, ada);
      }
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    assert.deepEqual(seen, ["fixed", ...names]);
    assert.equal((await api.list({})).totalSize, 26);
    for (const token of ["x", "bmFtZXNwYWNlczo", Buffer.from("namespaces:../x").toString("base64url")])
      await assert.rejects(api.list({ pageToken: token }), refusedWith("PAGE_TOKEN_INVALID"));
    await assert.rejects(api.list({ pageSize: 1_001 }), refusedWith("PAGE_TOO_LARGE"));
  });

  it("serves ten thousand namespaces and no more", async (t) => {
    const lines = Array.from(
      { length: 9_998 },
      (_, i) => `  - { name: n${i}, pattern: keyvalue, backend: ${i % 2 === 0 ? "disk" : "ram"} }`,
    );
    const yaml = `workers: 2\nbackends: { disk: { type: sqlite, path: ./data }, ram: { type: memory } }\nnamespaces:\n${lines.join("\n")}\n`;
    const started = await StartedGateway.open(t, { yaml });
    const { api } = started.gateway.namespaces;
    const before = performance.now();
    await api.create({ namespace: on("disk", "last-but-one") }, ada);
    await api.create({ namespace: on("ram", "last") }, ada);
    t.diagnostic(`a change takes ${((performance.now() - before) / 2).toFixed(1)} ms`);
    await assert.rejects(api.create({ namespace: on("ram", "over") }, ada), refusedWith("TOO_MANY_NAMESPACES"));
    const client = await started.connect();
    assert.equal((await client.call(put(1, "last", "k", "v"))).reason, "");
    assert.equal((await client.call(put(2, "n9997", "k", "v"))).reason, "");
    await api.delete({ name: "last-but-one" }, ada);
    await api.create({ namespace: on("ram", "over") }, ada);
    assert.equal((await api.list({ pageSize: 1_000 })).totalSize, 10_000);
  });

  it("goes on as before when its worker is gone, and takes the change when it is back", async (t) => {
    const { started, api } = await open(t);
    await api.create({ namespace: on("disk", "x") }, ada);
    const owner = started.gateway.snapshot.backends[0]?.owner as number;
    const killed = started.gateway.supervisor.kill(owner);
    await killed;
    await assert.rejects(api.create({ namespace: on("disk", "y") }, ada), refusedWith("WORKER_RESTARTING"));
    await assert.rejects(api.delete({ name: "x" }, ada), refusedWith("WORKER_RESTARTING"));
    await started.logged(({ message }) => message === "worker is back");
    await api.create({ namespace: on("disk", "y") }, ada);
    await api.delete({ name: "x" }, ada);
    assert.deepEqual(
      (await api.list({})).namespaces.map(({ name }) => name),
      ["fixed", "y"],
    );
  });

  it("begins no change once the gateway closes", async (t) => {
    const { started, api } = await open(t);
    await api.create({ namespace: on("ram", "x") }, ada);
    const closing = started.close();
    await closing;
    await assert.rejects(api.create({ namespace: on("ram", "y") }, ada), refusedWith("SHUTTING_DOWN"));
  });
});
