import { isWrite } from "../../../codec/calls.ts";
import { findMethod } from "../../../codec/json/services.ts";
import { assert } from "../../../common/assert.ts";
import { Failure } from "../../../common/failure.ts";
import { NAMESPACE_METHODS } from "../batch-routes.ts";
import { WEBSOCKET_PATH } from "../websocket-door.ts";
import { httpParameters as parameters } from "./http-parameters.ts";
import { schemaReference } from "./message-schemas.ts";
import { methodExamples } from "./method-examples.ts";
import type { Answer, OpenApiObject, Operation } from "./operation.ts";

const PATH = "/v1/namespaces/{namespace}/keyvalue";
const always = [parameters["Prism-Timeout-Ms"], parameters.traceparent];
const JSON_TYPE = "application/json";
const greetings = [{ key: "greeting", value: "aGVsbG8=", version: "2" }];

/** What is no item by itself; beside `listing-route.ts`, `batch-routes.ts`, `websocket-door.ts` and `openapi-route.ts`. */
export const collectionOperations: readonly Operation[] = [
  {
    method: "GET",
    path: PATH,
    id: "listItems",
    tag: "items",
    summary: "A page of items in the byte order of their keys.",
    parameters: [
      parameters.namespace,
      parameters.prefix,
      parameters.start,
      parameters.end,
      parameters.pageSize,
      parameters.pageToken,
      parameters.keysOnly,
      ...always,
    ],
    answers: {
      200: json(
        "The page; nextPageToken is absent on the last one.",
        schemaReference(methodOf("KeyValueService", "Scan").response),
      ),
    },
    examples: [
      {
        name: "page",
        summary: "Keys that begin with greet.",
        parameters: { namespace: "default", prefix: "greet" },
        status: 200,
        answer: { items: greetings },
      },
    ],
  },
  ...NAMESPACE_METHODS.flatMap(({ service, at, names }) => names.map((name) => batch(service, at, name))),
  {
    method: "GET",
    path: WEBSOCKET_PATH,
    id: "openWebSocket",
    tag: "frames",
    summary: "A WebSocket whose binary messages are the payloads of TCP frames.",
    description: "Each message to the gateway is one prism.v1.Request, each one back a prism.v1.Response.",
    parameters: [],
    isPublic: true,
    answers: { 101: { description: "The connection speaks WebSocket from here on.", headers: [], content: null } },
    examples: [],
  },
  {
    method: "GET",
    path: "/openapi.json",
    id: "getOpenApi",
    tag: "about",
    summary: "This document.",
    parameters: [],
    isPublic: true,
    answers: { 200: json("An OpenAPI 3.1 document.", { type: "object" }) },
    examples: [],
  },
];

function batch(service: string, at: string, name: string): Operation {
  const { request, response, comment, call } = methodOf(service, name);
  const verb = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return {
    method: "POST",
    path: `/v1/namespaces/{namespace}/${at}:${verb}`,
    id: at === "keyvalue" && name.startsWith("Batch") ? `${verb}Items` : verb,
    tag: at === "keyvalue" ? "items" : "messages",
    summary: comment === "" ? "Several items at once." : comment,
    description: "The body may leave the namespace out; it may not name another one than the path.",
    parameters: [parameters.namespace, ...always, ...(isWrite(call ?? 0) ? [parameters["Idempotency-Key"]] : [])],
    body: { contentType: JSON_TYPE, schema: schemaReference(request) },
    answers: { 200: json("The answer; fields with their default are left out.", schemaReference(response)) },
    examples: methodExamples(name).map((example) => {
      const { namespace, ...body } = example.body as { namespace: string };
      return { ...example, parameters: { namespace }, body };
    }),
  };
}

function json(description: string, schema: OpenApiObject): Answer {
  return { description, headers: ["Server-Timing"], content: { contentType: JSON_TYPE, schema } };
}

function methodOf(service: string, name: string) {
  const method = findMethod(service, name);
  assert(!(method instanceof Failure), `${service} has no ${name}`);
  return method;
}
