import { type KeyValueItem, Outcome } from "../../backends/contract.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";

/** What a single-key call failed with, from its item's outcome; null when it succeeded. */
export function itemFailure(item: KeyValueItem): Failure | null {
  if (item.outcome === Outcome.MISMATCH) {
    return new Failure(Code.FAILED_PRECONDITION, "VERSION_MISMATCH", mismatchMessage(item), {
      metadata: { field: "if_version", current_version: String(item.version) },
    });
  }
  return item.outcome === Outcome.FAILED ? item.failure : null;
}

function mismatchMessage(item: KeyValueItem): string {
  if (item.ifVersion === 0) return `the item exists with version ${item.version}; if_version 0 means it must not exist`;
  if (item.version === 0) return `there is no item; if_version was ${item.ifVersion}`;
  return `the item has version ${item.version}, not ${item.ifVersion}; read it again and decide anew`;
}
