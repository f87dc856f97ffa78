import type { Delivery } from "../../stream-contract.ts";
import type { Row } from "../sql.ts";
import { decodeHeaders } from "./header-bytes.ts";

/** The message whose key, headers and value stand from `column` on. */
export function readDelivery(
  row: Row,
  column: number,
  { position, publishedMs, attempt, lease }: Pick<Delivery, "position" | "publishedMs" | "attempt" | "lease">,
): Delivery {
  return {
    position,
    key: row.byteString(column),
    headers: decodeHeaders(row.byteString(column + 1)),
    value: row.bytes(column + 2),
    publishedMs,
    attempt,
    lease,
  };
}
