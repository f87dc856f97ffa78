import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import { operations } from "../../../../src/acceptor/http/openapi/openapi-document.ts";
import type { Operation, OperationExample } from "../../../../src/acceptor/http/openapi/operation.ts";
import { type ParameterName, placeOfParameter } from "../../../../src/acceptor/http/openapi/parameters.ts";
import { PROBLEM_CONTENT_TYPE } from "../../../../src/acceptor/http/problem.ts";
import { StartedGateway } from "../../../support/started-gateway.ts";
import { tempFolder } from "../../../support/temp-folder.ts";

/** The gateway that the examples suppose: an item `greeting`, written before, so that its version is not 1. */
async function open(t: TestContext): Promise<string> {
  const gateway = await StartedGateway.open(t);
  const base = `http://127.0.0.1:${gateway.httpPort}`;
  for (const value of ["hi", "hello"]) {
    const item = `${base}/v1/namespaces/default/keyvalue/greeting`;
    assert.equal((await fetch(item, { method: "PUT", body: value })).status, 204);
  }
  return base;
}

function send(base: string, { method, path, body }: Operation, example: OperationExample): Promise<Response> {
  const headers: Record<string, string> = body === undefined ? {} : { "Content-Type": body.contentType };
  const query = new URLSearchParams();
  let target = path;
  for (const [name, value] of Object.entries(example.parameters) as [ParameterName, string][]) {
    const place = placeOfParameter(name);
    if (place === "header") headers[name] = value;
    else if (place === "query") query.set(name, value);
    else target = target.replace(`{${name}}`, encodeURIComponent(value));
  }
  const sent =
    typeof example.body === "string" || example.body === undefined ? example.body : JSON.stringify(example.body);
  return fetch(`${base}${target}${query.size === 0 ? "" : `?${query}`}`, { method, headers, body: sent ?? null });
}

/** Versions differ from run to run. */
function withoutDigits(answer: unknown): string {
  return (typeof answer === "string" ? answer : JSON.stringify(answer)).replace(/[0-9]+/g, "0");
}

describe("the examples of the OpenAPI document", () => {
  for (const operation of operations) {
    for (const example of operation.examples) {
      it(`are answered as it says: ${operation.method} ${operation.path}, ${example.name}`, async (t) => {
        const response = await send(await open(t), operation, example);
        const text = await response.text();
        assert.equal(response.status, example.status, text);
        const answer = operation.answers[example.status];
        const contentType = response.headers.get("content-type");
        if (answer === undefined) assert.equal(contentType, PROBLEM_CONTENT_TYPE);
        else {
          assert.equal(contentType, answer.content?.contentType ?? contentType);
          for (const name of answer.headers) if (!name.endsWith("?")) assert.ok(response.headers.has(name), name);
        }
        const isText = typeof example.answer === "string" || example.answer === undefined;
        assert.equal(withoutDigits(isText ? text : JSON.parse(text)), withoutDigits(example.answer ?? ""));
      });
    }
  }
});

describe("/openapi.json", () => {
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
    const { paths } = (await response.json()) as { paths: Record<string, unknown> };
    assert.ok("/v1/KeyValueService/Get" in paths);
  });
});
