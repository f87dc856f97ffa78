import { PROBLEM_CONTENT_TYPE } from "../problem.ts";
import { headerReferences } from "./header-references.ts";
import { messageSchemas } from "./message-schemas.ts";
import type { Answer, ApiDescription, OpenApiObject, Operation, OperationExample } from "./operation.ts";
import { parameterObject } from "./parameter.ts";
import { problemReferences, problemResponse, problemResponses, problemSchema } from "./problem-responses.ts";

/** The OpenAPI 3.1 document of a port: messages and methods from the proto files, paths from tables beside their routes. */
export function openApiDocument(api: ApiDescription): OpenApiObject {
  const headers = Object.keys(api.headers);
  const paths: Record<string, Record<string, OpenApiObject>> = {};
  for (const operation of api.operations) {
    const path = paths[operation.path] ?? {};
    paths[operation.path] = path;
    path[operation.method.toLowerCase()] = operationObject(operation, headers);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: api.title,
      version: "v1",
      summary: api.summary,
      description: api.description,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "The port that this document comes from." }],
    security: [{ bearer: [] }, { clientCertificate: [] }, {}],
    tags: api.tags,
    paths,
    components: {
      schemas: { ...messageSchemas(api.requests, api.responses), ...api.schemas, Problem: problemSchema },
      responses: problemResponses(headers),
      headers: api.headers,
      securitySchemes,
    },
  };
}

const securitySchemes: OpenApiObject = {
  bearer: { type: "http", scheme: "bearer", description: "A JWT or an API key, if the gateway asks who comes." },
  clientCertificate: { type: "mutualTLS", description: "A certificate of the client, if the gateway takes them." },
};

function operationObject(operation: Operation, headers: readonly string[]): OpenApiObject {
  const { id, tag, summary, description, parameters, body, examples } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(operation.isPublic === true ? { security: [{}] } : {}),
    ...(parameters.length === 0
      ? {}
      : {
          parameters: parameters.map((parameter) =>
            parameterObject(
              parameter,
              examplesOf(examples, (example) => example.parameters[parameter.name]),
            ),
          ),
        }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: content(
              body,
              examplesOf(examples, (example) => example.body),
            ),
          },
        }),
    responses: { ...successes(operation), ...(operation.hasProblems === false ? {} : problems(examples, headers)) },
  };
}

function successes({ answers, examples }: Operation): OpenApiObject {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]: [string, Answer]) => {
      const { description, headers } = answer;
      const shown = examplesOf(examples, (example) => (example.status === Number(status) ? example.answer : undefined));
      return [
        status,
        {
          description,
          ...(headers.length === 0 ? {} : { headers: headerReferences(headers) }),
          ...(answer.content === null ? {} : { content: content(answer.content, shown) }),
        },
      ];
    }),
  );
}

/** An operation may be answered with every problem; those of its examples are shown. */
function problems(examples: readonly OperationExample[], headers: readonly string[]): OpenApiObject {
  const responses = problemReferences();
  for (const status of new Set(examples.filter((example) => example.status >= 400).map((example) => example.status))) {
    const shown = examplesOf(examples, (example) => (example.status === status ? example.answer : undefined));
    const schema = { $ref: "#/components/schemas/Problem" };
    const media = content({ contentType: PROBLEM_CONTENT_TYPE, schema }, shown);
    responses[status] = { ...problemResponse(status, headers), content: media };
  }
  return responses;
}

function content(
  { contentType, schema }: { readonly contentType: string; readonly schema: OpenApiObject | null },
  examples: OpenApiObject,
): OpenApiObject {
  const shown = Object.keys(examples).length === 0 ? {} : { examples };
  return { [contentType]: { ...(schema === null ? {} : { schema }), ...shown } };
}

/** One part of each example, by the example's name; examples that do not have it are left out. */
function examplesOf(
  examples: readonly OperationExample[],
  part: (example: OperationExample) => unknown,
): Record<string, OpenApiObject> {
  const shown: Record<string, OpenApiObject> = {};
  for (const example of examples) {
    const value = part(example);
    if (value !== undefined) shown[example.name] = { summary: example.summary, value };
  }
  return shown;
}
