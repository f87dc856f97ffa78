import type { Delivery } from "../stream-contract.ts";
import { positionOf } from "./position.ts";
import type { StoredMessage } from "./storage.ts";

export function deliveryOf(message: StoredMessage, attempt: number, lease: string): Delivery {
  const { sequence, key, value, headers, publishedMs } = message;
  return { position: positionOf(sequence), key, value, headers, publishedMs, attempt, lease };
}
