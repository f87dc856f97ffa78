import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { Outcome } from "../../contract.ts";
import type { NewMessage, StreamSpec } from "../../stream-contract.ts";
import type { Keyspace } from "../keyspace.ts";
import type { CommandWriter } from "../resp/command-writer.ts";
import { type Reply, ReplyBuilder, type ReplyTaker } from "../resp/reply-taker.ts";
import type { ScriptCall } from "../resp/script.ts";
import { packHeaders } from "./headers.ts";

/** A call of the script that appends, for messages of one stream. */
export class AppendCall implements ScriptCall {
  readonly #builder = new ReplyBuilder();
  readonly taker: ReplyTaker = this.#builder;
  readonly keyCount: number;
  readonly argumentCount: number;
  readonly #keyspace: Keyspace;
  readonly #spec: StreamSpec;
  readonly #messages: readonly NewMessage[];
  readonly #nowMs: number;

  constructor(keyspace: Keyspace, spec: StreamSpec, messages: readonly NewMessage[], nowMs: number) {
    this.#keyspace = keyspace;
    this.#spec = spec;
    this.#messages = messages;
    this.#nowMs = nowMs;
    this.keyCount = 3 + messages.reduce((count, { idempotencyKey }) => count + (idempotencyKey === "" ? 0 : 1), 0);
    this.argumentCount = 5 + 5 * messages.length;
  }

  write(writer: CommandWriter): void {
    const keyspace = this.#keyspace;
    for (const key of [keyspace.version, keyspace.stream, keyspace.meta]) writer.text(key);
    for (const { idempotencyKey } of this.#messages) {
      if (idempotencyKey !== "") writer.pair(keyspace.remembered, idempotencyKey);
    }
    const { maxBytes, retentionMs } = this.#spec;
    writer.integer(this.#nowMs);
    writer.text(keyspace.news);
    writer.integer(maxBytes);
    writer.integer(retentionMs === 0 ? 0 : Math.max(0, this.#nowMs - retentionMs));
    // What was over the bound before stays for the sweep: one batch does not wait for the past.
    writer.integer(this.#messages.length + TRIM_AHEAD_ITEMS);
    for (const { key, value, headers, idempotencyKey, fingerprint, rememberUntilMs } of this.#messages) {
      if (idempotencyKey === "") writer.text("");
      else writer.bytes("", fingerprint, 0, fingerprint.length);
      writer.integer(rememberUntilMs);
      writer.text(key);
      writer.bytes("", value, 0, value.length);
      writer.text(packHeaders(headers));
    }
  }

  /** To be called when the reply has come. */
  complete(): void {
    const answers = this.#builder.reply as readonly Reply[];
    for (const [i, message] of this.#messages.entries()) {
      const answer = answers[i] as string;
      message.isReplay = answer[0] === "R";
      if (answer[0] === "U") {
        message.outcome = Outcome.FAILED;
        message.failure = reused;
      } else {
        message.outcome = Outcome.DONE;
        message.position = answer.slice(1);
      }
    }
  }
}

/** A stream at its bound loses as much with a batch as the batch brings, and a little more when messages were smaller. */
const TRIM_AHEAD_ITEMS = 64;

const reused = new Failure(
  Code.INVALID_ARGUMENT,
  "IDEMPOTENCY_KEY_REUSED",
  "idempotency_key was used for a different message; give each message a key of its own",
  { metadata: { field: "idempotency_key" } },
);
