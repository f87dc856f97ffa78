import { methodOperations } from "../../../acceptor/http/openapi/method-operations.ts";
import type { ApiDescription, Operation } from "../../../acceptor/http/openapi/operation.ts";
import type { Parameter } from "../../../acceptor/http/openapi/parameter.ts";
import { serviceTags } from "../../../acceptor/http/openapi/service-tags.ts";
import { type Method, services } from "../../../codec/json/services.ts";
import { METRICS_CONTENT_TYPES } from "../../../metrics/prometheus-text.ts";
import { adminParameters as parameters } from "./admin-parameters.ts";
import { captureOperations, captureSchemas } from "./capture-operations.ts";
import { measureOperations } from "./measure-operations.ts";
import { namespaceMethodExamples } from "./namespace-examples.ts";
import { namespaceOperations } from "./namespace-operations.ts";
import { namespaceSchemas } from "./namespace-schemas.ts";
import { poolOperations, poolSchemas } from "./pool-operations.ts";
import { threadOperations, threadSchemas } from "./thread-operations.ts";
import { workerOperations, workerSchemas } from "./worker-operations.ts";

/** The methods that the admin port takes by name. */
export const adminMethods: readonly Method[] = [...(services.get("NamespaceService")?.values() ?? [])];

/** What the admin port does. */
export const adminApi: ApiDescription = {
  title: "Prism administration",
  summary: "Namespaces, threads, health and metrics of a gateway.",
  description: "For administrators (auth.admins), but for health, metrics and this document. Browsers are refused.",
  tags: [
    { name: "namespaces", description: "Namespaces under paths of their own, as the configuration file has them." },
    { name: "workers", description: "The threads that serve." },
    { name: "pools", description: "The connections to stores." },
    ...serviceTags(adminMethods),
    { name: "threads", description: "Where the threads of a gateway spend their time and memory." },
    { name: "captures", description: "Recordings of traffic, scrubbed." },
    { name: "health", description: "For orchestrators, and for Prometheus." },
    { name: "about", description: "What this port has." },
  ],
  operations: [
    ...namespaceOperations,
    ...threadOperations,
    ...captureOperations,
    ...workerOperations,
    ...poolOperations,
    ...methodOperations({ methods: adminMethods, parameters: [], headers: [], examples: namespaceMethodExamples }),
    page("/livez", "getLiveness", "200 while the gateway's event loop turns.", "text/plain; charset=utf-8", []),
    {
      ...page("/readyz", "getReadiness", "Whether the gateway takes requests.", "text/plain; charset=utf-8", [
        parameters.verbose,
      ]),
      answers: {
        200: {
          description: "It does.",
          headers: [],
          content: { contentType: "text/plain; charset=utf-8", schema: null },
        },
        503: {
          description: "It does not; why.",
          headers: [],
          content: { contentType: "text/plain; charset=utf-8", schema: null },
        },
      },
    },
    page(
      "/metrics",
      "getMetrics",
      "Metrics in the Prometheus text format; in OpenMetrics, with exemplars, for whoever accepts that.",
      METRICS_CONTENT_TYPES.prometheus,
      [],
    ),
    ...measureOperations,
    { ...page("/openapi.json", "getOpenApi", "This document.", "application/json", []), tag: "about" },
  ],
  requests: adminMethods.map(({ request }) => request),
  responses: adminMethods.map(({ response }) => response),
  schemas: { ...namespaceSchemas, ...threadSchemas, ...captureSchemas, ...workerSchemas, ...poolSchemas },
  headers: {
    "Content-Disposition": { description: "A name for the file.", schema: { type: "string" } },
    Allow: { description: "The methods that the path has.", schema: { type: "string" } },
    ETag: { description: "The declaration's etag, between double quotes.", schema: { type: "string" } },
    Location: { description: "The path of what was made.", schema: { type: "string" } },
    "WWW-Authenticate": { description: "How to show credentials.", schema: { type: "string" } },
  },
};

/** What anybody may read. */
function page(
  path: string,
  id: string,
  summary: string,
  contentType: string,
  queried: readonly Parameter[],
): Operation {
  return {
    method: "GET",
    path,
    id,
    tag: "health",
    summary,
    parameters: queried,
    isPublic: true,
    hasProblems: false,
    answers: { 200: { description: summary, headers: [], content: { contentType, schema: null } } },
    examples: [],
  };
}
