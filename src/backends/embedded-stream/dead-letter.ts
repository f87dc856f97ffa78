import { numberedDeadLetterId } from "../dead-letter-ids.ts";
import type { DeadLetter } from "../stream-contract.ts";
import { deliveryOf } from "./delivery.ts";
import type { DeadRecord } from "./storage.ts";

export function deadLetterOf({ id, group, reason, attempts, diedMs, message }: DeadRecord): DeadLetter {
  return { id: numberedDeadLetterId(id), group, reason, attempts, diedMs, message: deliveryOf(message, attempts, "") };
}
