import { CallNumber } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { itemFailure } from "../../patterns/keyvalue/item-failure.ts";
import { refuseHead } from "../../patterns/keyvalue/large/refuse-head.ts";
import { transactFailure } from "../../patterns/keyvalue/transact-failure.ts";
import { streamItemFailure } from "../../patterns/stream/answer.ts";
import type { Request } from "../request.ts";

/** Says what became of the request: afterwards its `failure` is the answer, or null when it succeeded. */
export function conclude(request: Request): void {
  const { call, stream } = request;
  if (stream !== null) {
    request.failure ??= stream.failure ?? streamItemFailure(stream);
    request.code = request.failure === null ? Code.OK : request.failure.code;
    return;
  }
  let failure = request.failure ?? call.failure;
  if (failure === null && call.replay === null && call.batch === null && call.query === null) {
    if (call.operation === CallNumber.KV_GET) refuseHead(call.item);
    failure = itemFailure(call.item);
  }
  if (failure === null && call.operation === CallNumber.KV_BATCH_GET)
    for (const item of call.batch ?? []) refuseHead(item);
  if (failure === null && call.replay === null && call.operation === CallNumber.KV_TRANSACT) {
    failure = transactFailure(call.batch ?? []);
  }
  request.failure = failure;
  request.code = failure === null ? Code.OK : failure.code;
}
