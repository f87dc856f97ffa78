import type { CallOptions } from "../../client/key-value-types.ts";
import type { Stream } from "../../client/stream.ts";
import type { StartInput } from "../../client/stream-types.ts";
import { secretBytes } from "../../common/prng.ts";
import { messageHeader } from "../formats/message-fields.ts";
import { BlockBuilder, type MessageFields, type RowBlock } from "../row-block.ts";
import type { BlockBound, ExportTally } from "./item-blocks.ts";

export interface MessageExport {
  readonly start: StartInput;
  /** Nothing new for so long is the end. */
  readonly idleMs: number;
  readonly tally: ExportTally;
  readonly bound: BlockBound;
}

/**
 * The messages of a stream from a place on, until nothing more comes. They are fetched and not subscribed to: a subscription waits for a
 * gateway that is away, and a stream that seems to have ended must be one that did.
 */
export async function* messageBlocks(
  stream: Stream,
  call: CallOptions,
  { start: begin, idleMs, tally, bound }: MessageExport,
): AsyncGenerator<RowBlock<MessageFields>, void, undefined> {
  const subscription = Buffer.from(secretBytes(NAME_BYTES)).toString("base64url");
  const builder = new BlockBuilder<MessageFields>();
  let start = begin;
  for (;;) {
    const { messages, nextPosition } = await stream.fetch({
      ...call,
      start,
      subscription,
      waitMs: idleMs,
      maxMessages: FETCH_MESSAGES,
    });
    if (messages.length === 0) break;
    if (nextPosition !== "") start = { after: nextPosition };
    for (const { position, key, value, headers, publishedMs } of messages) {
      const named = headers.map(([name, bytes]) => messageHeader(name, bytes));
      builder.add({ position, key, headers: named, publishedMs, idempotencyKey: "" }, value);
      tally.items++;
      tally.rows++;
      tally.bytes += value.length;
      if (builder.bytes >= bound.bytes || builder.count >= bound.rows) yield builder.take();
    }
  }
  if (builder.count > 0) yield builder.take();
}

const NAME_BYTES = 16;
const FETCH_MESSAGES = 1_000;
