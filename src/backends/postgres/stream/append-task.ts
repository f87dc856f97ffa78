import { Outcome } from "../../contract.ts";
import type { NewMessage } from "../../stream-contract.ts";
import { type NamespaceTask, namespaceTask } from "../namespace-tasks.ts";
import { byteas, int4, int8, int8s, type Statement } from "../sql.ts";
import { MessageState } from "./append-function.ts";
import { keyReused } from "./failures.ts";
import { encodeHeaders } from "./header-bytes.ts";

/** What the task is made with. */
export interface AppendContext {
  readonly statement: Statement;
  readonly idOf: (namespaceId: number) => number;
  readonly nowMs: () => number;
}

/**
 * Appends messages of one stream. Of two under one idempotency key, the function finds what came before the call alone: so
 * no key is in a task twice, see {@link splitAppends}.
 */
export function appendTask(messages: readonly NewMessage[], { statement, idOf, nowMs }: AppendContext): NamespaceTask {
  const namespaceId = (messages[0] as NewMessage).namespaceId;
  let received = 0;
  return namespaceTask([namespaceId], {
    statement,
    parameters: () => {
      received = 0;
      return [
        int4(idOf(namespaceId)),
        int8(nowMs()),
        byteas(messages.map(({ key }) => key)),
        byteas(messages.map(({ headers }) => encodeHeaders(headers))),
        byteas(messages.map(({ value }) => value)),
        byteas(messages.map(({ idempotencyKey }) => idempotencyKey)),
        byteas(messages.map(({ fingerprint }) => fingerprint)),
        int8s(messages.map(({ rememberUntilMs }) => rememberUntilMs)),
      ];
    },
    isRepeatable: messages.every(({ idempotencyKey }) => idempotencyKey !== ""),
    onRow: (row) => {
      const message = messages[received++] as NewMessage;
      const state = row.integer(0);
      message.isReplay = state === MessageState.REPLAY;
      if (state === MessageState.REUSED) {
        message.outcome = Outcome.FAILED;
        message.failure = keyReused;
      } else {
        message.outcome = Outcome.DONE;
        message.position = String(row.integer(1));
      }
    },
  });
}

/** By stream, and where an idempotency key comes again in a part of its own behind. Each stream's messages keep their order. */
export function splitAppends(messages: readonly NewMessage[]): NewMessage[][] {
  const parts: NewMessage[][] = [];
  const current = new Map<number, { readonly part: NewMessage[]; readonly keys: Set<string> }>();
  for (const message of messages) {
    const { namespaceId, idempotencyKey } = message;
    let open = current.get(namespaceId);
    if (open === undefined || (idempotencyKey !== "" && open.keys.has(idempotencyKey))) {
      open = { part: [], keys: new Set() };
      current.set(namespaceId, open);
      parts.push(open.part);
    }
    open.part.push(message);
    if (idempotencyKey !== "") open.keys.add(idempotencyKey);
  }
  return parts;
}
