import { fromByteString } from "../../codec/byte-string.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { SendCall } from "../large/value-calls.ts";
import type { CallTerms } from "./call-terms.ts";
import type { OpenHandler } from "./open-call.ts";
import { putStream } from "./put-stream.ts";
import type { CallSurroundings } from "./session-call.ts";
import { methodOfCall } from "./value-methods.ts";

/** What answers a call of KeyValueService.PutStream: reads its messages as there is room for what they bring, and answers once. */
export function putStreamHandler(terms: CallTerms, { desk, chunkRoom }: CallSurroundings): OpenHandler {
  const { authorization, traceparent, tracestate, idempotencyKey } = terms;
  const send: SendCall = (number, message, onAnswer) => {
    const method = methodOfCall(number);
    const key = method.name === "Put" ? idempotencyKey : "";
    const shown = { method, authorization, traceparent, tracestate };
    return desk.send({ ...shown, message, timeoutMs: 0, idempotencyKey: key }, onAnswer);
  };
  return async (call) => {
    const objection = await desk.admit(terms);
    if (call.isOver) return undefined;
    if (objection !== null) throw new PrismError(objection, { source: "client" });
    const answer = await putStream({
      messages: call.messages,
      send,
      room: chunkRoom,
      idempotencyKey,
      onTarget: (namespace) => {
        call.namespace = fromByteString(namespace);
      },
      onGiveUp: (giveUp) => {
        call.onOver = giveUp;
      },
    });
    call.answer(answer);
    return undefined;
  };
}
