import { AnswerFields } from "../../codec/answer-fields.ts";
import { BodyWriter } from "../../codec/body-writer.ts";
import { CallNumber } from "../../codec/calls.ts";
import { type PutStreamMessage, readPutStream, writePutStreamed } from "../../codec/value-stream-messages.ts";
import type { Failure } from "../../common/failure.ts";
import { sizeMismatch } from "../../common/large-value-size.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { ChunkRoom } from "../large/chunk-room.ts";
import { smallValueOf, takeFirst, withRest } from "../large/first-parts.ts";
import { digestMismatch, idempotencyKeyNotKept, targetMissing, targetTwice } from "../large/refusals.ts";
import { type SendCall, ValueCalls } from "../large/value-calls.ts";
import { ValueDigest } from "../large/value-digest.ts";
import { ValueUpload } from "../large/value-upload.ts";
import { malformedCall } from "../subscriptions/refusals.ts";

export interface PutStream {
  /** Messages of type PutStreamRequest, undecoded. */
  readonly messages: AsyncIterable<Buffer>;
  readonly send: SendCall;
  readonly room: ChunkRoom;
  readonly idempotencyKey: string;
  /** Hears whose value it is: the namespace, a byte string. */
  readonly onTarget: (namespace: string) => void;
  /** Is given what to call should the client go. */
  readonly onGiveUp: (giveUp: () => void) => void;
}

/**
 * Writes the value whose parts the messages bring: up to a mebibyte as any other, a larger one in chunks while it comes.
 * Resolves with the answer's bytes; rejects with a PrismError.
 */
export async function putStream(put: PutStream): Promise<Buffer> {
  const { messages, send, room, idempotencyKey, onTarget, onGiveUp } = put;
  const incoming = new IncomingValue(messages);
  const parts = incoming.parts();
  const first = await takeFirst(parts);
  const { target } = incoming;
  if (target === null) throw refused(targetMissing);
  onTarget(target.namespace);
  const calls = new ValueCalls(target.namespace, target.key, send);
  onGiveUp(() => calls.giveUp());
  if (first.isAll) {
    const small = { value: smallValueOf(first.parts), digest: incoming.digest };
    const written = await putSmall(calls, target, small).catch((error: unknown) => {
      // A store with small items takes it in chunks.
      if (idempotencyKey !== "" || !isTooBigForStore(error)) throw error;
      return null;
    });
    if (written !== null) return written;
  } else if (idempotencyKey !== "") throw refused(idempotencyKeyNotKept);
  const { ttlMs, ifVersion, encoding, size } = target;
  const digest = (): Uint8Array => incoming.digest;
  const upload = new ValueUpload(calls, room, { ttlMs, ifVersion, encoding, size, digest });
  onGiveUp(() => upload.giveUp());
  return writePutStreamed(await upload.send(withRest(first.parts, parts)));
}

/** What the messages say besides their parts of the value. */
class IncomingValue {
  /** Of the first message. */
  target: PutStreamMessage | null = null;
  /** Of the last message that has one. */
  digest: Uint8Array = none;
  private readonly messages: AsyncIterable<Buffer>;

  constructor(messages: AsyncIterable<Buffer>) {
    this.messages = messages;
  }

  async *parts(): AsyncGenerator<Buffer, void, undefined> {
    for await (const bytes of this.messages) {
      const message = readPutStream(bytes);
      if (message === null) throw refused(malformedCall);
      if (this.target === null) this.target = message;
      else if (!isOf(message, this.target)) throw refused(targetTwice);
      if (message.digest.length > 0) this.digest = Uint8Array.from(message.digest);
      if (message.data.length > 0) yield message.data;
    }
  }
}

/** Whether a later message is of the same item, or names none. */
function isOf({ namespace, key }: PutStreamMessage, target: PutStreamMessage): boolean {
  return (namespace === "" || namespace === target.namespace) && (key === "" || key === target.key);
}

async function putSmall(
  calls: ValueCalls,
  { ttlMs, ifVersion, size }: PutStreamMessage,
  { value, digest }: { readonly value: Buffer; readonly digest: Uint8Array },
): Promise<Buffer> {
  if (size > 0 && size !== value.length) throw refused(sizeMismatch(size, value.length));
  const own = digestOf(value);
  if (digest.length > 0 && !own.equals(digest)) throw refused(digestMismatch);
  const body = new BodyWriter(value.length + calls.key.length + EXPECTED_BYTES).bytes(2, calls.key).bytes(3, value);
  body.uint(4, ttlMs);
  if (ifVersion >= 0) body.present(5, ifVersion);
  const written = await calls.perform(CallNumber.KV_PUT, body.take(), (bytes, start, end) => {
    fields.readWrite(bytes, start, end);
    return { version: fields.version, replayed: fields.replayed };
  });
  return writePutStreamed({ ...written, size: value.length, digest: own });
}

function digestOf(value: Buffer): Buffer {
  const digest = new ValueDigest();
  digest.update(value);
  return digest.take();
}

function isTooBigForStore(error: unknown): boolean {
  return error instanceof PrismError && error.failure.reason === "STORE_ITEM_TOO_BIG";
}

function refused(failure: Failure): PrismError {
  return new PrismError(failure, { source: "client" });
}

const none = new Uint8Array(0);
const EXPECTED_BYTES = 128;
const fields = new AnswerFields();
