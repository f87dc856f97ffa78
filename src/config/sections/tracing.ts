import type { Section } from "../setting.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND_MS = 1_000;

/** Where requests spend their time, told to a collector of OpenTelemetry. */
export const tracingSection = {
  kind: "section",
  summary:
    "Traces: spans of a part of the requests, sent to a collector of OpenTelemetry; see [tracing](../tracing.md). Standard variables count where they say the same.",
  entries: {
    mode: {
      kind: "enum",
      values: ["off", "on"],
      default: "off",
      summary: "Whether requests are traced.",
      example: "on",
    },
    endpoint: {
      kind: "string",
      maxCharacters: 1024,
      default: "http://127.0.0.1:4318",
      otherVariable: "OTEL_EXPORTER_OTLP_ENDPOINT",
      summary:
        "Where the collector is; over HTTP `/v1/traces` is put behind the path. gRPC usually has port 4317. `https` is encrypted.",
      example: "https://collector.example.com:4318",
    },
    protocol: {
      kind: "enum",
      values: ["http/protobuf", "http/json", "grpc"],
      default: "http/protobuf",
      otherVariable: "OTEL_EXPORTER_OTLP_PROTOCOL",
      summary: "How the collector is spoken to: OTLP in one of its three forms.",
      example: "http/protobuf",
    },
    headers: {
      kind: "secret",
      optional: true,
      summary:
        "Where the headers of each export are, as `name=value,name=value` with values percent-encoded: what `OTEL_EXPORTER_OTLP_HEADERS` holds. Most hold a key.",
      example: "env:OTEL_EXPORTER_OTLP_HEADERS",
    },
    compression: {
      kind: "enum",
      values: ["none", "gzip"],
      default: "none",
      otherVariable: "OTEL_EXPORTER_OTLP_COMPRESSION",
      summary: "Whether exports are compressed.",
      example: "gzip",
    },
    sampleRatio: {
      kind: "decimal",
      min: 0,
      max: 1,
      default: 0.01,
      otherVariable: "OTEL_TRACES_SAMPLER_ARG",
      summary: "How many of the requests are traced whose caller has not decided.",
      example: "0.01",
    },
    parent: {
      kind: "enum",
      values: ["honour", "ratio"],
      default: "honour",
      summary:
        "Whether a caller's `traceparent` decides by its flag (`honour`), or the ratio by the trace's id (`ratio`), whatever the flag says.",
      example: "honour",
    },
    maxSpansPerSecond: {
      kind: "int",
      min: 4,
      max: 1_000_000,
      default: 10_000,
      summary:
        "Spans that all workers together make, each its share; what is over it is not traced, and counted. A client that samples everything cannot cost more.",
      example: "10000",
    },
    maxQueueBytes: {
      kind: "bytes",
      min: 64 * KIB,
      max: 1024 * MIB,
      default: 8 * MIB,
      summary:
        "Spans that wait to be sent, while the collector is slow or away; what is over it is dropped, and counted.",
      example: "8MiB",
    },
    exportInterval: {
      kind: "duration",
      min: 100,
      max: 60 * SECOND_MS,
      default: SECOND_MS,
      summary: "How long spans wait for others before they are sent.",
      example: "1s",
    },
    exportTimeout: {
      kind: "duration",
      min: 100,
      max: 60 * SECOND_MS,
      default: 10 * SECOND_MS,
      summary: "How long the collector may take to answer; then the export is tried again.",
      example: "10s",
    },
    serviceName: {
      kind: "string",
      maxCharacters: 255,
      default: "prism",
      otherVariable: "OTEL_SERVICE_NAME",
      summary: "What the traces call this gateway: the resource attribute `service.name`.",
      example: "prism",
    },
    resource: {
      kind: "strings",
      maxItems: 64,
      maxCharacters: 1024,
      default: [],
      otherVariable: "OTEL_RESOURCE_ATTRIBUTES",
      summary: "What else each trace says of this gateway: attributes as `name=value`, values percent-encoded.",
      example: "[deployment.environment.name=production]",
    },
  },
} as const satisfies Section;
