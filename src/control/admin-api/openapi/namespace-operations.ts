import type { Answer, Operation } from "../../../acceptor/http/openapi/operation.ts";
import { COLLECTION } from "../namespace-routes.ts";
import { adminParameters as parameters } from "./admin-parameters.ts";
import { change, limits, orders, shown } from "./namespace-examples.ts";

const JSON_TYPE = "application/json";
const ITEM = `${COLLECTION}/{name}`;
const named = { name: "orders" };
const declaration = { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/NamespaceDeclaration" } };
const invoices = { ...orders, name: "invoices" };

/** `/v1/namespaces` and what is under it; beside `namespace-routes.ts`. */
export const namespaceOperations: readonly Operation[] = [
  {
    method: "GET",
    path: COLLECTION,
    id: "listNamespaces",
    tag: "namespaces",
    summary: "Namespaces in the order of their names, a page at a time.",
    parameters: [parameters.pageSize, parameters.pageToken],
    answers: { 200: answer("The page.", "NamespacePage", []) },
    examples: [
      {
        name: "all",
        summary: "All that there are.",
        parameters: {},
        status: 200,
        answer: { namespaces: [shown(orders, 1)], nextPageToken: "", totalSize: 1 },
      },
    ],
  },
  {
    method: "POST",
    path: COLLECTION,
    id: "createNamespace",
    tag: "namespaces",
    summary: "Makes a namespace that is not there yet.",
    parameters: [parameters.validateOnly],
    body: declaration,
    answers: { 200: record("It could be made."), 201: made() },
    examples: [
      {
        name: "make",
        summary: "One on the disk.",
        parameters: {},
        body: invoices,
        status: 201,
        answer: shown(invoices, 1),
      },
    ],
  },
  {
    method: "GET",
    path: ITEM,
    id: "getNamespace",
    tag: "namespaces",
    summary: "A namespace.",
    parameters: [parameters.name],
    answers: { 200: record("The namespace.") },
    examples: [{ name: "one", summary: "One of them.", parameters: named, status: 200, answer: shown(orders, 1) }],
  },
  {
    method: "PUT",
    path: ITEM,
    id: "putNamespace",
    tag: "namespaces",
    summary: "Makes a namespace, or declares it anew as a whole.",
    parameters: [parameters.name, parameters.validateOnly, parameters["If-Match"], parameters["If-None-Match"]],
    body: declaration,
    answers: { 200: record("Declared anew."), 201: made() },
    examples: [
      {
        name: "anew",
        summary: "With limits, and all else as it is by default.",
        parameters: named,
        body: { pattern: "keyvalue", backend: "disk", limits },
        status: 200,
        answer: shown({ ...orders, limits }, 2),
      },
    ],
  },
  {
    method: "PATCH",
    path: ITEM,
    id: "patchNamespace",
    tag: "namespaces",
    summary: "Changes the fields that the body has; null is the default.",
    parameters: [parameters.name, parameters.validateOnly, parameters["If-Match"]],
    body: declaration,
    answers: { 200: record("Changed.") },
    examples: [
      {
        name: "limit",
        summary: "How much each principal may ask for.",
        parameters: named,
        body: { limits },
        status: 200,
        answer: shown({ ...orders, limits }, 2),
      },
    ],
  },
  {
    method: "DELETE",
    path: ITEM,
    id: "deleteNamespace",
    tag: "namespaces",
    summary: "Deletes a namespace; without force only when it is empty.",
    parameters: [parameters.name, parameters.force, parameters.validateOnly, parameters["If-Match"]],
    answers: { 200: answer("As it was.", "DeletedNamespace", []) },
    examples: [
      {
        name: "force",
        summary: "With its items.",
        parameters: { ...named, force: "true" },
        status: 200,
        answer: { namespace: shown(orders, 1) },
      },
    ],
  },
  {
    method: "GET",
    path: `${ITEM}/changes`,
    id: "listNamespaceChanges",
    tag: "namespaces",
    summary: "Who changed a namespace through the API, and when, the newest first.",
    parameters: [parameters.name, parameters.count],
    answers: { 200: answer("The changes.", "NamespaceChanges", []) },
    examples: [{ name: "one", summary: "It was made.", parameters: named, status: 200, answer: { changes: [change] } }],
  },
];

function answer(description: string, schema: string, headers: readonly string[]): Answer {
  const content = { contentType: JSON_TYPE, schema: { $ref: `#/components/schemas/${schema}` } };
  return { description, headers, content };
}

function record(description: string): Answer {
  return answer(description, "NamespaceRecord", ["ETag"]);
}

function made(): Answer {
  return answer("Made.", "NamespaceRecord", ["ETag", "Location"]);
}
