import { messageType } from "../../../codec/json/message-type.ts";
import { httpParameters as parameters } from "./http-parameters.ts";
import { schemaReference } from "./message-schemas.ts";
import type { Answer, Operation, OperationExample } from "./operation.ts";

const STREAM = "/v1/namespaces/{namespace}/stream";
const always = [parameters.namespace, parameters["Prism-Timeout-Ms"], parameters.traceparent];

/** What stands at the paths of `stream-routes.ts`. */
export const streamOperations: readonly Operation[] = [
  {
    ...operation("POST", "/messages", "publishMessage", "Publishes a message whose value is the body."),
    parameters: [...always, parameters["Idempotency-Key"], parameters["Prism-Key"], parameters["ce-type"]],
    body: { contentType: "application/octet-stream", schema: null },
    answers: { 200: json("Where it stands.", "PublishResponse") },
    examples: [
      {
        ...example("event", "A message with a key and a CloudEvents attribute.", { position: "42" }),
        parameters: { namespace: "events", "Prism-Key": "order-7", "ce-type": "order.paid" },
        body: "paid",
      },
    ],
  },
  {
    ...operation(
      "GET",
      "/messages",
      "fetchMessages",
      "What there is from a place on, or what a group has not done yet.",
    ),
    description: "Waits for it, as long as waitMs says, while there is nothing.",
    parameters: [
      ...always,
      parameters.group,
      parameters.consumer,
      parameters.subscription,
      parameters.streamStart,
      parameters.maxMessages,
      parameters.maxBytes,
      parameters.waitMs,
      parameters.keyPrefix,
      parameters.ackTimeoutMs,
    ],
    answers: { 200: json("The messages; values are base64.", "FetchResponse") },
    examples: [
      {
        ...example("nothing", "After the last message there is nothing yet.", { nextPosition: "42" }),
        parameters: { namespace: "events", start: "latest" },
      },
    ],
  },
  {
    ...operation("GET", "/groups", "listGroups", "The groups of the stream."),
    answers: { 200: json("In the order of their names.", "ListGroupsResponse") },
    examples: [example("idle", "A group without subscribers.", { groups: [{ name: "billing" }] })],
  },
  {
    ...operation("GET", "/groups/{group}", "getLag", "How far a group is behind."),
    parameters: [...always, parameters.groupName],
    answers: { 200: json("Its lag.", "LagResponse") },
    examples: [
      {
        ...example("lag", "Three messages that nobody has been given.", {
          waiting: "3",
          partitions: [{ position: "42", end: "45", waiting: "3" }],
        }),
        parameters: { namespace: "events", group: "billing" },
      },
    ],
  },
  {
    ...operation("DELETE", "/groups/{group}", "dropGroup", "Forgets how far the group is, and its dead letters."),
    parameters: [...always, parameters.groupName],
    answers: { 200: json("Whether there was one.", "DropGroupResponse") },
    examples: [
      {
        ...example("gone", "A group that is not there.", {}),
        parameters: { namespace: "events", group: "nobody" },
      },
    ],
  },
  {
    ...operation("GET", "/dead-letters", "listDeadLetters", "Messages that groups could not do."),
    parameters: [...always, parameters.group, parameters.deadPageSize, parameters.pageToken],
    answers: { 200: json("In the order in which they died.", "ListDeadLettersResponse") },
    examples: [example("none", "There is none.", {})],
  },
];

function operation(
  method: Operation["method"],
  path: string,
  id: string,
  summary: string,
): Omit<Operation, "answers" | "examples"> {
  return { method, path: `${STREAM}${path}`, id, tag: "messages", summary, parameters: always };
}

function json(description: string, type: string): Answer {
  const schema = schemaReference(messageType(`prism.v1.${type}`));
  return { description, headers: ["Server-Timing"], content: { contentType: "application/json", schema } };
}

function example(name: string, summary: string, answer: unknown): OperationExample {
  return { name, summary, parameters: { namespace: "events" }, status: 200, answer };
}
