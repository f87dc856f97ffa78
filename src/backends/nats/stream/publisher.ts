import type { Msg, MsgHdrs } from "nats";
import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { PrismError } from "../../../common/prism-error.ts";
import { Outcome } from "../../contract.ts";
import type { NewMessage } from "../../stream-contract.ts";
import { isApiError, isUnheard, readAnswer } from "../api.ts";
import { type ApiError, apiPrismError, itemTooLarge, noResponders } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Names } from "../names.ts";
import { encodeHeaders, FINGERPRINT, headerBytesOf } from "./message-codec.ts";
import { readStored } from "./stored-message.ts";
import type { StreamPlace } from "./stream-places.ts";

interface PublishAck {
  readonly seq: number;
  readonly duplicate?: boolean;
}

export interface AppendParts {
  readonly names: Names;
  /** By message. */
  readonly places: readonly StreamPlace[];
  readonly messages: readonly NewMessage[];
  readonly timeoutMs: number;
}

/** What was sent; when it is acknowledged, each message has its outcome. */
export interface Sent {
  readonly acknowledged: Promise<void>;
}

/**
 * Appends messages: all are sent at once, in order, over one connection, and each is acknowledged by the server. What went
 * wrong with one alone is its own failure, so that those which are there are known to be.
 */
export function sendMessages(exchange: Exchange, parts: AppendParts): Sent {
  const { names, places, messages, timeoutMs } = parts;
  let unheard = 0;
  const replays: number[] = [];
  const round = exchange.round({
    timeoutMs,
    isRead: false,
    onReply: (slot, msg) => {
      const message = messages[slot] as NewMessage;
      if (isUnheard(msg)) {
        unheard++;
        fail(message, noResponders().failure);
      } else if (complete(message, msg)) replays.push(slot);
    },
  });
  for (let slot = 0; slot < messages.length; slot++) {
    const message = messages[slot] as NewMessage;
    message.outcome = Outcome.PENDING;
    message.failure = null;
    message.isReplay = false;
    if (message.value.length + headerBytesOf(message) > exchange.maxPayload) fail(message, itemTooLarge().failure);
    else round.ask(slot, (places[slot] as StreamPlace).messages, message.value, encodeHeaders(message) as MsgHdrs);
  }
  const acknowledge = async (): Promise<void> => {
    await round.answered().catch((error) => endWith(messages, error));
    // Nothing was done, so the whole may be tried again.
    if (unheard > 0 && unheard === messages.length) throw noResponders();
    for (const slot of replays) {
      const [place, message] = [places[slot] as StreamPlace, messages[slot] as NewMessage];
      await compare(exchange, { names, place, message, timeoutMs });
    }
  };
  return { acknowledged: acknowledge() };
}

/** Whether the server has had a message with this idempotency key. */
function complete(message: NewMessage, msg: Msg): boolean {
  const answer = readAnswer(msg) as PublishAck | { error: ApiError };
  if (isApiError(answer)) {
    fail(message, apiPrismError(answer.error).failure);
    return false;
  }
  message.outcome = Outcome.DONE;
  message.position = String(answer.seq);
  message.isReplay = answer.duplicate === true;
  return message.isReplay;
}

/** The key was known: whether it stood for the same message. One that retention has removed cannot be compared any more. */
async function compare(
  exchange: Exchange,
  parts: { names: Names; place: StreamPlace; message: NewMessage; timeoutMs: number },
): Promise<void> {
  const { names, place, message, timeoutMs } = parts;
  const query = { api: names.api, stream: place.stream, sequence: Number(message.position), timeoutMs };
  const first = await readStored(exchange, query);
  const fingerprint = Buffer.from(message.fingerprint).toString("hex");
  if (first === null || first.headers.get(FINGERPRINT) === fingerprint) return;
  message.isReplay = false;
  fail(message, keyReused);
}

/** The round ended early: of those without an answer nothing is known. */
function endWith(messages: readonly NewMessage[], error: unknown): void {
  if (!(error instanceof PrismError) || messages.every(({ outcome }) => outcome !== Outcome.DONE)) throw error;
  for (const message of messages) if (message.outcome === Outcome.PENDING) fail(message, error.failure);
}

function fail(message: NewMessage, failure: Failure): void {
  message.outcome = Outcome.FAILED;
  message.failure = failure;
}

const keyReused = new Failure(
  Code.INVALID_ARGUMENT,
  "IDEMPOTENCY_KEY_REUSED",
  "idempotency_key was used for a different message; give each message a key of its own",
  { metadata: { field: "idempotency_key" } },
);
