import { named } from "../../../acceptor/http/openapi/parameter.ts";
import { PROFILE_KINDS } from "../../../profiling/profile-order.ts";
import { MAX_PROFILE_SECONDS } from "../../admin-limits.ts";
import { DEFAULT_TOP_OPERATIONS, MAX_TOP_OPERATIONS } from "../../top/top-page.ts";
import { TOP_ORDERS } from "../../top/top-report.ts";

/** Every parameter of every operation of the admin port. */
export const adminParameters = named({
  name: { in: "path", description: "Name of the namespace.", schema: { type: "string", minLength: 1 } },
  backend: {
    name: "name",
    in: "path",
    description: "Name of the backend.",
    schema: { type: "string", minLength: 1 },
  },
  thread: {
    name: "name",
    in: "path",
    description: "Name of the thread, as /v1/threads has it.",
    schema: { type: "string", minLength: 1 },
  },
  kind: {
    in: "query",
    description: "Where it spends its time, what its heap holds, or where it allocates.",
    schema: { type: "string", enum: PROFILE_KINDS, default: "cpu" },
  },
  seconds: {
    in: "query",
    description: "How long to look; not for a heap, which is taken as it is.",
    schema: { type: "number", exclusiveMinimum: 0, maximum: MAX_PROFILE_SECONDS, default: 10 },
  },
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
  namespace: { in: "query", description: "Of this namespace alone.", schema: { type: "string", minLength: 1 } },
  reader: {
    in: "query",
    description: "Who pulls; required. Each name has intervals of its own.",
    schema: { type: "string", pattern: "^[a-zA-Z0-9._-]{1,64}$" },
  },
  sort: {
    in: "query",
    description: "The figure by which operations are ordered, the largest first.",
    schema: { type: "string", enum: TOP_ORDERS, default: TOP_ORDERS[0] },
  },
  filter: {
    in: "query",
    description: "Those alone whose namespace or operation has this text in it.",
    schema: { type: "string", default: "" },
  },
  limit: {
    in: "query",
    description: "Operations at most.",
    schema: { type: "integer", minimum: 0, maximum: MAX_TOP_OPERATIONS, default: DEFAULT_TOP_OPERATIONS },
  },
  recording: { in: "path", description: "The name of a recording.", schema: { type: "string", minLength: 1 } },
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
