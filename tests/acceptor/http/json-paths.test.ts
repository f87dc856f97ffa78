import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import { StartedGateway } from "../../support/started-gateway.ts";
import { describeEachServer, type HttpServerName } from "./each-server.ts";

interface Page {
  readonly items?: readonly { key: string; value?: string; version: string; expiresAtMs?: string }[];
  readonly nextPageToken?: string;
}

async function open(t: TestContext, server: HttpServerName) {
  const gateway = await StartedGateway.open(t, { flags: { "listeners.http.server": server } });
  const base = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/memory/keyvalue`;
  const put = (key: string, value: string) =>
    fetch(`${base}/${encodeURIComponent(key)}`, { method: "PUT", body: value });
  const list = async (query = ""): Promise<Page> => {
    const response = await fetch(base + query);
    assert.equal(response.status, 200, await response.clone().text());
    assert.equal(response.headers.get("content-type"), "application/json");
    return (await response.json()) as Page;
  };
  const post = (name: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${base}:${name}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...headers },
    });
  return { gateway, base, put, list, post };
}

async function reasonOf(response: Response): Promise<[number, string, string | undefined]> {
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const body = (await response.json()) as { reason: string; metadata: { field?: string } };
  return [response.status, body.reason, body.metadata.field];
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

describeEachServer("a listing", (server) => {
  it("has keys as text and values in base64, in the order of the keys", async (t) => {
    const { put, list } = await open(t, server);
    for (const key of ["b", "a/é", "c"]) await put(key, `value of ${key}`);
    const { items = [], nextPageToken } = await list();
    assert.deepEqual(
      items.map(({ key, value }) => [key, value]),
      ["a/é", "b", "c"].map((key) => [key, base64(`value of ${key}`)]),
    );
    assert.match(items[0]?.version ?? "", /^\d+$/);
    assert.equal(nextPageToken ?? "", "");
  });

  it("is narrowed by prefix, start and end, and leaves values out when asked to", async (t) => {
    const { put, list } = await open(t, server);
    for (const key of ["a/1", "a/2", "a/3", "b", "a b"]) await put(key, "v");
    const keys = async (query: string) => (await list(query)).items?.map(({ key }) => key) ?? [];
    assert.deepEqual(await keys("?prefix=a/"), ["a/1", "a/2", "a/3"]);
    assert.deepEqual(await keys("?prefix=a%2F&start=a/2"), ["a/2", "a/3"]);
    assert.deepEqual(await keys("?start=a%2F2&end=b"), ["a/2", "a/3"]);
    assert.deepEqual(await keys("?prefix=a+b"), ["a b"]);
    assert.deepEqual(await keys("?prefix=a%2Bb"), []);
    const [first] = (await list("?keysOnly=true")).items ?? [];
    assert.equal(first?.value ?? "", "");
  });

  it("comes in pages, and a page token belongs to its query", async (t) => {
    const { base, put, list } = await open(t, server);
    const keys = Array.from({ length: 7 }, (_, i) => `k${i}`);
    for (const key of keys) await put(key, "v");
    const seen: string[] = [];
    let token = "";
    do {
      const page: Page = await list(`?pageSize=3&pageToken=${encodeURIComponent(token)}`);
      seen.push(...(page.items ?? []).map(({ key }) => key));
      token = page.nextPageToken ?? "";
    } while (token !== "");
    assert.deepEqual(seen, keys);
    const { nextPageToken = "" } = await list("?pageSize=3");
    const other = await fetch(`${base}?prefix=k&pageToken=${encodeURIComponent(nextPageToken)}`);
    assert.deepEqual((await reasonOf(other)).slice(0, 2), [400, "PAGE_TOKEN_MISMATCH"]);
    const elsewhere = base.replace("/memory/", "/default/");
    const stolen = await fetch(`${elsewhere}?pageSize=3&pageToken=${encodeURIComponent(nextPageToken)}`);
    assert.deepEqual((await reasonOf(stolen)).slice(0, 2), [400, "PAGE_TOKEN_MISMATCH"]);
  });

  it("refuses parameters that it does not have, rather than listing more than was asked for", async (t) => {
    const { base } = await open(t, server);
    const cases: [string, string, string][] = [
      ["?prefx=a", "UNKNOWN_PARAMETER", "prefx"],
      ["?prefix=a&prefix=b", "PARAMETER_REPEATED", "prefix"],
      ["?pageSize=-1", "BAD_NUMBER", "pageSize"],
      ["?pageSize=10001", "BAD_NUMBER", "pageSize"],
      ["?keysOnly=yes", "BAD_FLAG", "keysOnly"],
      ["?prefix=%ff", "KEY_NOT_UTF8", "prefix"],
      ["?prefix=%zz", "BAD_PERCENT_ENCODING", "path"],
      ["?pageToken=abc", "PAGE_TOKEN_INVALID", "page_token"],
    ];
    for (const [query, reason, field] of cases) {
      assert.deepEqual(await reasonOf(await fetch(base + query)), [400, reason, field], query);
    }
  });
});

describeEachServer("a batch", (server) => {
  it("writes, reads and deletes several items, each with its own result", async (t) => {
    const { post } = await open(t, server);
    const put = await post("batchPut", {
      items: [
        { key: "a", value: base64("1") },
        { key: "b", value: base64("2"), ttlMs: "60000" },
        { key: "c", value: base64("3"), ifVersion: "77" },
      ],
    });
    assert.equal(put.status, 200);
    const { results } = (await put.json()) as { results: { version?: string; error?: { reason: string } }[] };
    assert.match(results[0]?.version ?? "", /^\d+$/);
    assert.equal(results[2]?.error?.reason, "VERSION_MISMATCH");
    const got = await post("batchGet", { keys: ["a", "missing", "b"] });
    const found = ((await got.json()) as { results: { found?: boolean; value?: string }[] }).results;
    assert.deepEqual(
      found.map(({ found = false, value = "" }) => [found, value]),
      [
        [true, base64("1")],
        [false, ""],
        [true, base64("2")],
      ],
    );
    const deleted = await post("batchDelete", { items: [{ key: "a" }, { key: "missing" }] });
    const gone = ((await deleted.json()) as { results: { deleted?: boolean }[] }).results;
    assert.deepEqual(
      gone.map(({ deleted = false }) => deleted),
      [true, false],
    );
  });

  it("belongs to the namespace of its path, whatever its body says", async (t) => {
    const { gateway, post } = await open(t, server);
    assert.equal((await post("batchGet", { namespace: "memory", keys: ["a"] })).status, 200);
    const other = await post("batchGet", { namespace: "default", keys: ["a"] });
    assert.deepEqual(await reasonOf(other), [400, "NAMESPACE_MISMATCH", "namespace"]);
    const none = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/namespaces//keyvalue:batchGet`, {
      method: "POST",
      body: JSON.stringify({ namespace: "memory", keys: ["a"] }),
      headers: { "Content-Type": "application/json" },
    });
    assert.deepEqual(await reasonOf(none), [400, "NAMESPACE_MISMATCH", "namespace"]);
  });

  it("says what is wrong with its body", async (t) => {
    const { base, post } = await open(t, server);
    assert.deepEqual(await reasonOf(await post("batchGet", { keys: ["a"], key: 1 })), [400, "UNKNOWN_FIELD", "key"]);
    assert.equal((await reasonOf(await post("batchGet", "{")))[1], "JSON_SYNTAX");
    assert.equal((await reasonOf(await post("batchGet", {})))[1], "BATCH_EMPTY");
    const condition = await post("batchPut", { items: [{ key: "a" }] }, { "If-Match": '"1"' });
    assert.equal((await reasonOf(condition))[1], "CONDITION_NOT_KEPT");
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"]) {
      const refused = await post("batchGet", { keys: ["a"] }, { "Content-Type": type });
      assert.deepEqual(await reasonOf(refused), [415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type"], type);
    }
    assert.equal(
      (await post("batchGet", { keys: ["a"] }, { "Content-Type": "Application/JSON; charset=utf-8" })).status,
      200,
    );
    const notText = await fetch(`${base}:batchGet`, {
      method: "POST",
      body: Buffer.from('{"keys":["\xff"]}', "latin1"),
      headers: { "Content-Type": "application/json" },
    });
    assert.deepEqual(await reasonOf(notText), [400, "BODY_NOT_UTF8", "body"]);
  });

  it("is done once under an idempotency key", async (t) => {
    const { post } = await open(t, server);
    const body = { items: [{ key: "a", value: base64("1") }] };
    const first = await (await post("batchPut", body, { "Idempotency-Key": "once" })).json();
    const second = (await (await post("batchPut", body, { "Idempotency-Key": "once" })).json()) as {
      replayed: boolean;
    };
    assert.deepEqual({ ...second, replayed: undefined }, { ...(first as object), replayed: undefined });
    assert.equal(second.replayed, true);
  });
});

describeEachServer("methods and paths", (server) => {
  it("that are not there are told with those that are", async (t) => {
    const { gateway, base } = await open(t, server);
    const wrong = await fetch(`${base}/k`, { method: "PATCH" });
    assert.equal(wrong.headers.get("allow"), "GET, HEAD, PUT, DELETE, OPTIONS");
    assert.deepEqual(await reasonOf(wrong), [405, "METHOD_NOT_ALLOWED", "method"]);
    const batch = await fetch(`${base}:batchGet`);
    assert.deepEqual([batch.status, batch.headers.get("allow")], [405, "POST, OPTIONS"]);
    const missing = await fetch(`http://127.0.0.1:${gateway.httpPort}/v2`);
    assert.deepEqual(await reasonOf(missing), [404, "PATH_NOT_FOUND", "path"]);
    const options = await fetch(`${base}/k`, { method: "OPTIONS" });
    assert.deepEqual([options.status, options.headers.get("allow")], [204, "GET, HEAD, PUT, DELETE, OPTIONS"]);
    assert.equal(options.headers.get("access-control-allow-methods"), null);
  });
});
