import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openApiDocument } from "../../src/acceptor/http/openapi/openapi-document.ts";
import type { ApiDescription, Operation, OperationExample } from "../../src/acceptor/http/openapi/operation.ts";
import { PROBLEM_CONTENT_TYPE } from "../../src/acceptor/http/problem.ts";

/** A document as whoever fetches it has it, as far as the tests look into it. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, OpenApiSchema>>;
    readonly responses: Readonly<Record<string, { readonly headers?: object; readonly description: string }>>;
  };
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface OpenApiSchema {
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly additionalProperties?: boolean;
}

export function documentOf(api: ApiDescription): OpenApiDocument {
  return JSON.parse(JSON.stringify(openApiDocument(api)));
}

/** That it is OpenAPI 3.1, by a validator that is not ours, and consistent in what that does not look at. */
export async function checkDocument(document: OpenApiDocument): Promise<void> {
  const validator = new Validator({ strict: false });
  // It writes into what it is given.
  const result = await validator.validate(structuredClone(document) as never);
  assert.deepEqual(result.errors ?? [], []);
  assert.equal(result.valid, true);
  assert.equal(validator.version, "3.1");
  validator.resolveRefs();
  for (const [, reference = ""] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = reference
      .split("/")
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
    assert.ok(target !== undefined, reference);
  }
  const ids = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const { operationId, parameters = [] } of Object.values(item)) {
      assert.ok(!ids.has(operationId), `${operationId} is there twice`);
      ids.add(operationId);
      const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      assert.deepEqual(
        inPath,
        [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
        path,
      );
    }
  }
}

/** `GET /path` of each operation. */
export function operationsIn(document: OpenApiDocument): string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** That the page in docs-cms/reference/ is the document. */
export function checkPage(name: string, document: OpenApiDocument): void {
  const committed = readFileSync(join(process.cwd(), "docs-cms/reference", name), "utf8");
  assert.ok(committed === `${JSON.stringify(document, null, 2)}\n`, `${name} is old; run npm run generate`);
}

/** Sends an example to the port at `base`, and compares what comes back with what it says. */
export async function checkExample(base: string, operation: Operation, example: OperationExample): Promise<void> {
  const response = await send(base, operation, example);
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
  assert.deepEqual(comparable(isText ? text : JSON.parse(text)), comparable(example.answer ?? ""));
}

function send(
  base: string,
  { method, path, parameters, body }: Operation,
  example: OperationExample,
): Promise<Response> {
  const headers: Record<string, string> = body === undefined ? {} : { "Content-Type": body.contentType };
  const query = new URLSearchParams();
  let target = path;
  for (const [name, value] of Object.entries(example.parameters)) {
    const parameter = parameters.find((known) => known.name === name);
    assert.ok(parameter !== undefined, `${method} ${path} has no parameter ${name}`);
    if (parameter.in === "header") headers[name] = value;
    else if (parameter.in === "query") query.set(name, value);
    else target = target.replace(`{${name}}`, encodeURIComponent(value));
  }
  const { body: given } = example;
  const sent = typeof given === "string" || given === undefined ? given : JSON.stringify(given);
  const url = `${base}${target}${query.size === 0 ? "" : `?${query}`}`;
  return fetch(url, { method, headers, body: sent ?? null });
}

const RANDOM: ReadonlySet<string> = new Set([
  "etag",
  "nextPageToken",
  "uploadId",
  "downloadId",
  "timeMs",
  "utilization",
]);

/** Without what differs from run to run: digits, which are versions and times, etags, tokens of pages, measurements. */
function comparable(answer: unknown): unknown {
  if (typeof answer === "string") return answer.replace(/[0-9]+/g, "0");
  return JSON.parse(JSON.stringify(answer), (name, value: unknown) => {
    if (RANDOM.has(name)) return "…";
    return typeof value === "string" ? value.replace(/[0-9]+/g, "0") : value;
  });
}
