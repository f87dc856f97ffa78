import { type KeyValueItem, Outcome } from "../../backends/contract.ts";
import { Failure } from "../../common/failure.ts";
import { itemFailure } from "./item-failure.ts";
import { operationPath } from "./prepare-transact.ts";

/** Why a transaction did nothing: what stood in the way of the first operation that could not be done; null when all were. */
export function transactFailure(items: readonly KeyValueItem[]): Failure | null {
  const index = items.findIndex(({ outcome }) => outcome === Outcome.MISMATCH || outcome === Outcome.FAILED);
  if (index < 0) return null;
  const item = items[index] as KeyValueItem;
  const { code, reason, message, retryAfterMs, metadata } = itemFailure(item) as Failure;
  const path = operationPath(item, index);
  const field = metadata.field === undefined ? path : `${path}.${metadata.field}`;
  return new Failure(code, reason, `${path}: ${message}; no operation was done`, {
    retryAfterMs,
    metadata: { ...metadata, field },
  });
}
