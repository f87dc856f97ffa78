import { Code } from "../../common/codes.ts";
import { messageFailure } from "../../patterns/stream/answer.ts";
import type { StreamCall } from "../../patterns/stream/call.ts";
import { type AuditEntry, MAX_KEYS_IN_RECORD } from "../../security/audit/audit-entry.ts";

/** What a record tells of a Stream call as a whole: the keys of what is published, and how many of all else. */
export function tellStreamCall({ task, answer }: StreamCall, entry: AuditEntry): void {
  if (task === null) return;
  switch (task.kind) {
    case "publish":
      if (task.isBatch) {
        entry.items = task.messages.length;
        for (const { key } of task.messages.slice(0, MAX_KEYS_IN_RECORD)) entry.keys.push(key);
      } else entry.key = task.messages[0]?.key || null;
      return;
    case "settle":
      entry.items = task.settlements.length;
      return;
    case "replay-dead":
    case "remove-dead":
      entry.items = task.ids.length;
      return;
    case "fetch":
      if (answer?.kind === "fetched") entry.items = answer.deliveries.length;
      return;
    default:
  }
}

/** Each message of a batch that was published has a record of its own: whether there is one to be written. */
export function tellPublished({ task }: StreamCall, entry: AuditEntry, place: number): boolean {
  if (task?.kind !== "publish") return false;
  const message = task.messages[place];
  if (message === undefined) return false;
  const failure = messageFailure(message);
  entry.key = message.key === "" ? null : message.key;
  entry.item = task.isBatch ? place : -1;
  entry.code = failure === null ? Code.OK : failure.code;
  entry.reason = failure === null ? "" : failure.reason;
  entry.isReplay = message.isReplay;
  return true;
}
