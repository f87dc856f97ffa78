import { ANY_VERSION } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { CallNumber, isWrite } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { KeyValueCall } from "./call.ts";

/** Refuses what the store cannot do soundly, with what it lacks; null when it can. */
export function unsupported(call: KeyValueCall, guarantees: NetworkedKeyValueGuarantees): Failure | null {
  if (call.operation === CallNumber.KV_SCAN) return guarantees.orderedScan ? null : noScan;
  if (!isWrite(call.operation)) return null;
  if (call.idempotencyKey !== "" && guarantees.idempotency === "none") return noIdempotency;
  if (call.operation === CallNumber.KV_TRANSACT && !guarantees.transactions) return noTransactions;
  if (call.operation === CallNumber.KV_INCREMENT && !guarantees.counters) return noCounters;
  if (!guarantees.compareAndSet && hasCondition(call)) return noCompareAndSet;
  if (!guarantees.ttl && hasExpiry(call)) return noTtl;
  return null;
}

function hasCondition({ batch, item }: KeyValueCall): boolean {
  return batch === null ? item.ifVersion !== ANY_VERSION : batch.some((each) => each.ifVersion !== ANY_VERSION);
}

function hasExpiry({ batch, item }: KeyValueCall): boolean {
  return batch === null ? item.expiresAtMs !== 0 : batch.some((each) => each.expiresAtMs !== 0);
}

function lacks(field: string, what: string): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "STORE_LACKS_GUARANTEE",
    `the store of this namespace ${what}; leave ${field} out, or keep the namespace in a store that can`,
    { metadata: { field } },
  );
}

function lacksCall(what: string): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "STORE_LACKS_GUARANTEE",
    `the store of this namespace cannot ${what}; keep the namespace in a store that can`,
    { metadata: { field: "call" } },
  );
}

const noScan = lacksCall("list keys in order");
const noTransactions = lacksCall("write several keys as one");
const noCounters = lacksCall("add to a counter in one step");
const noIdempotency = lacks("idempotency_key", "cannot keep an idempotency key together with its write");
const noCompareAndSet = lacks("if_version", "cannot write on a condition");
const noTtl = lacks("ttl_ms", "cannot end an item by itself");
