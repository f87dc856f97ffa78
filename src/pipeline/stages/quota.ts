import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { SHED_RETRY_AFTER_MS } from "../../common/limits.ts";
import { printable } from "../../common/printable.ts";
import type { Quota, QuotaLimits } from "../../security/limits/quota.ts";
import { NO_ROOM, type QuotaTable } from "../../security/limits/quota-table.ts";
import type { BoundNamespace, Request } from "../request.ts";

/**
 * Refuses what is over the limits that its principal has in its namespace, and counts what is not. A refused request uses
 * nothing up, so that whoever waits as long as told, and is alone, gets in.
 */
export function quota(request: Request, table: QuotaTable, nowUs: number): Failure | null {
  const found = table.of(request.principal, (request.namespace as BoundNamespace).index, nowUs);
  if (found === null) return null;
  if (found === NO_ROOM) return noRoom;
  const bytes = request.end - request.start;
  const failure = objection(request, found, bytes, nowUs);
  if (failure !== null) return failure;
  found.begin(bytes, nowUs);
  request.quota = found;
  return null;
}

/** Counts the answer of a request that was let in. */
export function settle(request: Request, nowUs: number): void {
  request.quota?.end(request.answerBytes, nowUs);
  request.quota = null;
}

function objection(request: Request, quota: Quota, bytes: number, nowUs: number): Failure | null {
  if (quota.isFull) return limited(request, "TOO_MANY_IN_FLIGHT_FOR_PRINCIPAL", quota.limits, SHED_RETRY_AFTER_MS);
  const requestWaitUs = quota.requestWaitUs(nowUs);
  const byteWaitUs = quota.byteWaitUs(bytes, nowUs);
  if (requestWaitUs === 0 && byteWaitUs === 0) return null;
  const reason = requestWaitUs >= byteWaitUs ? "RATE_LIMITED" : "BYTE_RATE_LIMITED";
  return limited(request, reason, quota.limits, Math.ceil(Math.max(requestWaitUs, byteWaitUs) / 1000));
}

function limited(request: Request, reason: Reason, limits: QuotaLimits, retryAfterMs: number): Failure {
  const { setting, unit } = REASONS[reason];
  const who = printable(request.principal.name, 128);
  const { name } = request.namespace as BoundNamespace;
  return new Failure(
    Code.RESOURCE_EXHAUSTED,
    reason,
    `${who} has used its ${limits[setting]} ${unit} in namespace "${name}"; nothing was done; try again in ${retryAfterMs} ms`,
    { retryAfterMs, metadata: { principal: who, namespace: name, limit: setting, value: String(limits[setting]) } },
  );
}

const REASONS = {
  RATE_LIMITED: { setting: "requestsPerSecond", unit: "requests per second" },
  BYTE_RATE_LIMITED: { setting: "bytesPerSecond", unit: "bytes per second" },
  TOO_MANY_IN_FLIGHT_FOR_PRINCIPAL: { setting: "maxInFlight", unit: "requests in flight" },
} as const;

type Reason = keyof typeof REASONS;

const noRoom = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_LIMITED_PRINCIPALS",
  "more principals use this gateway at one time than it can count for their limits; nothing was done",
  { retryAfterMs: 1_000 },
);
