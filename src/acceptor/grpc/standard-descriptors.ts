import type { DescriptorTable, FieldRow, MessageRow } from "../../codec/json/descriptor-table.ts";

/** What reflection tells of messages that are not Prism's own: each file of others that its answers refer to. */
export interface StandardFile {
  readonly name: string;
  readonly package: string;
  readonly dependencies: readonly string[];
  readonly table: DescriptorTable;
}

/** Source: https://github.com/grpc/grpc-proto/blob/master/grpc/health/v1/health.proto */
const health: StandardFile = {
  name: "grpc/health/v1/health.proto",
  package: "grpc.health.v1",
  dependencies: [],
  table: {
    messages: {
      "grpc.health.v1.HealthCheckRequest": message(text(1, "service")),
      "grpc.health.v1.HealthCheckResponse": message({
        ...text(1, "status"),
        kind: "enum",
        type: "grpc.health.v1.HealthCheckResponse.ServingStatus",
      }),
      "grpc.health.v1.HealthListRequest": message(),
      "grpc.health.v1.HealthListResponse": message({
        ...nested(1, "statuses", "grpc.health.v1.HealthCheckResponse"),
        label: "map",
        mapKey: "string",
      }),
    },
    enums: {
      "grpc.health.v1.HealthCheckResponse.ServingStatus": {
        values: { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2, SERVICE_UNKNOWN: 3 },
      },
    },
    services: {
      "grpc.health.v1.Health": {
        methods: { Check: healthMethod("Check"), Watch: healthMethod("Check", true), List: healthMethod("List") },
      },
    },
  },
};

/** Source: https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto, of which we send these. */
const errorDetails: StandardFile = {
  name: "google/rpc/error_details.proto",
  package: "google.rpc",
  dependencies: ["google/protobuf/duration.proto"],
  table: {
    messages: {
      "google.rpc.ErrorInfo": message(text(1, "reason"), text(2, "domain"), {
        ...text(3, "metadata"),
        label: "map",
        mapKey: "string",
      }),
      "google.rpc.RetryInfo": message(nested(1, "retry_delay", "google.protobuf.Duration", "retryDelay")),
      "google.rpc.BadRequest": message({
        ...nested(1, "field_violations", "google.rpc.BadRequest.FieldViolation", "fieldViolations"),
        label: "repeated",
      }),
      "google.rpc.BadRequest.FieldViolation": message(text(1, "field"), text(2, "description")),
    },
    enums: {},
    services: {},
  },
};

/** Source: https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/duration.proto */
const duration: StandardFile = {
  name: "google/protobuf/duration.proto",
  package: "google.protobuf",
  dependencies: [],
  table: {
    messages: {
      "google.protobuf.Duration": message(
        { ...text(1, "seconds"), kind: "int64" },
        { ...text(2, "nanos"), kind: "int32" },
      ),
    },
    enums: {},
    services: {},
  },
};

export const standardFiles: readonly StandardFile[] = [health, errorDetails, duration];

function message(...fields: FieldRow[]): MessageRow {
  return { fields };
}

function text(number: number, name: string): FieldRow {
  return { number, name, jsonName: name, kind: "string", label: "implicit" };
}

function nested(number: number, name: string, type: string, jsonName = name): FieldRow {
  return { number, name, jsonName, kind: "message", type, label: "optional" };
}

function healthMethod(of: "Check" | "List", streams = false) {
  const start = `grpc.health.v1.Health${of}`;
  return { request: `${start}Request`, response: `${start}Response`, call: null, streams, takesStream: false };
}
