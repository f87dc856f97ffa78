import { descriptors } from "../../../codec/generated/descriptors.ts";
import { PROBLEM_CONTENT_TYPE } from "../problem.ts";
import { answerHeaders, headerReferences } from "./answer-headers.ts";
import { collectionOperations } from "./collection-operations.ts";
import { itemOperations } from "./item-operations.ts";
import { messageSchemas } from "./message-schemas.ts";
import { methodOperations, methods } from "./method-operations.ts";
import type { Answer, OpenApiObject, Operation, OperationExample } from "./operation.ts";
import { parameterObject } from "./parameters.ts";
import { problemReferences, problemResponse, problemResponses, problemSchema } from "./problem-responses.ts";

/** Everything that the HTTP door does. */
export const operations: readonly Operation[] = [...itemOperations, ...collectionOperations, ...methodOperations];

/** The OpenAPI 3.1 document of the HTTP door: messages and methods from the proto files, paths from the tables beside. */
export function openApiDocument(): OpenApiObject {
  const paths: Record<string, Record<string, OpenApiObject>> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    paths[operation.path] = path;
    path[operation.method.toLowerCase()] = operationObject(operation);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Prism",
      version: "v1",
      summary: "One typed API over many stores.",
      description: "64-bit integers are texts; requests may have them as numbers. Bytes are base64.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "The gateway that this document comes from." }],
    security: [{ bearer: [] }, { clientCertificate: [] }, {}],
    tags: tags(),
    paths,
    components: {
      schemas: {
        ...messageSchemas(
          methods.map(({ request }) => request),
          methods.map(({ response }) => response),
        ),
        Problem: problemSchema,
      },
      responses: problemResponses(),
      headers: answerHeaders,
      securitySchemes,
    },
  };
}

const securitySchemes: OpenApiObject = {
  bearer: { type: "http", scheme: "bearer", description: "A JWT or an API key, if the gateway asks who comes." },
  clientCertificate: { type: "mutualTLS", description: "A certificate of the client, if the gateway takes them." },
};

function tags(): OpenApiObject[] {
  const ofServices = Object.entries(descriptors.services)
    .map(([name, { comment = "" }]) => ({ name: name.slice(name.lastIndexOf(".") + 1), description: comment }))
    .filter(({ name }) => methods.some(({ service }) => service === name));
  return [
    { name: "items", description: "Values by key, under paths of their own." },
    ...ofServices,
    { name: "frames", description: "The protocol of the TCP door, for browsers." },
    { name: "about", description: "What this door has." },
  ];
}

function operationObject(operation: Operation): OpenApiObject {
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
          parameters: parameters.map((name) =>
            parameterObject(
              name,
              examplesOf(examples, (example) => example.parameters[name]),
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
    responses: { ...successes(operation), ...problems(examples) },
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

/** Every operation may be answered with every problem; those of its examples are shown. */
function problems(examples: readonly OperationExample[]): OpenApiObject {
  const responses = problemReferences();
  for (const status of new Set(examples.filter((example) => example.status >= 400).map((example) => example.status))) {
    const shown = examplesOf(examples, (example) => (example.status === status ? example.answer : undefined));
    const schema = { $ref: "#/components/schemas/Problem" };
    const media = content({ contentType: PROBLEM_CONTENT_TYPE, schema }, shown);
    responses[status] = { ...problemResponse(status), content: media };
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
