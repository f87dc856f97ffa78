import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { httpRoutes } from "../../../../src/acceptor/http/http-routes.ts";
import { httpApi, httpMethods } from "../../../../src/acceptor/http/openapi/http-api.ts";
import { statusLine } from "../../../../src/acceptor/http/status.ts";
import { checkDocument, checkPage, documentOf, operationsIn } from "../../../support/openapi.ts";

const document = documentOf(httpApi);

/** `GET /path`, with `{service}/{method}` for each method, as the document has them. */
function registered(): string[] {
  return httpRoutes(0).flatMap(({ method, path }) =>
    path === "/v1/{service}/{method}"
      ? httpMethods.map(({ service, name }) => `${method} /v1/${service}/${name}`)
      : [`${method} ${path}`],
  );
}

describe("the OpenAPI document of the HTTP door", () => {
  it("is one, by a validator that is not ours, with every reference in it", async () => {
    await checkDocument(document);
  });

  it("has every path of the door, and no other", () => {
    // What is read can be asked for with HEAD too; the document says so where it makes sense.
    const without = operationsIn(document).filter((operation) => !operation.startsWith("HEAD "));
    assert.deepEqual(without.sort(), registered().sort());
  });

  it("has every problem for every operation, with the headers that go with it", () => {
    const { responses } = document.components;
    const statuses = Object.keys(responses).map((name) => name.replace("Problem", ""));
    assert.ok(statuses.includes("400") && statuses.includes("503") && statuses.length > 12);
    for (const item of Object.values(document.paths)) {
      for (const operation of Object.values(item)) {
        for (const status of statuses) assert.ok(status in operation.responses, `${operation.operationId} ${status}`);
      }
    }
    for (const status of [429, 503]) assert.ok("Retry-After" in (responses[`Problem${status}`]?.headers ?? {}));
    assert.ok("WWW-Authenticate" in (responses.Problem401?.headers ?? {}));
    assert.match(responses.Problem412?.description ?? "", /^Precondition Failed: .*VERSION_MISMATCH/);
    assert.match(responses.Problem429?.description ?? "", /RESOURCE_EXHAUSTED/);
    for (const status of statuses) assert.doesNotMatch(statusLine(Number(status)), /Status$/);
  });

  it("says of messages what the proto files say", () => {
    const { PutRequest, Item, BatchPutRequest, Error: failure } = document.components.schemas;
    assert.deepEqual(PutRequest?.properties.ttlMs, {
      type: "string",
      format: "uint64",
      pattern: "^[0-9]+$",
      description: "Milliseconds from now until the item is gone; 0 = never.",
    });
    assert.deepEqual(PutRequest?.properties.value, { type: "string", contentEncoding: "base64" });
    assert.equal(PutRequest?.additionalProperties, false);
    assert.equal(Item?.additionalProperties, undefined, "an answer may have more one day");
    assert.deepEqual(BatchPutRequest?.properties.items, {
      description: "At most 1000.",
      type: "array",
      items: { $ref: "#/components/schemas/BatchPutItem" },
    });
    assert.deepEqual(failure?.properties.code, {
      type: "integer",
      minimum: 0,
      maximum: 4_294_967_295,
      description: "One of the 16 gRPC status codes.",
    });
  });

  it("has an example of every operation that has something to show", () => {
    const without = httpApi.operations.filter(({ examples }) => examples.length === 0).map(({ path }) => path);
    assert.deepEqual(without, ["/v1/ws", "/openapi.json"]);
  });

  it("is what docs-cms/reference/openapi.json has", () => {
    checkPage("openapi.json", document);
  });
});
