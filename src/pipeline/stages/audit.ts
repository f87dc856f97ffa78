import type { KeyValueItem } from "../../backends/contract.ts";
import { isLargeValueStep, isStreamCall, isWrite } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { itemFailure } from "../../patterns/keyvalue/item-failure.ts";
import { prepareKeyValue } from "../../patterns/keyvalue/prepare.ts";
import type { StreamCall } from "../../patterns/stream/call.ts";
import { AuditEntry, MAX_KEYS_IN_RECORD } from "../../security/audit/audit-entry.ts";
import { AuditLevel } from "../../security/audit/audit-level.ts";
import type { AuditTrail } from "../../security/audit/audit-trail.ts";
import type { Request } from "../request.ts";
import { tellPublished, tellStreamCall } from "./audit-stream.ts";
import { prepare } from "./prepare.ts";

/** Whether the namespace wants this call on record, whatever comes of it. */
export function isAudited({ namespace, operation }: Request): boolean {
  if (namespace === null || namespace.audit === AuditLevel.OFF) return false;
  // A large value is on record once, not by its chunks.
  if (isLargeValueStep(operation)) return false;
  return namespace.audit === AuditLevel.ALL || isWrite(operation);
}

/** Refuses what must be on record while the record cannot be written. */
export function refuseUnrecorded(request: Request, trail: AuditTrail | null): Failure | null {
  return trail?.isRefusing === true && isAudited(request) ? auditUnavailable : null;
}

/**
 * Records a request that was refused before it reached a store: always when it was denied; else when its namespace wants
 * it, unless a limit or the audit itself kept it out. Those would fill the log with what they keep from filling the store.
 * Says whether there is a record.
 */
export function recordRefused(request: Request, trail: AuditTrail, nowMs: number): boolean {
  const { call, code, failure } = request;
  const isDenied = code === Code.PERMISSION_DENIED || code === Code.UNAUTHENTICATED;
  const isKeptOut = code === Code.RESOURCE_EXHAUSTED || failure === auditUnavailable;
  if (!isDenied && (isKeptOut || !isAudited(request))) return false;
  // It may have been refused before anybody looked at its keys.
  call.item.key = "";
  if (isStreamCall(request.operation)) {
    call.batch = call.query = null;
    begin(request);
    // One that was refused before its namespace was known has no call that could be read.
    if (request.namespace?.pattern === "stream") tellRefused(request, nowMs);
    append(trail);
    return true;
  }
  prepareKeyValue(call, nowMs);
  begin(request);
  entry.key = call.batch === null && call.query === null && call.item.key !== "" ? call.item.key : null;
  if (call.batch !== null) tellItems(call.batch);
  append(trail);
  return true;
}

/** Records what was done: one record, or one for each item of a batch call. */
export function recordDone(request: Request, trail: AuditTrail): void {
  const { call, stream } = request;
  begin(request);
  if (stream !== null) {
    recordStream(request, stream, trail);
    return;
  }
  if (call.query !== null) entry.items = call.page?.items.length ?? 0;
  else if (call.batch === null) entry.key = call.item.key;
  else if (request.failure !== null || call.replay !== null) tellItems(call.batch);
  else {
    for (const [i, item] of call.batch.entries()) {
      const failure = itemFailure(item);
      entry.key = item.key;
      entry.item = i;
      entry.code = failure === null ? Code.OK : failure.code;
      entry.reason = failure === null ? "" : failure.reason;
      trail.append(entry);
    }
    entry.bytes = none;
    return;
  }
  append(trail);
}

function recordStream({ failure }: Request, stream: StreamCall, trail: AuditTrail): void {
  let place = 0;
  if (failure === null)
    while (tellPublished(stream, entry, place)) {
      trail.append(entry);
      place++;
    }
  if (place > 0) {
    entry.bytes = none;
    return;
  }
  tellStreamCall(stream, entry);
  append(trail);
}

/** It may have been refused before anybody looked at its keys. */
function tellRefused(request: Request, nowMs: number): void {
  if (request.stream === null) prepare(request, nowMs);
  const stream = request.stream as StreamCall | null;
  if (stream !== null) tellStreamCall(stream, entry);
}

/** What every record of the request has. */
function begin(request: Request): void {
  const { failure, namespace } = request;
  entry.principal = request.principal.name;
  entry.door = request.door;
  entry.namespace = namespace === null ? null : namespace.name;
  entry.operation = request.operation;
  entry.key = null;
  entry.item = -1;
  entry.items = -1;
  if (entry.keys.length > 0) entry.keys.length = 0;
  entry.code = request.code;
  entry.reason = failure === null ? "" : failure.reason;
  entry.isReplay = request.call.replay !== null;
  entry.requestId = request.id;
  entry.bytes = request.bytes;
  entry.traceFrom = request.traceFrom;
  entry.traceTo = request.traceTo;
}

/** Does not keep the request's bytes, which may be many. */
function append(trail: AuditTrail): void {
  trail.append(entry);
  entry.bytes = none;
}

function tellItems(items: readonly KeyValueItem[]): void {
  entry.items = items.length;
  for (const { key } of items.slice(0, MAX_KEYS_IN_RECORD)) entry.keys.push(key);
}

const entry = new AuditEntry();
const none = new Uint8Array(0);

const auditUnavailable = new Failure(
  Code.UNAVAILABLE,
  "AUDIT_UNAVAILABLE",
  "the audit log cannot be written, and this call must be in it; nothing was done; the gateway's log says why",
  { retryAfterMs: 1_000 },
);

/** For a call that was done when it turned out that it could not be recorded. */
export const auditIncomplete = new Failure(
  Code.UNAVAILABLE,
  "AUDIT_INCOMPLETE",
  "the audit log could not be written, and this call must be in it; a write may have been done: repeat it with an idempotency key",
  { retryAfterMs: 1_000 },
);
