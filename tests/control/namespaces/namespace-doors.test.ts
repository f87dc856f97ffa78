import assert from "node:assert/strict";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import * as grpc from "@grpc/grpc-js";
import { services } from "../../../src/codec/json/services.ts";
import { namespacesList } from "../../../src/config/sections/namespaces.ts";
import type { Entry, Section } from "../../../src/config/setting.ts";
import { createApiKey, hashApiKey } from "../../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../../src/security/tokens/api-key-record.ts";
import { request as frame, get } from "../../support/frames.ts";
import { GrpcClient } from "../../support/grpc-client.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { OpenedAdmin } from "../admin-api/opened-admin.ts";

const YAML = `
auth: { mode: required, apiKeys: { file: keys.jsonl }, admins: ["user:ada"] }
backends: { ram: { type: memory } }
namespaces: [{ name: fixed, pattern: keyvalue, backend: ram }]
`;
const rules = {
  access: [{ principal: "user:bob", allow: ["read"] }],
  limits: [{ principal: "*", bytesPerSecond: 1_048_576, requestBurst: 5, requestsPerSecond: 2 }],
};
const orders = { name: "orders", pattern: "keyvalue", backend: "ram", ...rules };

async function open(t: TestContext) {
  const folder = tempFolder(t);
  const keys = Object.fromEntries(["ada", "bob"].map((name) => [name, createApiKey()]));
  const lines = Object.entries(keys).map(([name, key]) => {
    const rest = { teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
    return formatApiKeyRecord({ id: key.id, hash: hashApiKey(key), principal: `user:${name}`, ...rest });
  });
  writeFileSync(join(folder, "new"), lines.join(""), { mode: 0o600 });
  renameSync(join(folder, "new"), join(folder, "keys.jsonl"));
  const admin = await OpenedAdmin.open(t, { yaml: YAML, folder });
  const client = GrpcClient.to(t, admin.started.grpcPort);
  const bearer = (name: string): string => `Bearer ${keys[name]?.text}`;
  const call = (method: string, request: Record<string, unknown>, who = "ada") =>
    client.call(`NamespaceService/${method}`, request, who === "" ? {} : { metadata: { authorization: bearer(who) } });
  return { admin, call, bearer };
}

async function codeOf(call: Promise<unknown>): Promise<number> {
  return call.then(
    () => grpc.status.OK,
    (error: grpc.ServiceError) => error.code,
  );
}

describe("NamespaceService over gRPC", () => {
  it("does what it does over HTTP, for administrators", async (t) => {
    const { admin, call, bearer } = await open(t);
    const made = await call("Create", { namespace: orders });
    assert.deepEqual([made.name, made.origin, made.state, made.updatedBy], ["orders", "API", "ACTIVE", "user:ada"]);
    const [limit] = made.limits as Record<string, unknown>[];
    assert.deepEqual([limit?.bytesPerSecond, limit?.requestBurst], [1_048_576, 5]);
    const overHttp = await admin.ask("/v1/namespaces/orders", { headers: { authorization: bearer("ada") } });
    assert.equal(overHttp.body.etag, made.etag);
    assert.deepEqual(overHttp.body.access, rules.access);
    const request = { namespace: { ...orders, access: [] }, etag: made.etag, validateOnly: true };
    const checked = await call("Update", request);
    assert.equal(checked.change, "UPDATED");
    assert.equal((await call("Update", { ...request, validateOnly: false })).change, "UPDATED");
    assert.equal(await codeOf(call("Update", { ...request, validateOnly: false })), grpc.status.ABORTED);
    const page = await call("List", { pageSize: 1 });
    assert.deepEqual([page.totalSize, (page.namespaces as object[]).length], [2, 1]);
    assert.equal(await codeOf(call("Get", { name: "nowhere" })), grpc.status.NOT_FOUND);
    assert.equal(await codeOf(call("Delete", { name: "fixed", force: true })), grpc.status.FAILED_PRECONDITION);
    await call("Delete", { name: "orders" });
    const { changes } = (await call("ListChanges", { name: "orders" })) as { changes: Record<string, unknown>[] };
    assert.deepEqual(
      changes.map(({ kind, door, principal }) => [kind, door, principal]),
      [
        ["DELETE", "grpc", "user:ada"],
        ["UPDATE", "grpc", "user:ada"],
        ["CREATE", "grpc", "user:ada"],
      ],
    );
  });

  it("has a change of access in force when the change is answered", async (t) => {
    const { call, admin, bearer } = await open(t);
    await call("Create", { namespace: { ...orders, limits: [] } });
    const client = await admin.started.connect();
    const asked: [number, string][] = [
      [1, "orders"],
      [2, "k"],
    ];
    assert.equal((await client.call(frame(1, 16, asked, [[5, bearer("bob")]]))).reason, "");
    await call("Update", { namespace: { name: "orders", access: [] }, updateFields: ["access"] });
    assert.equal((await client.call(get(2, "orders", "k"))).reason, "ACCESS_DENIED");
    await call("Update", { namespace: { name: "orders", access: rules.access }, updateFields: ["access"] });
    assert.equal((await client.call(get(3, "orders", "k"))).reason, "");
  });

  it("is for administrators alone, as is the admin port", async (t) => {
    const { admin, call, bearer } = await open(t);
    assert.equal(await codeOf(call("List", {}, "bob")), grpc.status.PERMISSION_DENIED);
    assert.equal(await codeOf(call("Create", { namespace: orders }, "bob")), grpc.status.PERMISSION_DENIED);
    assert.equal(await codeOf(call("List", {}, "")), grpc.status.UNAUTHENTICATED);
    for (const [headers, status, reason] of [
      [{}, 401, "CREDENTIALS_REQUIRED"],
      [{ authorization: bearer("bob") }, 403, "NOT_ADMIN"],
      [{ authorization: "Bearer prism_nonsense" }, 401, "CREDENTIALS_INVALID"],
    ] as const) {
      for (const path of ["/v1/namespaces", "/v1/namespaces/fixed", "/v1/nothing"]) {
        const { status: found, body } = await admin.ask(path, { headers });
        assert.deepEqual([found, body.reason], [status, reason], path);
      }
    }
    for (const path of ["/livez", "/readyz", "/metrics"]) assert.equal((await admin.ask(path)).status, 200);
  });
});

describe("the message of a namespace", () => {
  it("has every field that a declaration has", () => {
    const message = services.get("NamespaceService")?.get("Get")?.response;
    assert.ok(message !== undefined);
    const check = (entries: Section["entries"], type: typeof message, path: string): void => {
      for (const [name, entry] of Object.entries(entries as Readonly<Record<string, Entry>>)) {
        const field = type.byName.get(name);
        assert.ok(field !== undefined, `${path}${name} is not in proto/prism/v1/namespace.proto`);
        if (entry.kind === "list") check(entry.item.entries, field.message as typeof message, `${path}${name}[].`);
      }
    };
    check(namespacesList.item.entries, message, "");
  });
});
