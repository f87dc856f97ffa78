import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { MAX_ADMIN_BODY_BYTES } from "../../../src/control/admin-api/read-json-body.ts";
import { get, put } from "../../support/frames.ts";
import { OpenedAdmin } from "./opened-admin.ts";

const YAML = `
workers: 2
backends: { disk: { type: sqlite, path: ./data }, ram: { type: memory } }
namespaces: [{ name: fixed, pattern: keyvalue, backend: disk }]
`;
const orders = { name: "orders", pattern: "keyvalue", backend: "disk" };

const open = (t: TestContext): Promise<OpenedAdmin> => OpenedAdmin.open(t, { yaml: YAML });

function reasonOf({ status, body }: { status: number; body: Record<string, unknown> }): [number, unknown] {
  return [status, body.reason];
}

describe("namespaces over HTTP", () => {
  it("are made, listed, shown, changed and deleted", async (t) => {
    const admin = await open(t);
    const made = await admin.ask("/v1/namespaces", { method: "POST", body: orders });
    assert.equal(made.status, 201);
    assert.equal(made.headers.get("location"), "/v1/namespaces/orders");
    assert.equal(made.headers.get("etag"), `"${made.body.etag}"`);
    assert.deepEqual([made.body.origin, made.body.state, made.body.updatedBy], ["API", "ACTIVE", "anonymous"]);
    const client = await admin.started.connect();
    assert.equal((await client.call(put(1, "orders", "k", "v"))).reason, "");

    const shown = await admin.ask("/v1/namespaces/orders");
    const { store, ...declared } = shown.body;
    assert.deepEqual(declared, made.body);
    assert.equal((store as { durability: string }).durability, "power-loss");
    const listed = await admin.ask("/v1/namespaces?pageSize=1");
    assert.deepEqual([listed.body.totalSize, (listed.body.namespaces as object[]).length], [2, 1]);
    const rest = await admin.ask(`/v1/namespaces?pageToken=${listed.body.nextPageToken}`);
    assert.deepEqual(rest.body, { namespaces: [made.body], nextPageToken: "", totalSize: 2 });

    const limits = [{ principal: "*", requestsPerSecond: 50 }];
    const etag = made.headers.get("etag") as string;
    const patched = await admin.ask("/v1/namespaces/orders", {
      method: "PATCH",
      body: { limits },
      headers: { "If-Match": etag },
    });
    assert.deepEqual([patched.status, patched.body.limits, patched.body.revision], [200, limits, 2]);
    const late = await admin.ask("/v1/namespaces/orders", {
      method: "PUT",
      body: orders,
      headers: { "If-Match": etag },
    });
    assert.deepEqual(reasonOf(late), [412, "ETAG_MISMATCH"]);
    const replaced = await admin.ask("/v1/namespaces/orders", {
      method: "PUT",
      body: { pattern: "keyvalue", backend: "disk" },
    });
    assert.deepEqual([replaced.status, replaced.body.limits, replaced.body.revision], [200, undefined, 3]);

    const refused = await admin.ask("/v1/namespaces/orders", { method: "DELETE" });
    assert.deepEqual(reasonOf(refused), [409, "NAMESPACE_NOT_EMPTY"]);
    assert.equal(refused.headers.get("content-type"), "application/problem+json");
    const gone = await admin.ask("/v1/namespaces/orders?force=true", { method: "DELETE" });
    assert.deepEqual([gone.status, (gone.body.namespace as { name: string }).name], [200, "orders"]);
    assert.equal((await client.call(get(2, "orders", "k"))).reason, "NAMESPACE_NOT_FOUND");
    assert.deepEqual(reasonOf(await admin.ask("/v1/namespaces/orders")), [404, "NAMESPACE_NOT_FOUND"]);

    const { changes } = (await admin.ask("/v1/namespaces/orders/changes")).body as {
      changes: Record<string, unknown>[];
    };
    assert.deepEqual(
      changes.map(({ kind, principal, door, revision }) => [kind, principal, door, revision]),
      [
        ["DELETE", "anonymous", "admin", 3],
        ["UPDATE", "anonymous", "admin", 3],
        ["UPDATE", "anonymous", "admin", 2],
        ["CREATE", "anonymous", "admin", 1],
      ],
    );
    assert.deepEqual(changes[2]?.namespace, { ...orders, limits });
  });

  it("are made by PUT where they are missing, or only there, or only where they are not", async (t) => {
    const admin = await open(t);
    const body = { pattern: "keyvalue", backend: "ram" };
    const putIt = (headers: Record<string, string> = {}) =>
      admin.ask("/v1/namespaces/x", { method: "PUT", body, headers });
    assert.deepEqual(reasonOf(await putIt({ "If-Match": "*" })), [404, "NAMESPACE_NOT_FOUND"]);
    assert.equal((await admin.ask("/v1/namespaces/x?validateOnly", { method: "PUT", body })).status, 200);
    assert.equal((await putIt()).status, 201);
    assert.equal((await putIt()).status, 200);
    assert.equal((await putIt({ "If-Match": "*" })).status, 200);
    assert.deepEqual(reasonOf(await putIt({ "If-None-Match": "*" })), [409, "NAMESPACE_EXISTS"]);
    assert.deepEqual(reasonOf(await putIt({ "If-None-Match": "*", "If-Match": "*" })), [400, "CONDITIONS_CONTRADICT"]);
    assert.deepEqual(reasonOf(await putIt({ "If-Match": "x" })), [400, "BAD_ENTITY_TAG"]);
  });

  it("are checked alone when that is asked for", async (t) => {
    const admin = await open(t);
    const checked = await admin.ask("/v1/namespaces?validateOnly=true", { method: "POST", body: orders });
    assert.deepEqual([checked.status, checked.body.name, checked.body.revision], [200, "orders", 1]);
    const wrong = await admin.ask("/v1/namespaces?validateOnly=true", {
      method: "POST",
      body: { ...orders, bakend: "x" },
    });
    assert.deepEqual(reasonOf(wrong), [400, "NAMESPACE_INVALID"]);
    assert.match(String(wrong.body.detail), /bakend unknown key \(did you mean "backend"\?\)/);
    assert.equal((await admin.ask("/v1/namespaces")).body.totalSize, 1);
  });

  it("refuse what is not theirs, each with a reason", async (t) => {
    const admin = await open(t);
    const cases: [string, Parameters<OpenedAdmin["ask"]>[1], number, string][] = [
      ["/v1/namespaces", { method: "DELETE" }, 405, "METHOD_NOT_ALLOWED"],
      ["/v1/namespaces/", {}, 404, "PATH_NOT_FOUND"],
      ["/v1/namespaces/fixed/x", {}, 404, "PATH_NOT_FOUND"],
      ["/v1/nothing", {}, 404, "PATH_NOT_FOUND"],
      ["/v1/namespaces/%zz", {}, 400, "BAD_PERCENT_ENCODING"],
      ["/v1/namespaces/..%2f..%2fetc", {}, 404, "NAMESPACE_NOT_FOUND"],
      ["/v1/namespaces/a%0d%0ab", {}, 404, "NAMESPACE_NOT_FOUND"],
      ["/v1/namespaces/__proto__", {}, 404, "NAMESPACE_NOT_FOUND"],
      ["/v1/namespaces?pagesize=1", {}, 400, "UNKNOWN_PARAMETER"],
      ["/v1/namespaces?pageSize=-1", {}, 400, "BAD_NUMBER"],
      ["/v1/namespaces?pageSize=1&pageSize=2", {}, 400, "PARAMETER_REPEATED"],
      ["/v1/namespaces/fixed?forced", { method: "DELETE" }, 400, "UNKNOWN_PARAMETER"],
      ["/v1/namespaces/fixed?force=maybe", { method: "DELETE" }, 400, "BAD_FLAG"],
      ["/v1/namespaces/fixed?force", { method: "DELETE" }, 409, "NAMESPACE_DECLARED_IN_FILE"],
      ["/v1/namespaces", { method: "POST", body: "{" }, 400, "JSON_SYNTAX"],
      ["/v1/namespaces", { method: "POST", body: "[]" }, 400, "FIELD_INVALID"],
      [
        "/v1/namespaces",
        { method: "POST", body: "{}", headers: { "Content-Type": "text/plain" } },
        415,
        "UNSUPPORTED_MEDIA_TYPE",
      ],
      [
        "/v1/namespaces",
        { method: "POST", body: orders, headers: { Origin: "http://127.0.0.1:7403" } },
        403,
        "PAGE_REFUSED",
      ],
      ["/v1/namespaces", { headers: { "Sec-Fetch-Site": "same-origin" } }, 403, "PAGE_REFUSED"],
      ["/v1/namespaces/x", { method: "PUT", body: orders }, 400, "FIELD_INVALID"],
      ["/v1/namespaces/fixed", { method: "PATCH", body: {} }, 400, "FIELD_INVALID"],
    ];
    for (const [path, ask, status, reason] of cases) {
      assert.deepEqual(reasonOf(await admin.ask(path, ask)), [status, reason], `${ask?.method ?? "GET"} ${path}`);
    }
    assert.equal((await admin.ask("/v1/namespaces")).body.totalSize, 1);
  });

  it("take the methods of NamespaceService by name, in protobuf's JSON", async (t) => {
    const admin = await open(t);
    const call = (name: string, body: unknown) => admin.ask(`/v1/NamespaceService/${name}`, { method: "POST", body });
    const limits = [{ principal: "*", bytesPerSecond: "1048576" }];
    const made = await call("Create", { namespace: { ...orders, limits } });
    assert.deepEqual([made.status, made.body.limits, made.body.origin], [200, limits, "API"]);
    const update = {
      namespace: { name: "orders", access: [{ principal: "*", allow: ["read"] }] },
      update_fields: ["access"],
    };
    assert.equal((await call("Update", update)).body.change, "UPDATED");
    assert.equal((await call("Get", { name: "orders" })).body.revision, 2);
    assert.equal(((await call("List", {})).body.namespaces as object[]).length, 2);
    assert.deepEqual(reasonOf(await call("Create", { namespace: orders, validateOnlly: true })), [
      400,
      "UNKNOWN_FIELD",
    ]);
    assert.deepEqual(reasonOf(await call("Make", {})), [404, "UNKNOWN_METHOD"]);
    assert.deepEqual(reasonOf(await admin.ask("/v1/KeyValueService/Get", { method: "POST", body: {} })), [
      501,
      "SERVED_ELSEWHERE",
    ]);
    assert.deepEqual(reasonOf(await admin.ask("/v1/NamespaceService/Get")), [405, "METHOD_NOT_ALLOWED"]);
    const { namespace } = (await call("Delete", { name: "orders" })).body as { namespace: { name: string } };
    assert.equal(namespace.name, "orders");
  });

  it("cut off a body that is too large, and go on", async (t) => {
    const admin = await open(t);
    const reply = await admin.ask("/v1/namespaces", { method: "POST", body: `"${"x".repeat(MAX_ADMIN_BODY_BYTES)}"` });
    assert.deepEqual(reasonOf(reply), [413, "MESSAGE_TOO_LARGE"]);
    const socket = connect(admin.port, "127.0.0.1");
    socket.write(
      "POST /v1/namespaces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    assert.equal((await admin.ask("/v1/namespaces")).status, 200);
    assert.deepEqual(
      admin.started.logs.filter(({ level }) => level === "error"),
      [],
    );
  });

  it("answer whatever comes with a reason, and change nothing by it", async (t) => {
    const admin = await open(t);
    const anyPath = fc.constantFrom(
      "/v1/namespaces",
      "/v1/namespaces/fixed",
      "/v1/namespaces/x",
      "/v1/NamespaceService/Create",
      "/v1/NamespaceService/Update",
    );
    const anyMethod = fc.constantFrom("POST", "PUT", "PATCH");
    const anyPart = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("orders", "keyvalue", "disk", "", "../x", "*", 0, -1, 1e300),
    );
    const anyNamespace = fc.dictionary(
      fc.constantFrom("name", "pattern", "access", "limits", "audit", "etag", "state", "x"),
      anyPart,
    );
    const anyBody = fc.oneof(
      fc.json(),
      fc.string({ unit: "binary" }),
      anyNamespace.map((each) => JSON.stringify(each)),
      anyNamespace.map((namespace) => JSON.stringify({ namespace })),
    );
    const runs = Number(process.env.PRISM_FUZZ_CASES || 300);
    await fc.assert(
      fc.asyncProperty(anyPath, anyMethod, anyBody, async (path, method, body) => {
        const { status, body: answer } = await admin.ask(path, { method, body });
        // Without a backend none of these can be made.
        assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(answer)}`);
        assert.match(String(answer.reason), /^[A-Z]+(_[A-Z]+)*$/);
      }),
      { numRuns: runs },
    );
    assert.equal((await admin.ask("/v1/namespaces")).body.totalSize, 1);
    assert.deepEqual(
      admin.started.logs.filter(({ level }) => level === "error"),
      [],
    );
  });
});

describe("readiness", () => {
  it("tells of an edit that cannot be used, and stays ready", async (t) => {
    const admin = await OpenedAdmin.open(t, { yaml: YAML, reloads: true });
    assert.equal((await admin.ask("/readyz")).body.text, "ok\n");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(`${admin.started.folder}/prism.yaml`, YAML.replace("disk }", "dsik }"));
    await admin.started.gateway.namespaces.reload("test");
    const plain = await admin.ask("/readyz");
    assert.equal(plain.status, 200);
    assert.match(String(plain.body.text), /^ok\nthe configuration file was edited and cannot be used/);
    const verbose = await admin.ask("/readyz?verbose");
    const { problems, refused } = verbose.body.configuration as { problems: string[]; refused: number };
    assert.deepEqual([verbose.body.ready, refused], [true, 1]);
    assert.match(
      problems[0] ?? "",
      /^prism\.yaml:4:\d+: namespaces\[0\]\.backend: there is no backend "dsik"; did you mean "disk"\?$/,
    );
    const metrics = String((await admin.ask("/metrics")).body.text);
    assert.match(metrics, /^prism_config_reload_refused 1$/m);
    assert.match(metrics, /^prism_config_reloads_total\{outcome="refused"\} 1$/m);
  });
});
