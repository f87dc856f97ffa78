import { isStreamCall, operationName } from "../codec/calls.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import type { NamespaceSpec } from "./snapshot.ts";

/** Refuses a call of another pattern than the namespace's. */
export function wrongPattern({ name, pattern }: Pick<NamespaceSpec, "name" | "pattern">, call: number): Failure | null {
  const wanted = isStreamCall(call) ? "stream" : "keyvalue";
  if (wanted === pattern) return null;
  const service = SERVICES[pattern];
  return new Failure(
    Code.INVALID_ARGUMENT,
    "WRONG_PATTERN",
    `namespace "${name}" has the pattern ${pattern}, and ${operationName(call)} is a call of ${SERVICES[wanted]}; call ${service}, or name a namespace with the pattern ${wanted}`,
    { metadata: { field: "namespace", pattern, service } },
  );
}

/** The service for the namespaces of each pattern. */
const SERVICES = { keyvalue: "KeyValueService", stream: "StreamService" } as const;
