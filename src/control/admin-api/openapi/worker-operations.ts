import type { OpenApiObject, Operation } from "../../../acceptor/http/openapi/operation.ts";
import type { WorkerList } from "../../worker-set.ts";
import { WORKERS } from "../worker-routes.ts";

const JSON_TYPE = "application/json";
const answers: Operation["answers"] = {
  200: {
    description: "The workers.",
    headers: [],
    content: { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/WorkerList" } },
  },
};

/** `/v1/workers`; beside `worker-routes.ts`. */
export const workerOperations: readonly Operation[] = [
  {
    method: "GET",
    path: WORKERS,
    id: "listWorkers",
    tag: "workers",
    summary: "What each worker owns, and what it has done since the gateway started.",
    parameters: [],
    answers,
    examples: [{ name: "all", summary: "Of a gateway with one.", parameters: {}, status: 200, answer: listOf(1) }],
  },
  {
    method: "PUT",
    path: WORKERS,
    id: "setWorkers",
    tag: "workers",
    summary: "Has so many workers serve, until the gateway is restarted; no request is lost or overtakes another.",
    parameters: [],
    body: { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/WorkerCount" } },
    answers,
    examples: [
      { name: "three", summary: "Three of them.", parameters: {}, body: { count: 3 }, status: 200, answer: listOf(3) },
    ],
  },
];

const whole: OpenApiObject = { type: "integer", minimum: 0 };
const quantiles: OpenApiObject = {
  type: "object",
  required: ["p50", "p99"],
  properties: { p50: whole, p99: whole },
};

export const workerSchemas: Readonly<Record<string, OpenApiObject>> = {
  WorkerCount: {
    type: "object",
    required: ["count"],
    properties: { count: { type: "integer", minimum: 1, maximum: 64 } },
  },
  WorkerList: {
    type: "object",
    required: ["timeMs", "count", "workers"],
    properties: {
      timeMs: { ...whole, description: "Since the Unix epoch; of two lists the difference gives rates." },
      count: whole,
      workers: { type: "array", items: { $ref: "#/components/schemas/Worker" } },
    },
  },
  Worker: {
    type: "object",
    required: ["worker", "isUp", "restarts", "owns", "shares", "requests", "batches"],
    properties: {
      worker: { ...whole, description: "Its number; one that has gone leaves a gap." },
      isUp: { type: "boolean" },
      restarts: whole,
      owns: {
        type: "array",
        description: "Namespaces that it alone serves.",
        items: {
          type: "object",
          properties: { namespace: { type: "string" }, pattern: { type: "string" }, backend: { type: "string" } },
        },
      },
      shares: { ...whole, description: "Namespaces that every worker serves." },
      requests: whole,
      batches: whole,
      batchRequests: { ...quantiles, description: "Requests of a batch." },
      ringWaitingBytes: { ...quantiles, description: "Bytes in its request ring when a batch began." },
      storeCalls: { ...whole, description: "Calls that wait for stores on the network, or are under way to them." },
      utilization: { type: ["number", "null"], description: "Share of the time that the thread was not waiting." },
    },
  },
};

function listOf(count: number): WorkerList {
  const workers = Array.from({ length: count }, (_, worker) => ({
    ...{ worker, isUp: true, restarts: 0 },
    owns: worker === 0 ? [{ namespace: "orders", pattern: "keyvalue", backend: "disk" }] : [],
    ...{ shares: 0, requests: 0, batches: 0 },
    ...{ batchRequests: { p50: 0, p99: 0 }, ringWaitingBytes: { p50: 0, p99: 0 }, storeCalls: 0, utilization: 0.5 },
  }));
  return { timeMs: 1_790_000_000_000, count, workers };
}
