import { assert } from "../../../common/assert.ts";
import { counterOverflow, notACounter } from "../../../common/counter.ts";
import { ItemAction, type KeyValueItem, Outcome } from "../../contract.ts";
import type { KeyValueWrite } from "../../networked-contract.ts";
import type { Keyspace } from "../keyspace.ts";
import type { CommandWriter } from "../resp/command-writer.ts";
import { type Reply, ReplyBuilder, type ReplyTaker } from "../resp/reply-taker.ts";
import type { ScriptCall } from "../resp/script.ts";
import { headAfterVersion } from "./stored-item.ts";
import { timeToLive } from "./time-to-live.ts";

/** A call of the script for writes of every kind, all of one namespace. */
export class ApplyCall implements ScriptCall {
  readonly #builder = new ReplyBuilder();
  readonly taker: ReplyTaker = this.#builder;
  readonly keyCount: number;
  readonly argumentCount: number;
  readonly #keyspace: Keyspace;
  readonly #writes: readonly KeyValueWrite[];
  readonly #nowMs: number;

  constructor(keyspace: Keyspace, writes: readonly KeyValueWrite[], nowMs: number) {
    this.#keyspace = keyspace;
    this.#writes = writes;
    this.#nowMs = nowMs;
    let keyCount = 4;
    let argumentCount = 1;
    for (const { items, idempotencyKey } of writes) {
      keyCount += items.length + (idempotencyKey === "" ? 0 : 1);
      argumentCount += 4 + 4 * items.length;
    }
    this.keyCount = keyCount;
    this.argumentCount = argumentCount;
  }

  write(writer: CommandWriter): void {
    const keyspace = this.#keyspace;
    writer.text(keyspace.version);
    writer.text(keyspace.index);
    writer.text(keyspace.expiry);
    writer.text(keyspace.scratch);
    for (const { items, idempotencyKey } of this.#writes) {
      if (idempotencyKey !== "") writer.pair(keyspace.remembered, idempotencyKey);
      for (const item of items) writer.pair(keyspace.item, item.key);
    }
    writer.integer(this.#nowMs);
    for (const write of this.#writes) {
      const { fingerprint } = write;
      writer.text(write.isAtomic ? "A" : "E");
      writer.integer(write.items.length);
      if (write.idempotencyKey === "") writer.text("");
      else writer.bytes("", fingerprint, 0, fingerprint.length);
      writer.integer(write.rememberUntilMs);
      for (const item of write.items) this.#writeItem(writer, item);
    }
  }

  /** To be called when the reply has come. */
  complete(): void {
    const answers = this.#builder.reply as readonly Reply[];
    for (let i = 0; i < this.#writes.length; i++) completeWrite(this.#writes[i] as KeyValueWrite, answers[i] as string);
  }

  #writeItem(writer: CommandWriter, item: KeyValueItem): void {
    const { action } = item;
    writer.text(action === ItemAction.INCREMENT ? `I${item.delta}` : (letters[action] as string));
    writer.integer(item.ifVersion);
    writer.integer(timeToLive(item, this.#nowMs));
    const head = headAfterVersion(item.expiresAtMs);
    if (action === ItemAction.PUT) writer.bytes(head, item.source, item.start, item.end);
    else writer.text(head);
  }
}

/** By {@link ItemAction}. */
const letters = ["P", "D", "I", "C"];

/** See apply-script.ts for what the answer looks like. */
function completeWrite(write: KeyValueWrite, answer: string): void {
  write.isKeyReused = answer[0] === "U";
  write.isReplay = answer[0] === "R";
  if (write.isKeyReused) return;
  let at = 1;
  for (const item of write.items) {
    const textLength = answer.charCodeAt(at + 8);
    const text = answer.slice(at + 9, at + 9 + textLength);
    item.outcome = answer.charCodeAt(at) as Outcome;
    item.version = versionAt(answer, at + 1);
    if (item.outcome === Outcome.FAILED) item.failure = text === "O" ? counterOverflow : notACounter;
    else if (item.action === ItemAction.INCREMENT && text !== "") item.delta = BigInt(text);
    at += 9 + textLength;
  }
  assert(at === answer.length, "the script's answer has as many items as the write");
}

function versionAt(answer: string, at: number): number {
  let version = 0;
  for (let i = at; i < at + 7; i++) version = version * 256 + answer.charCodeAt(i);
  return version;
}
