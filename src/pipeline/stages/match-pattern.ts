import { isStreamCall, operationName } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { BoundNamespace, Request } from "../request.ts";

/** Refuses a call of another pattern than the namespace's. */
export function matchPattern(request: Request): Failure | null {
  const { pattern, name } = request.namespace as BoundNamespace;
  if (isStreamCall(request.operation) === (pattern === "stream")) return null;
  return wrongPattern(name, pattern, request.operation);
}

function wrongPattern(namespace: string, pattern: keyof typeof SERVICES, call: number): Failure {
  const wanted = isStreamCall(call) ? "stream" : "keyvalue";
  const service = SERVICES[pattern];
  return new Failure(
    Code.INVALID_ARGUMENT,
    "WRONG_PATTERN",
    `namespace "${namespace}" has the pattern ${pattern}, and ${operationName(call)} is a call of ${SERVICES[wanted]}; call ${service}, or name a namespace with the pattern ${wanted}`,
    { metadata: { field: "namespace", pattern, service } },
  );
}

/** The service for the namespaces of each pattern. */
const SERVICES = { keyvalue: "KeyValueService", stream: "StreamService" } as const;
