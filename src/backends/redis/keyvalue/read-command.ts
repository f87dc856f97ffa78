import { type KeyValueItem, Outcome } from "../../contract.ts";
import type { Keyspace } from "../keyspace.ts";
import type { CommandWriter } from "../resp/command-writer.ts";
import type { Command } from "../resp/connection.ts";
import { RedisError } from "../resp/redis-error.ts";
import type { ReplyTaker } from "../resp/reply-taker.ts";
import type { ScriptCall } from "../resp/script.ts";
import { readExpiry, readValue, readVersion } from "./stored-item.ts";

/** Reads items of one namespace by one MGET, the version in front: it tells whether the namespace is still there. */
export class ReadCommand implements Command, ReplyTaker {
  readonly taker: ReplyTaker = this;
  readonly #keyspace: Keyspace;
  readonly #items: readonly KeyValueItem[];
  readonly #nowMs: number;
  #isGone = false;
  /** −1 = the version is next. */
  #next = -1;

  constructor(keyspace: Keyspace, items: readonly KeyValueItem[], nowMs: number) {
    this.#keyspace = keyspace;
    this.#items = items;
    this.#nowMs = nowMs;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  write(writer: CommandWriter): void {
    writer.begin(this.#items.length + 2);
    writer.text("MGET");
    this.#writeKeys(writer);
  }

  /** The same for items of which no value is wanted. */
  get headsCall(): ScriptCall {
    const keyCount = this.#items.length + 1;
    return { keyCount, argumentCount: 0, taker: this, write: (writer) => this.#writeKeys(writer) };
  }

  #writeKeys(writer: CommandWriter): void {
    const prefix = this.#keyspace.item;
    const items = this.#items;
    writer.text(this.#keyspace.version);
    for (let i = 0; i < items.length; i++) writer.pair(prefix, (items[i] as KeyValueItem).key);
  }

  takeBytes(source: Buffer, start: number, end: number): void {
    if (this.#next < 0) {
      this.#next = 0;
      return;
    }
    const item = this.#items[this.#next++] as KeyValueItem;
    const expiresAtMs = readExpiry(source, start);
    if (expiresAtMs !== 0 && expiresAtMs <= this.#nowMs) {
      item.outcome = Outcome.ABSENT;
      return;
    }
    item.version = readVersion(source, start);
    item.expiresAtMs = expiresAtMs;
    if (item.wantsValue) item.value = readValue(source, start, end);
    item.outcome = Outcome.DONE;
  }

  takeNull(): void {
    if (this.#next < 0) {
      this.#next = 0;
      this.#isGone = true;
      return;
    }
    (this.#items[this.#next++] as KeyValueItem).outcome = Outcome.ABSENT;
  }

  takeArray(): void {}

  takeInteger(): void {
    throw new RedisError("ERR a number among the answers to MGET");
  }

  takeError(error: RedisError): void {
    throw error;
  }
}
