import type { OpenApiObject, Operation } from "../../../acceptor/http/openapi/operation.ts";
import { THREADS } from "../thread-routes.ts";
import { adminParameters as parameters } from "./admin-parameters.ts";

const JSON_TYPE = "application/json";
const threads = ["acceptor", "grpc-door", "worker-0"];

/** `/v1/threads` and what is under it; beside `thread-routes.ts`. */
export const threadOperations: readonly Operation[] = [
  {
    method: "GET",
    path: THREADS,
    id: "listThreads",
    tag: "threads",
    summary: "The threads of the gateway that can be profiled now.",
    parameters: [],
    answers: {
      200: {
        description: "The threads.",
        headers: [],
        content: { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/Threads" } },
      },
    },
    examples: [
      {
        name: "all",
        summary: "Those of a gateway with one worker.",
        parameters: {},
        status: 200,
        answer: { threads: threads.map((name) => ({ name })) },
      },
    ],
  },
  {
    method: "POST",
    path: `${THREADS}/{name}/profile`,
    id: "takeProfile",
    tag: "threads",
    summary: "Takes a profile of a thread, one at a time in a gateway, and gives it up when the client goes away.",
    parameters: [parameters.thread, parameters.kind, parameters.seconds],
    answers: {
      200: {
        description:
          "The profile as V8 writes it down: .cpuprofile, .heapprofile or .heapsnapshot, by kind. A heap has whatever the thread holds in memory, keys and credentials too.",
        headers: ["Content-Disposition"],
        content: { contentType: JSON_TYPE, schema: null },
      },
    },
    examples: [
      {
        name: "unknown",
        summary: "What is told about a thread that is not there.",
        parameters: { name: "worker-9", kind: "cpu", seconds: "10" },
        status: 404,
        answer: {
          type: "about:blank",
          title: "Thread not found",
          status: 404,
          detail: `there is no thread "worker-9"; there are ${threads.join(", ")}`,
          code: "NOT_FOUND",
          reason: "THREAD_NOT_FOUND",
          metadata: { field: "thread", threads: threads.join(", ") },
        },
      },
    ],
  },
];

export const threadSchemas: Readonly<Record<string, OpenApiObject>> = {
  Threads: {
    type: "object",
    required: ["threads"],
    properties: {
      threads: {
        type: "array",
        items: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
      },
    },
  },
};
