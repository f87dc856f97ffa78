import type { MetricSpec } from "./catalogue.ts";

/** The metrics of doors beside those of frames, and of the credentials that are shown at them. */
export const doorMetrics = {
  connections: {
    name: "prism_connections",
    type: "gauge",
    unit: "count",
    help: "Client connections that are open now, with requests or without: of `tcp`, `websocket`, `grpc`, and `http` where TLS or node:http serves it: uWebSockets.js does not show those that come to it directly. A WebSocket is one of `http` too, where those are.",
    labels: ["door"],
  },
  connectionsOpened: {
    name: "prism_connections_opened_total",
    type: "counter",
    unit: "count",
    help: "Client connections that were made, refused ones included; which connections, see `prism_connections`.",
    labels: ["door"],
  },
  connectionsClosed: {
    name: "prism_connections_closed_total",
    type: "counter",
    unit: "count",
    help: "Accepted client connections that have ended, for whichever reason.",
    labels: ["door"],
  },
  httpUnderWay: {
    name: "prism_http_requests_under_way",
    type: "gauge",
    unit: "count",
    help: "Requests to the HTTP door that are neither answered nor given up. WebSockets are connections, and not among them.",
    labels: [],
  },
  httpAnswers: {
    name: "prism_http_answers_total",
    type: "counter",
    unit: "count",
    help: "Answers of the HTTP door by their status, those that no worker has seen included.",
    labels: ["status"],
  },
  httpAbandoned: {
    name: "prism_http_abandoned_total",
    type: "counter",
    unit: "count",
    help: "Requests to the HTTP door whose clients went away before their answer.",
    labels: [],
  },
  grpcCompressed: {
    name: "prism_grpc_compressed_messages_total",
    type: "counter",
    unit: "count",
    help: "Messages of gRPC answers that left compressed; see listeners.grpc.minCompressedAnswerBytes.",
    labels: [],
  },
  grpcCompressedBytes: {
    name: "prism_grpc_compressed_bytes_total",
    type: "counter",
    unit: "bytes",
    help: "Bytes of those messages `before` they were compressed and `after`: the difference is what was saved.",
    labels: ["stage"],
  },
  subscriptions: {
    name: "prism_subscriptions",
    type: "gauge",
    unit: "count",
    help: "Subscriptions that are open now, by the door they came through: tcp, websocket or grpc.",
    labels: ["door"],
  },
  subscriptionCredits: {
    name: "prism_subscription_credits",
    type: "gauge",
    unit: "count",
    help: "Messages that the subscriptions of the door may still be sent without asking for more. gRPC has flow control instead, and no sample.",
    labels: ["door"],
  },
  subscriptionPauses: {
    name: "prism_subscription_pauses_total",
    type: "counter",
    unit: "count",
    help: "How often messages had to wait for a subscriber that did not read: a connection that took no more, or over gRPC a message that took more than a second to leave.",
    labels: ["door"],
  },
  credentialChecks: {
    name: "prism_credential_checks_total",
    type: "counter",
    unit: "count",
    help: "Checks of credentials by their form (api-key, jwt, other) and what came of them: ACCEPTED, or the error's reason. Verdicts that were remembered are not counted again. Absent where nobody is asked.",
    labels: ["kind", "outcome"],
  },
} as const satisfies Record<string, MetricSpec>;
