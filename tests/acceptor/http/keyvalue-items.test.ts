import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import { StartedGateway } from "../../support/started-gateway.ts";
import { describeEachServer, type HttpServerName } from "./each-server.ts";
import { RawHttp } from "./raw-http.ts";

async function open(t: TestContext, server: HttpServerName) {
  const gateway = await StartedGateway.open(t, { flags: { "listeners.http.server": server } });
  const base = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/memory/keyvalue`;
  const put = (key: string, value: string | Uint8Array, headers: Record<string, string> = {}) =>
    fetch(`${base}/${key}`, { method: "PUT", body: value, headers });
  return { gateway, base, put };
}

async function problem(response: Response): Promise<Record<string, unknown>> {
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const body = (await response.json()) as Record<string, unknown>;
  assert.equal(body.status, response.status);
  return body;
}

describeEachServer("items over HTTP", (server) => {
  it("gives back the bytes that were put, with the version as their tag", async (t) => {
    const { base, put } = await open(t, server);
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const written = await put("bytes", bytes);
    assert.equal(written.status, 204);
    const tag = written.headers.get("etag") ?? "";
    assert.match(tag, /^"[1-9]\d*"$/);
    const read = await fetch(`${base}/bytes`);
    assert.equal(read.status, 200);
    assert.equal(read.headers.get("etag"), tag);
    assert.equal(read.headers.get("content-type"), "application/octet-stream");
    assert.equal(read.headers.get("x-content-type-options"), "nosniff");
    assert.equal(read.headers.get("cache-control"), "no-cache");
    assert.deepEqual(new Uint8Array(await read.arrayBuffer()), bytes);
  });

  it("keeps empty values, and the largest ones, and refuses larger ones than a gibibyte before they are sent", async (t) => {
    const { gateway, base, put } = await open(t, server);
    assert.equal((await put("empty", "")).status, 204);
    assert.equal(await (await fetch(`${base}/empty`)).text(), "");
    const largest = Buffer.alloc(1024 * 1024, "x");
    assert.equal((await put("largest", largest)).status, 204);
    assert.ok(largest.equals(Buffer.from(await (await fetch(`${base}/largest`)).arrayBuffer())));
    // uWebSockets.js closes a connection that announces a billion bytes or more.
    if (server === "uwebsockets") return;
    const raw = await RawHttp.open(t, gateway.httpPort);
    const path = "/v1/namespaces/memory/keyvalue/larger";
    raw.send(`PUT ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${1024 * 1024 * 1024 + 1}\r\n\r\nx`);
    const [refused] = await raw.answered(1);
    assert.equal(refused?.status, 413);
    assert.match(refused?.body ?? "", /"MESSAGE_TOO_LARGE"/);
  });

  it("tells of a missing item, also to HEAD, which gives the length of one that is there", async (t) => {
    const { base, put } = await open(t, server);
    const missing = await problem(await fetch(`${base}/missing`));
    assert.deepEqual([missing.status, missing.reason], [404, "KEY_NOT_FOUND"]);
    assert.equal((await fetch(`${base}/missing`, { method: "HEAD" })).status, 404);
    await put("there", "12345");
    const head = await fetch(`${base}/there`, { method: "HEAD" });
    assert.deepEqual([head.status, head.headers.get("content-length")], [200, "5"]);
    assert.equal(await head.text(), "");
    assert.equal(await (await fetch(`${base}/there`)).text(), "12345");
  });

  it("deletes, and says whether there was an item", async (t) => {
    const { base, put } = await open(t, server);
    await put("gone", "1");
    const first = await fetch(`${base}/gone`, { method: "DELETE" });
    assert.deepEqual([first.status, first.headers.get("prism-deleted")], [204, "true"]);
    const second = await fetch(`${base}/gone`, { method: "DELETE" });
    assert.deepEqual([second.status, second.headers.get("prism-deleted")], [204, "false"]);
  });

  it("writes once for one idempotency key, and says when it was a replay", async (t) => {
    const { base, put } = await open(t, server);
    const first = await put("once", "1", { "Idempotency-Key": "abc" });
    await put("once", "2");
    const second = await put("once", "1", { "Idempotency-Key": "abc" });
    assert.equal(second.headers.get("etag"), first.headers.get("etag"));
    assert.deepEqual([first.headers.get("prism-replayed"), second.headers.get("prism-replayed")], [null, "true"]);
    assert.equal(await (await fetch(`${base}/once`)).text(), "2");
    const other = await problem(await put("once", "3", { "Idempotency-Key": "abc" }));
    assert.equal(other.reason, "IDEMPOTENCY_KEY_REUSED");
    const long = await problem(await put("once", "3", { "Idempotency-Key": "x".repeat(129) }));
    assert.equal(long.reason, "IDEMPOTENCY_KEY_TOO_LARGE");
    const empty = await problem(await put("once", "3", { "Idempotency-Key": "" }));
    assert.deepEqual([empty.status, empty.reason], [400, "HEADER_EMPTY"]);
  });

  it("lets an item expire, and says when", async (t) => {
    const { base, put } = await open(t, server);
    const before = Date.now();
    await put("short", "1", { "Prism-TTL-Ms": "60000" });
    const expires = Number((await fetch(`${base}/short`)).headers.get("prism-expires-at-ms"));
    assert.ok(expires >= before + 60_000 && expires <= Date.now() + 60_000);
    await put("long", "1");
    assert.equal((await fetch(`${base}/long`)).headers.get("prism-expires-at-ms"), null);
    for (const ttl of ["-1", "1.5", "1e3", "", "315360000001", "soon"]) {
      const refused = await problem(await put("short", "1", { "Prism-TTL-Ms": ttl }));
      assert.deepEqual([refused.status, refused.reason], [400, "BAD_NUMBER"], ttl);
    }
  });

  it("refuses what it cannot read of a deadline", async (t) => {
    const { put } = await open(t, server);
    assert.equal((await put("k", "1", { "Prism-Timeout-Ms": "5000" })).status, 204);
    assert.equal((await problem(await put("k", "1", { "Prism-Timeout-Ms": "5s" }))).reason, "BAD_NUMBER");
  });

  it("says how long a request waited, how long its store took, and how long all took", async (t) => {
    const { gateway, base, put } = await open(t, server);
    const durations = (timing: string | null): Record<string, number> =>
      Object.fromEntries(
        (timing ?? "")
          .split(", ")
          .map((part) => part.split(";dur="))
          .map(([n = "", d]) => [n, Number(d)]),
      );
    const durable = base.replace("/memory/", "/default/");
    const written = await fetch(`${durable}/k`, { method: "PUT", body: "1" });
    for (const response of [written, await put("k", "1"), await fetch(`${base}/k`), await fetch(`${base}/missing`)]) {
      const { queue = -1, backend = -1, total = -1 } = durations(response.headers.get("server-timing"));
      assert.ok(queue >= 0 && backend >= 0 && total >= queue + backend, `${queue} ${backend} ${total}`);
    }
    assert.ok((durations(written.headers.get("server-timing")).backend ?? 0) > 0);
    // No worker has seen these.
    for (const path of ["/v2", "/v1/namespaces/nowhere/keyvalue/k"]) {
      const { headers } = await fetch(`http://127.0.0.1:${gateway.httpPort}${path}`);
      assert.deepEqual(Object.keys(durations(headers.get("server-timing"))), ["total"]);
    }
  });

  it("names the namespace that is not there", async (t) => {
    const { gateway } = await open(t, server);
    const response = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/namespaces/memori/keyvalue/k`);
    const { status, reason, metadata } = await problem(response);
    assert.deepEqual([status, reason], [404, "NAMESPACE_NOT_FOUND"]);
    assert.deepEqual(metadata, { namespace: "memori", near: "memory" });
  });
});

describeEachServer("conditions over HTTP", (server) => {
  it("creates with If-None-Match: * and refuses to create twice", async (t) => {
    const { put } = await open(t, server);
    assert.equal((await put("new", "1", { "If-None-Match": "*" })).status, 201);
    const again = await problem(await put("new", "2", { "If-None-Match": "*" }));
    assert.deepEqual([again.status, again.reason, again.code], [412, "VERSION_MISMATCH", "FAILED_PRECONDITION"]);
  });

  it("writes and deletes only the version that If-Match names", async (t) => {
    const { base, put } = await open(t, server);
    const first = (await put("k", "1")).headers.get("etag") ?? "";
    const second = (await put("k", "2", { "If-Match": first })).headers.get("etag") ?? "";
    assert.notEqual(second, first);
    const late = await problem(await put("k", "3", { "If-Match": first }));
    assert.deepEqual([late.status, late.reason], [412, "VERSION_MISMATCH"]);
    assert.equal(`"${(late.metadata as Record<string, string>).current_version}"`, second);
    const refused = await fetch(`${base}/k`, { method: "DELETE", headers: { "If-Match": first } });
    assert.equal(refused.status, 412);
    const deleted = await fetch(`${base}/k`, { method: "DELETE", headers: { "If-Match": second } });
    assert.equal(deleted.headers.get("prism-deleted"), "true");
  });

  it("answers 304 when If-None-Match names what is there, in a list too, and weakly", async (t) => {
    const { base, put } = await open(t, server);
    const tag = (await put("k", "1")).headers.get("etag") ?? "";
    for (const condition of [tag, "*", `"abc", ${tag}`, `W/${tag}`, `"1" ,W/${tag} , "x"`]) {
      const read = await fetch(`${base}/k`, { headers: { "If-None-Match": condition } });
      assert.deepEqual([read.status, read.headers.get("etag")], [304, tag], condition);
    }
    for (const condition of ['"999999999"', "W/*", "", tag.slice(1), `${tag}x`]) {
      assert.equal((await fetch(`${base}/k`, { headers: { "If-None-Match": condition } })).status, 200, condition);
    }
    assert.equal((await fetch(`${base}/k`, { headers: { "If-Match": '"999999999"' } })).status, 412);
    assert.equal((await fetch(`${base}/k`, { headers: { "If-Match": `W/${tag}` } })).status, 412);
    assert.equal((await fetch(`${base}/k`, { headers: { "If-Match": tag } })).status, 200);
  });

  it("refuses a condition that it cannot keep, rather than writing without it", async (t) => {
    const { base, put } = await open(t, server);
    const tag = (await put("k", "1")).headers.get("etag") ?? "";
    const cases: [Record<string, string>, number, string][] = [
      [{ "If-Match": "*" }, 400, "CONDITION_NOT_KEPT"],
      [{ "If-Match": `${tag}, "2"` }, 400, "CONDITION_NOT_KEPT"],
      [{ "If-Match": "123" }, 400, "BAD_ENTITY_TAG"],
      [{ "If-Match": "" }, 400, "BAD_ENTITY_TAG"],
      [{ "If-Match": `W/${tag}` }, 412, "VERSION_MISMATCH"],
      [{ "If-Match": '"0"' }, 412, "VERSION_MISMATCH"],
      [{ "If-Match": '"01"' }, 412, "VERSION_MISMATCH"],
      [{ "If-Match": '"99999999999999999999"' }, 412, "VERSION_MISMATCH"],
      [{ "If-None-Match": tag }, 400, "CONDITION_NOT_KEPT"],
      [{ "If-None-Match": "" }, 400, "CONDITION_NOT_KEPT"],
      [{ "If-None-Match": "*", "If-Match": tag }, 400, "CONDITIONS_CONTRADICT"],
    ];
    for (const [headers, status, reason] of cases) {
      const refused = await problem(await put("k", "2", headers));
      assert.deepEqual([refused.status, refused.reason], [status, reason], JSON.stringify(headers));
    }
    assert.equal(await (await fetch(`${base}/k`)).text(), "1");
  });
});
