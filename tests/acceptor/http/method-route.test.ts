import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { StartedGateway } from "../../support/started-gateway.ts";

interface Problem {
  readonly status: number;
  readonly reason: string;
  readonly detail: string;
  readonly metadata: Readonly<Record<string, string>>;
}

async function open(t: TestContext) {
  const gateway = await StartedGateway.open(t);
  const post = (method: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${gateway.httpPort}/v1/${method}`, {
      method: "POST",
      body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...headers },
    });
  const call = async (method: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await post(`KeyValueService/${method}`, body, headers);
    assert.equal(response.status, 200, await response.clone().text());
    assert.equal(response.headers.get("content-type"), "application/json");
    return (await response.json()) as Record<string, unknown>;
  };
  return { gateway, post, call };
}

async function problemOf(response: Response): Promise<Problem> {
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  return (await response.json()) as Problem;
}

const key = { namespace: "memory", key: "k" };

describe("methods by name over HTTP", () => {
  it("do what they do through every door", async (t) => {
    const { call } = await open(t);
    const { version } = await call("Put", { ...key, value: "aGVsbG8=", ttl_ms: 60_000 });
    assert.match(String(version), /^[1-9]\d*$/);
    const got = await call("Get", key);
    assert.deepEqual({ ...got, expiresAtMs: "" }, { found: true, value: "aGVsbG8=", version, expiresAtMs: "" });
    assert.match(String(got.expiresAtMs), /^\d{13}$/);
    assert.deepEqual(await call("Exists", key), { exists: true, version });
    assert.deepEqual(await call("Get", { ...key, key: "nowhere" }), {});
    const batch = await call("BatchPut", { namespace: "memory", items: [{ key: "a" }, { key: "k", ifVersion: "0" }] });
    const [written, refused] = batch.results as Record<string, unknown>[];
    assert.match(String(written?.version), /^\d+$/);
    assert.equal((refused?.error as { reason: string } | undefined)?.reason, "VERSION_MISMATCH");
    const page = await call("Scan", { namespace: "memory", pageSize: 1, keysOnly: true });
    assert.deepEqual(
      (page.items as { key: string }[]).map((item) => item.key),
      ["a"],
    );
    const next = await call("Scan", {
      namespace: "memory",
      pageSize: 1,
      keysOnly: true,
      pageToken: page.nextPageToken,
    });
    assert.deepEqual(
      (next.items as { key: string }[]).map((item) => item.key),
      ["k"],
    );
    assert.deepEqual(await call("Delete", { ...key, ifVersion: version }), { deleted: true });
  });

  it("take an idempotency key", async (t) => {
    const { call } = await open(t);
    const headers = { "Idempotency-Key": "once" };
    const first = await call("Put", { ...key, value: "MQ==" }, headers);
    assert.deepEqual(await call("Put", { ...key, value: "MQ==" }, headers), { ...first, replayed: true });
  });

  it("refuse what is no message, with the field and the remedy", async (t) => {
    const { post } = await open(t);
    const cases: readonly [body: unknown, reason: string, field: string | undefined, detail: RegExp][] = [
      [{ ...key, tttlMs: 1 }, "UNKNOWN_FIELD", "tttlMs", /did you mean "ttlMs"/],
      [{ ...key, ttlMs: -1 }, "FIELD_INVALID", "ttl_ms", /whole number/],
      [{ ...key, value: "a b" }, "FIELD_INVALID", "value", /base64/],
      ['{"key":"a","key":"b"}', "DUPLICATE_FIELD", "key", /given twice/],
      ['{"key":', "JSON_SYNTAX", undefined, /line 1, column 8/],
      ["", "JSON_SYNTAX", undefined, /empty/],
      [Buffer.from('{"key":"\xff"}', "latin1"), "BODY_NOT_UTF8", "body", /UTF-8/],
      [{ namespace: "memory" }, "KEY_REQUIRED", "key", /key/],
    ];
    for (const [body, reason, field, detail] of cases) {
      const problem = await problemOf(await post("KeyValueService/Put", body));
      assert.deepEqual([problem.status, problem.reason, problem.metadata.field], [400, reason, field]);
      assert.match(problem.detail, detail);
    }
  });

  it("are refused where there are none, with what was meant", async (t) => {
    const { post } = await open(t);
    const unknown = await problemOf(await post("KeyValueService/Gett", key));
    assert.deepEqual([unknown.status, unknown.reason], [404, "UNKNOWN_METHOD"]);
    assert.match(unknown.detail, /did you mean Get/);
    assert.equal((await problemOf(await post("KeyValueServise/Get", key))).reason, "UNKNOWN_METHOD");
    const elsewhere = await problemOf(await post("NamespaceService/List", {}));
    assert.deepEqual([elsewhere.status, elsewhere.reason], [501, "SERVED_ELSEWHERE"]);
    assert.match(elsewhere.detail, /admin port/);
  });

  it("take JSON alone, by POST alone, and no condition that they would not keep", async (t) => {
    const { post, gateway } = await open(t);
    const text = await problemOf(await post("KeyValueService/Get", key, { "Content-Type": "text/plain" }));
    assert.deepEqual([text.status, text.reason], [415, "UNSUPPORTED_MEDIA_TYPE"]);
    const got = await problemOf(await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/KeyValueService/Get`));
    assert.deepEqual([got.status, got.reason], [405, "METHOD_NOT_ALLOWED"]);
    const condition = await problemOf(await post("KeyValueService/Put", key, { "If-Match": '"1"' }));
    assert.deepEqual([condition.status, condition.reason], [400, "CONDITION_NOT_KEPT"]);
    assert.match(condition.detail, /ifVersion/);
  });
});
