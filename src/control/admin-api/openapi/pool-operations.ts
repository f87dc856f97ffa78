import type { OpenApiObject, Operation } from "../../../acceptor/http/openapi/operation.ts";
import { Code, codeName } from "../../../common/codes.ts";
import { POOLS } from "../pool-routes.ts";
import { adminParameters as parameters } from "./admin-parameters.ts";

const JSON_TYPE = "application/json";
const answers: Operation["answers"] = {
  200: {
    description: "The pools of connections.",
    headers: [],
    content: { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/PoolList" } },
  },
};

/** `/v1/pools`; beside `pool-routes.ts`. */
export const poolOperations: readonly Operation[] = [
  {
    method: "GET",
    path: POOLS,
    id: "listPools",
    tag: "pools",
    summary: "How many connections the workers keep to each backend that has a number of them.",
    parameters: [],
    answers,
    examples: [
      {
        ...{ name: "none", summary: "Of a gateway whose stores are all embedded.", parameters: {} },
        ...{ status: 200, answer: { pools: [] } },
      },
    ],
  },
  {
    method: "PUT",
    path: `${POOLS}/{name}`,
    id: "setPool",
    tag: "pools",
    summary:
      "Has each worker keep so many connections to a backend, until the gateway is restarted; those that are too many answer what they carry first.",
    parameters: [parameters.backend],
    body: { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/PoolSize" } },
    answers,
    examples: [
      {
        name: "fixed",
        summary: "What is told about a backend that has no connections.",
        parameters: { name: "disk" },
        body: { connections: 8 },
        status: 409,
        answer: {
          type: "about:blank",
          title: "Pool fixed",
          status: 409,
          detail:
            'backend "disk" has no number of connections to change, for its type is sqlite; only those of type postgres and redis have one, and there is none',
          code: codeName(Code.FAILED_PRECONDITION),
          reason: "POOL_FIXED",
          metadata: { field: "backend", pools: "" },
        },
      },
    ],
  },
];

const whole: OpenApiObject = { type: "integer", minimum: 0 };

export const poolSchemas: Readonly<Record<string, OpenApiObject>> = {
  PoolSize: {
    type: "object",
    required: ["connections"],
    properties: { connections: { type: "integer", minimum: 1, maximum: 64 } },
  },
  PoolList: {
    type: "object",
    required: ["pools"],
    properties: { pools: { type: "array", items: { $ref: "#/components/schemas/Pool" } } },
  },
  Pool: {
    type: "object",
    required: ["backend", "type", "connections", "workers", "open", "calls", "underWay"],
    properties: {
      backend: { type: "string" },
      type: { type: "string", enum: ["postgres", "redis"] },
      connections: { ...whole, description: "The most of each worker for keyvalue, and again for streams." },
      workers: whole,
      open: { ...whole, description: "Those that are open, of all workers." },
      calls: { ...whole, description: "Calls that wait or are under way." },
      underWay: { ...whole, description: "Attempts under way." },
    },
  },
};
