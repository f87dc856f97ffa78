import { afterPrefix } from "../../codec/byte-string.ts";
import { OperationClass } from "../../common/operation-class.ts";
import type { StreamCall } from "../../patterns/stream/call.ts";
import type { Rights } from "../../security/access/rights.ts";

/**
 * The field that names what a principal may not do who has rights to some keys only; null when it may. It publishes under
 * keys that it may write; it reads without a group what its filter's prefix keeps within keys that it may scan. What
 * concerns a group concerns all keys: what one of its consumers passes over is done for the others too.
 */
export function deniedStreamField({ task }: StreamCall, rights: Rights): string | null {
  switch (task?.kind) {
    case "publish": {
      const { messages, isBatch } = task;
      const index = messages.findIndex(({ key }) => !rights.allowsKey(OperationClass.WRITE, key));
      if (index < 0) return null;
      return isBatch ? `messages[${index}].key` : "message.key";
    }
    case "fetch": {
      if (task.group !== "") return "group";
      const prefix = task.filter?.keyPrefix ?? "";
      const isAllowed = rights.allowsKey(OperationClass.READ, prefix) && rights.allowsScan(prefix, afterPrefix(prefix));
      return isAllowed ? null : "filter.key_prefix";
    }
    case "abandon":
      return null;
    case "leave":
      return task.group === "" ? null : "group";
    case "replay-dead":
    case "remove-dead":
      return "ids";
    default:
      return "group";
  }
}
