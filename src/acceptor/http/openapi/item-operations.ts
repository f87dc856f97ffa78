import { Code, codeName } from "../../../common/codes.ts";
import { httpParameters as parameters } from "./http-parameters.ts";
import type { Answer, OpenApiObject, Operation } from "./operation.ts";
import type { Parameter } from "./parameter.ts";

const PATH = "/v1/namespaces/{namespace}/keyvalue/{key}";
const VALUE = "application/octet-stream";
const common: readonly Parameter[] = [
  parameters.namespace,
  parameters.key,
  parameters["Prism-Timeout-Ms"],
  parameters.traceparent,
];
const writing: readonly Parameter[] = [...common, parameters["If-Match"], parameters["Idempotency-Key"]];
const greeting = { namespace: "default", key: "greeting" };
const found = ["ETag", "Prism-Expires-At-Ms?", "Server-Timing"];
const notModified: Answer = {
  description: "The item has one of the versions in If-None-Match.",
  headers: found,
  content: null,
};

const missing: OpenApiObject = {
  type: "about:blank",
  title: "Key not found",
  status: 404,
  detail: "there is no item with this key; PUT writes one",
  code: codeName(Code.NOT_FOUND),
  reason: "KEY_NOT_FOUND",
  metadata: { field: "key" },
};

function mismatch(detail: string, metadata: OpenApiObject): OpenApiObject {
  const title = "Version mismatch";
  return {
    type: "about:blank",
    title,
    status: 412,
    detail,
    code: codeName(Code.FAILED_PRECONDITION),
    reason: "VERSION_MISMATCH",
    metadata,
  };
}

/** One item under its own path, its value as the body; beside `keyvalue-routes.ts`. */
export const itemOperations: readonly Operation[] = [
  {
    method: "GET",
    path: PATH,
    id: "getItem",
    tag: "items",
    summary: "The value of an item, as it is.",
    parameters: [
      ...common,
      parameters["If-Match"],
      parameters["If-None-Match"],
      parameters.Range,
      parameters["If-Range"],
      parameters["Accept-Encoding"],
    ],
    answers: {
      200: {
        description: "The value.",
        headers: [...found, "Accept-Ranges?", "Content-Encoding?"],
        content: { contentType: VALUE, schema: null },
      },
      206: {
        description: "The part of the value that Range asks for.",
        headers: [...found, "Content-Range"],
        content: { contentType: VALUE, schema: null },
      },
      304: notModified,
    },
    examples: [
      { name: "found", summary: "An item that is there.", parameters: greeting, status: 200, answer: "hello" },
      {
        name: "part",
        summary: "The first bytes of an item.",
        parameters: { ...greeting, Range: "bytes=0-1" },
        status: 206,
        answer: "he",
      },
      {
        name: "missing",
        summary: "A key that is not there.",
        parameters: { namespace: "default", key: "nowhere" },
        status: 404,
        answer: missing,
      },
      {
        name: "otherVersion",
        summary: "An item that has another version than the one asked for.",
        parameters: { ...greeting, "If-Match": '"1"' },
        status: 412,
        answer: mismatch("the item has version 2, which If-Match does not name", {
          field: "If-Match",
          current_version: "2",
        }),
      },
    ],
  },
  {
    method: "HEAD",
    path: PATH,
    id: "headItem",
    tag: "items",
    summary: "What GET answers, without the value.",
    parameters: [...common, parameters["If-Match"], parameters["If-None-Match"]],
    answers: {
      200: {
        description: "There is an item.",
        headers: [...found, "Accept-Ranges?", "Content-Encoding?"],
        content: null,
      },
      304: notModified,
    },
    examples: [{ name: "found", summary: "An item that is there.", parameters: greeting, status: 200 }],
  },
  {
    method: "PUT",
    path: PATH,
    id: "putItem",
    tag: "items",
    summary: "Writes the body, of up to 1 GiB, as the value of an item.",
    parameters: [...writing, parameters["If-None-Match"], parameters["Prism-TTL-Ms"], parameters["Content-Encoding"]],
    body: { contentType: VALUE, schema: null },
    answers: {
      201: {
        description: "Written; there was none, as asked for.",
        headers: ["ETag", "Prism-Replayed?", "Server-Timing"],
        content: null,
      },
      204: { description: "Written.", headers: ["ETag", "Prism-Replayed?", "Server-Timing"], content: null },
    },
    examples: [
      { name: "write", summary: "Whatever was there before.", parameters: greeting, body: "hello", status: 204 },
      {
        name: "brief",
        summary: "For a minute, and once even if it is sent twice.",
        parameters: { namespace: "default", key: "brief", "Prism-TTL-Ms": "60000", "Idempotency-Key": "order-7" },
        body: "hello",
        status: 204,
      },
      {
        name: "create",
        summary: "Only if there is none.",
        parameters: { namespace: "default", key: "new", "If-None-Match": "*" },
        body: "hello",
        status: 201,
      },
      {
        name: "taken",
        summary: "Only if there is none, and there is one.",
        parameters: { ...greeting, "If-None-Match": "*" },
        body: "hello",
        status: 412,
        answer: mismatch("the item exists with version 2; if_version 0 means it must not exist", {
          field: "if_version",
          current_version: "2",
        }),
      },
    ],
  },
  {
    method: "DELETE",
    path: PATH,
    id: "deleteItem",
    tag: "items",
    summary: "Deletes an item, if there is one.",
    parameters: writing,
    answers: {
      204: {
        description: "There is no such item any more.",
        headers: ["Prism-Deleted", "Prism-Replayed?", "Server-Timing"],
        content: null,
      },
    },
    examples: [{ name: "delete", summary: "Whatever its version.", parameters: greeting, status: 204 }],
  },
];
