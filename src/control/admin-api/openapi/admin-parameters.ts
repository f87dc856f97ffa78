import { named } from "../../../acceptor/http/openapi/parameter.ts";

/** Every parameter of every operation of the admin port. */
export const adminParameters = named({
  name: { in: "path", description: "Name of the namespace.", schema: { type: "string", minLength: 1 } },
  pageSize: {
    in: "query",
    description: "Namespaces on a page; 0 = 100.",
    schema: { type: "integer", minimum: 0, maximum: 1_000, default: 0 },
  },
  pageToken: { in: "query", description: "nextPageToken of the page before.", schema: { type: "string" } },
  count: {
    in: "query",
    description: "How many, the newest first; 0 = the default.",
    schema: { type: "integer", minimum: 0, default: 0 },
  },
  validateOnly: {
    in: "query",
    description: "Check everything and change nothing.",
    schema: { type: "boolean", default: false },
  },
  force: { in: "query", description: "Delete its items too.", schema: { type: "boolean", default: false } },
  verbose: { in: "query", description: "Answer in JSON, with more about the gateway.", schema: { type: "string" } },
  "If-Match": {
    in: "header",
    description: "Only if it has this ETag; * = if there is one.",
    schema: { type: "string" },
  },
  "If-None-Match": {
    in: "header",
    description: "Only * is taken: if there is none.",
    schema: { const: "*" },
  },
});
