import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import { httpApi } from "../../../../src/acceptor/http/openapi/http-api.ts";
import { checkExample, documentOf } from "../../../support/openapi.ts";
import { StartedGateway } from "../../../support/started-gateway.ts";
import { tempFolder } from "../../../support/temp-folder.ts";
import { prepareLargeValue } from "./large-value-scenes.ts";
import { prepareStream } from "./stream-scenes.ts";

/** The gateway that the examples suppose: an item `greeting`, written before, so that its version is not 1. */
async function open(t: TestContext): Promise<string> {
  const gateway = await StartedGateway.open(t, { flags: { workers: 1 } });
  const base = `http://127.0.0.1:${gateway.httpPort}`;
  for (const value of ["hi", "hello"]) {
    const item = `${base}/v1/namespaces/default/keyvalue/greeting`;
    assert.equal((await fetch(item, { method: "PUT", body: value })).status, 204);
  }
  return base;
}

describe("the examples of the HTTP door's OpenAPI document", () => {
  for (const operation of httpApi.operations) {
    for (const example of operation.examples) {
      it(`are answered as it says: ${operation.method} ${operation.path}, ${example.name}`, async (t) => {
        const base = await open(t);
        await prepareStream(base, operation.id, example.name);
        await checkExample(base, operation, await prepareLargeValue(base, operation.path, example));
      });
    }
  }
});

describe("/openapi.json of the HTTP door", () => {
  it("is served to everybody", async (t) => {
    const yaml = `auth: { mode: required, apiKeys: { file: keys.jsonl } }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "*", allow: [all] }] }]
`;
    const folder = tempFolder(t);
    writeFileSync(`${folder}/keys.jsonl`, "", { mode: 0o600 });
    const gateway = await StartedGateway.open(t, { yaml, folder });
    const response = await fetch(`http://127.0.0.1:${gateway.httpPort}/openapi.json`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.deepEqual(await response.json(), documentOf(httpApi));
  });
});
