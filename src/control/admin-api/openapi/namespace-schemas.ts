import type { OpenApiObject } from "../../../acceptor/http/openapi/operation.ts";

const text: OpenApiObject = { type: "string" };
const list = (items: OpenApiObject): OpenApiObject => ({ type: "array", items });
const reference = (name: string): OpenApiObject => ({ $ref: `#/components/schemas/${name}` });

/** What the paths of namespaces take and answer: the fields of the configuration file, by its names. */
export const namespaceSchemas: Readonly<Record<string, OpenApiObject>> = {
  NamespaceDeclaration: {
    description: "An item of `namespaces` in the configuration file. What an answer has besides is passed over.",
    type: "object",
    properties: {
      name: text,
      pattern: { type: "string", description: "For example keyvalue." },
      backend: { type: "string", description: "A backend of the configuration file." },
      access: { ...list({ type: "object" }), description: "Who may do what." },
      limits: { ...list({ type: "object" }), description: "How much one principal may ask for." },
      audit: { type: ["string", "null"], description: "What the audit log records of it." },
    },
  },
  NamespaceRecord: {
    description: "A declaration, and what the gateway knows of it.",
    allOf: [reference("NamespaceDeclaration")],
    type: "object",
    required: ["name", "pattern", "backend", "etag", "origin", "state", "revision"],
    properties: {
      etag: { type: "string", description: "Changes with every change of the declaration." },
      origin: { type: "string", enum: ["FILE", "API"], description: "Who declares it." },
      file: { type: "string", description: "The file that declares it; empty when the API does." },
      state: { type: "string", enum: ["ACTIVE", "DELETING", "UNSERVED"] },
      problem: { type: "string", description: "Why it is not served; empty when it is." },
      revision: { type: "integer", description: "How often it was declared through the API; 0 when the file does." },
      createTime: { type: "string", description: "RFC 3339; empty when the file declares it." },
      updateTime: text,
      updatedBy: { type: "string", description: "The principal that made the last change." },
      store: reference("NamespaceStore"),
    },
  },
  NamespaceStore: {
    type: "object",
    description: "How a namespace's store is, and what it guarantees now. Only where one namespace is asked for.",
    properties: {
      state: { type: "string", enum: ["UP", "TRIAL", "DOWN"] },
      problem: { type: "string", description: "Why it is not up; empty when it is." },
      workers: { type: "integer", description: "Workers that have it." },
      up: { type: "integer", description: "Those of them that say that it is up." },
      isProbed: { type: "boolean", description: "Whether it has said what it guarantees; before, this is the least." },
      durability: text,
      consistency: text,
      ordering: text,
      abilities: list(text),
      findings: list({ type: "object", properties: { setting: text, value: text, meaning: text } }),
    },
  },
  NamespacePage: {
    type: "object",
    properties: {
      namespaces: list(reference("NamespaceRecord")),
      nextPageToken: { type: "string", description: "Empty on the last page." },
      totalSize: { type: "integer", description: "Of all pages." },
    },
  },
  DeletedNamespace: { type: "object", properties: { namespace: reference("NamespaceRecord") } },
  NamespaceChanges: {
    type: "object",
    properties: {
      changes: list({
        type: "object",
        properties: {
          time: { type: "string", format: "date-time" },
          principal: text,
          door: text,
          kind: { type: "string", enum: ["CREATE", "UPDATE", "DELETE"] },
          revision: { type: "integer" },
          namespace: reference("NamespaceDeclaration"),
        },
      }),
    },
  },
};
