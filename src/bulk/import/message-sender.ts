import { createHash } from "node:crypto";
import type { CallOptions } from "../../client/key-value-types.ts";
import type { Stream } from "../../client/stream.ts";
import type { MessageInput } from "../../client/stream-types.ts";
import { assert } from "../../common/assert.ts";
import type { MessageFields } from "../row-block.ts";
import type { Outcome } from "./import-tally.ts";
import type { LargeOutcome, RowSender, SentRow } from "./row-sender.ts";
import { sendRows } from "./send-rows.ts";

type MessageRow = SentRow<MessageFields>;

/**
 * Publishes rows of messages, in the order of the file. Each has an idempotency key, its own or one that is made of the file, the line
 * and what it says: the same row of the same file is published once, however often it is imported.
 */
export class MessageSender implements RowSender<MessageFields> {
  /** A batch that overtook another would change the order. */
  readonly batchesUnderWay = 1;
  private readonly stream: Stream;
  private readonly call: CallOptions;
  private readonly fileId: () => string;

  /** `fileId`: what the file begins with, in short; known when the first row is. */
  constructor(stream: Stream, call: CallOptions, fileId: () => string) {
    this.stream = stream;
    this.call = call;
    this.fileId = fileId;
  }

  keyOf(): string {
    return "";
  }

  isLarge(): boolean {
    return false;
  }

  send(rows: readonly MessageRow[]): Promise<readonly Outcome[]> {
    return sendRows([...rows.entries()], new Array(rows.length), {
      call: (batch) =>
        this.stream.publishMany(
          batch.map((row) => this.message(row)),
          this.call,
        ),
      refused: ({ failure: { reason, message } }) => ({ reason, message }),
      signal: this.call.signal,
    });
  }

  sendLarge(): Promise<LargeOutcome> {
    assert(false, "no message has parts");
  }

  private message(row: MessageRow): MessageInput {
    const { fields, value } = row;
    const { key, headers, idempotencyKey } = fields;
    return {
      key,
      value,
      headers: headers.map(([name, text, encoding]) => [name, Buffer.from(text, encoding ?? "utf8")] as const),
      idempotencyKey: idempotencyKey === "" ? this.ownKey(row) : idempotencyKey,
    };
  }

  private ownKey({ line, fields, value }: MessageRow): string {
    const hash = createHash("sha256").update(this.fileId());
    hash.update(JSON.stringify([fields.position, fields.key, fields.headers])).update(value);
    return `import-${line}-${hash.digest("base64url").slice(0, KEY_CHARACTERS)}`;
  }
}

/** 132 bits. */
const KEY_CHARACTERS = 22;
