import { createHash } from "node:crypto";
import { type KeyValueItem, type KeyValueStore, Outcome } from "../../backends/contract.ts";
import { CallNumber } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { IDEMPOTENCY_RETENTION_MS } from "../../common/limits.ts";
import { encodeAnswer } from "./answer.ts";
import { incrementItem, transactItems } from "./apply.ts";
import type { KeyValueCall } from "./call.ts";

/**
 * Runs a write that carries an idempotency key, inside the transaction that is open: the first time it writes and
 * remembers the answer, after that it gives the first answer. A write that changed nothing because its condition failed
 * is not remembered, so that it can be tried again.
 */
export function runOnce(store: KeyValueStore, call: KeyValueCall, nowMs: number): void {
  const fingerprint = fingerprintOf(call);
  const seen = store.recall(call.namespaceId, call.idempotencyKey, nowMs);
  if (seen !== null) {
    if (Buffer.compare(seen.fingerprint, fingerprint) === 0) call.replay = seen.answer;
    else call.failure = keyReused;
    return;
  }
  const items = call.batch ?? [call.item];
  write(store, call, items, nowMs);
  if (!items.some(isSettled)) return;
  const answer = encodeAnswer(call);
  store.remember(call.namespaceId, call.idempotencyKey, { fingerprint, answer }, nowMs + IDEMPOTENCY_RETENTION_MS);
}

function write(store: KeyValueStore, call: KeyValueCall, items: readonly KeyValueItem[], nowMs: number): void {
  switch (call.operation) {
    case CallNumber.KV_PUT:
    case CallNumber.KV_BATCH_PUT:
      store.putMany(items, nowMs);
      break;
    case CallNumber.KV_INCREMENT:
      incrementItem(store, call.item, nowMs);
      break;
    case CallNumber.KV_TRANSACT:
      transactItems(store, items, nowMs);
      break;
    default:
      store.deleteMany(items, nowMs);
  }
}

function isSettled(item: KeyValueItem): boolean {
  return item.outcome === Outcome.DONE || item.outcome === Outcome.ABSENT;
}

/** The operation and the bytes of its message, hashed: 16 bytes. */
export function fingerprintOf(call: KeyValueCall): Buffer {
  const message = Uint8Array.prototype.slice.call(call.source, call.from, call.to);
  return createHash("sha256").update(String(call.operation)).update(message).digest().subarray(0, 16);
}

export const keyReused = new Failure(
  Code.INVALID_ARGUMENT,
  "IDEMPOTENCY_KEY_REUSED",
  "idempotency_key was used for a different request; give each write a key of its own",
  { metadata: { field: "idempotency_key" } },
);
