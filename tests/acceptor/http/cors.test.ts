import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import { StartedGateway } from "../../support/started-gateway.ts";
import { describeEachServer, type HttpServerName } from "./each-server.ts";

async function open(t: TestContext, server: HttpServerName, corsOrigins?: string) {
  const flags = corsOrigins === undefined ? {} : { "listeners.http.corsOrigins": corsOrigins };
  const gateway = await StartedGateway.open(t, { flags: { "listeners.http.server": server, ...flags } });
  const item = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/memory/keyvalue/k`;
  const call = (method: string, headers: Record<string, string>) => fetch(item, { method, headers });
  return { call };
}

const preflight = { "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "if-match" };

describeEachServer("pages of another origin", (server) => {
  it("may call when their origin is listed, and read the headers that an answer is made of", async (t) => {
    const { call } = await open(t, server, "https://app.example,http://localhost:3000");
    const asked = await call("OPTIONS", { Origin: "https://app.example", ...preflight });
    assert.equal(asked.status, 204);
    assert.equal(asked.headers.get("access-control-allow-origin"), "https://app.example");
    assert.equal(asked.headers.get("access-control-allow-credentials"), "true");
    assert.match(asked.headers.get("access-control-allow-methods") ?? "", /\bPUT\b/);
    assert.match(asked.headers.get("access-control-allow-headers") ?? "", /\bIf-Match\b/);
    assert.equal(asked.headers.get("access-control-max-age"), "600");
    const written = await call("PUT", { Origin: "http://localhost:3000" });
    assert.equal(written.status, 204);
    assert.equal(written.headers.get("access-control-allow-origin"), "http://localhost:3000");
    assert.match(written.headers.get("access-control-expose-headers") ?? "", /\bETag\b/);
    assert.equal(written.headers.get("vary"), "Origin");
    const failed = await call("GET", { Origin: "https://app.example", "If-Match": '"1"' });
    assert.deepEqual([failed.status, failed.headers.get("access-control-allow-origin")], [412, "https://app.example"]);
  });

  it("are refused when it is not, before anything is done", async (t) => {
    const { call } = await open(t, server, "https://app.example");
    const origins = ["https://app.example.evil", "http://app.example", "https://app.example:8443", "null", "", "*"];
    for (const origin of origins) {
      const refused = await call("PUT", { Origin: origin });
      assert.deepEqual([refused.status, refused.headers.get("access-control-allow-origin")], [403, null], origin);
      assert.equal(((await refused.json()) as { reason: string }).reason, "ORIGIN_NOT_ALLOWED");
      assert.equal((await call("OPTIONS", { Origin: origin, ...preflight })).status, 403);
    }
    assert.equal((await call("GET", {})).status, 404);
  });

  it("are all refused unless the configuration says otherwise", async (t) => {
    const { call } = await open(t, server);
    assert.equal((await call("PUT", { Origin: "http://localhost:3000" })).status, 403);
    assert.equal((await call("PUT", {})).status, 204);
  });

  it("may all call with `*`, and none of them with its cookies", async (t) => {
    const { call } = await open(t, server, "*");
    const answer = await call("PUT", { Origin: "https://any.example" });
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    assert.equal(answer.headers.get("access-control-allow-credentials"), null);
  });
});
