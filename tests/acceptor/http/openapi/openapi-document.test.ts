import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { httpRoutes } from "../../../../src/acceptor/http/http-routes.ts";
import { methods } from "../../../../src/acceptor/http/openapi/method-operations.ts";
import { openApiDocument, operations } from "../../../../src/acceptor/http/openapi/openapi-document.ts";
import { statusLine } from "../../../../src/acceptor/http/status.ts";

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, PathOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, { readonly headers: object; readonly description: string }>>;
  };
}

interface PathOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
}

interface Schema {
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly additionalProperties?: boolean;
}

const document = JSON.parse(JSON.stringify(openApiDocument())) as Document & Record<string, unknown>;

/** `GET /path`, with `{service}/{method}` for each method, as the document has them. */
function registered(): string[] {
  return httpRoutes(0).flatMap(({ method, path }) =>
    path === "/v1/{service}/{method}"
      ? methods.map(({ service, name }) => `${method} /v1/${service}/${name}`)
      : [`${method} ${path}`],
  );
}

function documented(): string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

describe("the OpenAPI document", () => {
  it("is one, by a validator that is not ours, with every reference in it", async () => {
    const validator = new Validator({ strict: false });
    // It writes into what it is given.
    const result = await validator.validate(structuredClone(document));
    assert.deepEqual(result.errors ?? [], []);
    assert.equal(result.valid, true);
    assert.equal(validator.version, "3.1");
    validator.resolveRefs();
    const text = JSON.stringify(document);
    for (const [, reference = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = reference
        .split("/")
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
      assert.ok(target !== undefined, reference);
    }
  });

  it("has every path of the door, and no other", () => {
    // What is read can be asked for with HEAD too; the document says so where it makes sense.
    const without = documented().filter((operation) => !operation.startsWith("HEAD "));
    assert.deepEqual(without.sort(), registered().sort());
  });

  it("has each name of an operation once, and the parameters that its path has", () => {
    const ids = new Set<string>();
    for (const [path, item] of Object.entries(document.paths)) {
      for (const { operationId, parameters = [] } of Object.values(item)) {
        assert.ok(!ids.has(operationId), operationId);
        ids.add(operationId);
        const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
        assert.deepEqual(
          inPath,
          [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
          path,
        );
      }
    }
    assert.ok(ids.size > 12);
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
    assert.ok(
      "Retry-After" in (responses.Problem429?.headers ?? {}) && "Retry-After" in (responses.Problem503?.headers ?? {}),
    );
    assert.ok("WWW-Authenticate" in (responses.Problem401?.headers ?? {}));
    assert.match(responses.Problem412?.description ?? "", /^Precondition Failed: VERSION_MISMATCH$/);
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
    const { items } = BatchPutRequest?.properties ?? {};
    assert.deepEqual(items, {
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
    const without = operations.filter(({ examples }) => examples.length === 0).map(({ path }) => path);
    assert.deepEqual(without, ["/v1/ws", "/openapi.json"]);
  });

  it("is what docs-cms/reference/openapi.json has", () => {
    const committed = readFileSync(join(process.cwd(), "docs-cms/reference/openapi.json"), "utf8");
    assert.ok(committed === `${JSON.stringify(document, null, 2)}\n`, "openapi.json is old; run npm run generate");
  });
});
