import { type KeyValueItem, Outcome } from "../../contract.ts";
import type { Keyspace } from "../keyspace.ts";
import type { CommandWriter } from "../resp/command-writer.ts";
import { ReplyBuilder, type ReplyTaker } from "../resp/reply-taker.ts";
import type { ScriptCall } from "../resp/script.ts";
import { headAfterVersion } from "./stored-item.ts";
import { timeToLive } from "./time-to-live.ts";

/** A call of the script for puts without conditions, each of another key. */
export class PutCall implements ScriptCall {
  readonly #builder = new ReplyBuilder();
  readonly taker: ReplyTaker = this.#builder;
  readonly keyCount: number;
  readonly argumentCount: number;
  readonly #keyspace: Keyspace;
  readonly #nowMs: number;
  readonly #staying: KeyValueItem[] = [];
  readonly #expiring: KeyValueItem[] = [];

  constructor(keyspace: Keyspace, items: readonly KeyValueItem[], nowMs: number) {
    this.#keyspace = keyspace;
    this.#nowMs = nowMs;
    for (const item of items) (item.expiresAtMs === 0 ? this.#staying : this.#expiring).push(item);
    this.keyCount = 3 + items.length;
    this.argumentCount = 1 + items.length + 2 * this.#expiring.length;
  }

  write(writer: CommandWriter): void {
    const keyspace = this.#keyspace;
    writer.text(keyspace.version);
    writer.text(keyspace.index);
    writer.text(keyspace.expiry);
    for (const item of this.#staying) writer.pair(keyspace.item, item.key);
    for (const item of this.#expiring) writer.pair(keyspace.item, item.key);
    writer.integer(this.#staying.length);
    for (const { source, start, end } of this.#staying) writer.bytes(headOfStaying, source, start, end);
    for (const item of this.#expiring)
      writer.bytes(headAfterVersion(item.expiresAtMs), item.source, item.start, item.end);
    for (const item of this.#expiring) writer.integer(item.expiresAtMs);
    for (const item of this.#expiring) writer.integer(timeToLive(item, this.#nowMs));
  }

  /** To be called when the reply has come. */
  complete(): void {
    let version = this.#builder.reply as number;
    for (const item of this.#staying) completePut(item, version++);
    for (const item of this.#expiring) completePut(item, version++);
  }
}

const headOfStaying = headAfterVersion(0);

function completePut(item: KeyValueItem, version: number): void {
  item.version = version;
  item.outcome = Outcome.DONE;
}
