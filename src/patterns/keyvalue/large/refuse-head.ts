import { type KeyValueItem, Outcome } from "../../../backends/contract.ts";
import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { isHead, largeBytesOf } from "./value-head.ts";

/** What was read of an item must go to its caller as a value: where it is the head of a large one, says so instead. */
export function refuseHead(item: KeyValueItem): void {
  if (item.outcome !== Outcome.DONE || !isHead(item.value)) return;
  const size = largeBytesOf(item.value);
  item.outcome = Outcome.FAILED;
  item.failure = new Failure(
    Code.FAILED_PRECONDITION,
    "VALUE_IS_LARGE",
    `the value has ${size} bytes, which are kept in chunks; open a download`,
    { metadata: { field: "key", size: String(size) } },
  );
  item.value = "";
}
