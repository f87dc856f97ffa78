import { CallNumber, isCall, isStreamCall, isWrite } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import type { LevelClass } from "../../common/service-levels.ts";

/** Whether a call counts as a read or a write for levels of service; of what waits for messages, settles or administers, neither. */
export function levelClassOf(operation: number): Exclude<LevelClass, "all"> | null {
  if (!isCall(operation)) return null;
  if (isStreamCall(operation)) {
    const isPublish = operation === CallNumber.STREAM_PUBLISH || operation === CallNumber.STREAM_BATCH_PUBLISH;
    return isPublish ? "write" : null;
  }
  return isWrite(operation) ? "write" : "read";
}

/**
 * Whether a call with this outcome failed for a reason that is not its caller's. RESOURCE_EXHAUSTED is: the store is full or
 * busy; where a principal is over its own limits it is not, which {@link isOwnLimit} tells.
 */
export function isServerFailure(code: number): boolean {
  return SERVER_CODES.has(code);
}

/** Whether a call was withheld with RESOURCE_EXHAUSTED because its principal is over the limits that it has. */
export function isOwnLimit(reason: string): boolean {
  return reason !== "ACCESS_DENIED";
}

const SERVER_CODES: ReadonlySet<number> = new Set([
  Code.UNKNOWN,
  Code.DEADLINE_EXCEEDED,
  Code.RESOURCE_EXHAUSTED,
  Code.INTERNAL,
  Code.UNAVAILABLE,
  Code.DATA_LOSS,
]);
