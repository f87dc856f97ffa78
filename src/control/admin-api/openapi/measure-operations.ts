import type { Operation } from "../../../acceptor/http/openapi/operation.ts";
import { adminParameters as parameters } from "./admin-parameters.ts";

/** What was measured, for anybody who may read the metrics. */
export const measureOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/slo",
    id: "getServiceLevels",
    tag: "health",
    summary: "The service levels that namespaces declare: targets, what is measured, burn rates, and which are missed.",
    parameters: [parameters.namespace],
    isPublic: true,
    answers: {
      200: {
        description: "Every level that is declared.",
        headers: [],
        content: { contentType: "application/json; charset=utf-8", schema: { type: "object" } },
      },
    },
    examples: [],
  },
  {
    method: "GET",
    path: "/top",
    id: "getTop",
    tag: "health",
    summary:
      "How the gateway did in the latest interval, which all who look share: operations, workers, stores, work off the hot path.",
    parameters: [parameters.sort, parameters.filter, parameters.limit],
    isPublic: true,
    answers: {
      200: {
        description: "The interval; the first look waits until there is one.",
        headers: [],
        content: { contentType: "application/json; charset=utf-8", schema: { type: "object" } },
      },
    },
    examples: [],
  },
  {
    method: "GET",
    path: "/histograms",
    id: "pullHistograms",
    tag: "health",
    summary: "The latency histograms since the reader's last pull, as an HdrHistogram log.",
    parameters: [parameters.reader],
    isPublic: true,
    answers: {
      200: {
        description: "One interval; the first pull under a name begins its first interval, and has nothing.",
        headers: [],
        content: { contentType: "text/plain; charset=utf-8", schema: null },
      },
    },
    examples: [],
  },
];
