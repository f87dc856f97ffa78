import { lenField } from "../../capture/rewrite-message.ts";
import { decodeValueStub, fillerOf } from "../../capture/value-stub.ts";
import { CallNumber } from "../../codec/calls.ts";
import { askLane, type Filled } from "./lanes/ask-lane.ts";
import { uintField } from "./lanes/request-frame.ts";
import { fieldsOf, lensOf } from "./message-fields.ts";
import { type ReplayMessages, replayName } from "./replay-messages.ts";
import type { StreamState } from "./stream-state.ts";

/**
 * Brings a stream of the target to where the recording found its own: groups stand at its end, and behind that the messages are
 * published that had waited, as filler of their size. Where groups stood apart, each gets what any of them had before it.
 */
export async function preloadStream(
  { groups, waiting }: StreamState,
  messages: ReplayMessages,
  to: Filled,
): Promise<void> {
  for (const group of groups) {
    const atEnd = lenField(3, uintField(LATEST, 1));
    await askLane(to, CallNumber.STREAM_SEEK, Buffer.concat([lenField(2, replayName(group)), atEnd]));
  }
  let batch: Buffer[] = [];
  let bytes = 0;
  for (const delivery of waiting) {
    const more = messageOf(delivery).length;
    if (batch.length === BATCH_MESSAGES || bytes + more > BATCH_BYTES) {
      await publish(batch, messages, to);
      [batch, bytes] = [[], 0];
    }
    batch.push(delivery);
    bytes += more;
  }
  await publish(batch, messages, to);
}

async function publish(batch: readonly Buffer[], messages: ReplayMessages, to: Filled): Promise<void> {
  if (batch.length === 0) return;
  const request = Buffer.concat(batch.map((delivery) => lenField(2, messageOf(delivery))));
  const results = lensOf(await askLane(to, CallNumber.STREAM_BATCH_PUBLISH, request), 1);
  for (const [i, delivery] of batch.entries()) {
    const { texts } = fieldsOf(results[i] ?? none);
    const position = texts.get(1);
    if (position === undefined) {
      const reason =
        fieldsOf(texts.get(3) ?? none)
          .texts.get(2)
          ?.toString("latin1") ?? "no answer";
      throw new Error(`a message cannot be published: ${reason}`);
    }
    messages.learnPosition(fieldsOf(delivery).texts.get(1) ?? none, position);
  }
}

/** The message of a delivery: its key, filler for its value, its headers. */
function messageOf(delivery: Buffer): Buffer {
  const { texts } = fieldsOf(delivery);
  const stub = decodeValueStub(texts.get(3) ?? none);
  return Buffer.concat([
    lenField(1, texts.get(2) ?? none),
    lenField(2, stub === null ? none : fillerOf(stub)),
    ...lensOf(delivery, 4).map((header) => lenField(3, header)),
  ]);
}

/** Of `StreamStart`. */
const LATEST = 2;
const BATCH_MESSAGES = 200;
/** With the largest message on top of it a batch still fits a frame. */
const BATCH_BYTES = 1024 * 1024;
const none = Buffer.alloc(0);
