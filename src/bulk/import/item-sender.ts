import { createHash, type Hash } from "node:crypto";
import type { KeyValue } from "../../client/key-value.ts";
import type { BatchPutResults, CallOptions } from "../../client/key-value-types.ts";
import { MAX_VALUE_BYTES } from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { ItemFields } from "../row-block.ts";
import type { Outcome } from "./import-tally.ts";
import { PartRows } from "./part-rows.ts";
import { isHopeless, isPassing } from "./patience.ts";
import type { RowCursor } from "./row-cursor.ts";
import type { LargeOutcome, RowSender, SentRow } from "./row-sender.ts";
import { sendRows } from "./send-rows.ts";

/** What is done with a key that there is an item of. */
export type ConflictRule = "overwrite" | "skip" | "fail";

type ItemRow = SentRow<ItemFields>;

/** Writes rows of items, each until it is written or can be told not to be. */
export class ItemSender implements RowSender<ItemFields> {
  /** Keeps the gateway busy while answers travel and rows are read. */
  readonly batchesUnderWay = 4;
  private readonly kv: KeyValue;
  private readonly call: CallOptions;
  private readonly rule: ConflictRule;
  private readonly wallMs: () => number;

  constructor(kv: KeyValue, call: CallOptions, rule: ConflictRule, wallMs: () => number) {
    this.kv = kv;
    this.call = call;
    this.rule = rule;
    this.wallMs = wallMs;
  }

  keyOf({ key }: ItemFields): string {
    return key;
  }

  isLarge({ parts }: ItemFields, value: Uint8Array): boolean {
    return parts > 0 || value.length > MAX_VALUE_BYTES;
  }

  send(rows: readonly ItemRow[]): Promise<Outcome[]> {
    const nowMs = this.wallMs();
    const alive = [...rows.entries()].filter(([, { fields }]) => !isExpired(fields, nowMs));
    return sendRows(
      alive,
      rows.map(() => "expired"),
      {
        call: (batch) => this.put(batch),
        refused: (error, row, mayBeDone) =>
          this.refused(error, async () => (mayBeDone || row.mayBeThere) && this.isThere(row)),
        signal: this.call.signal,
      },
    );
  }

  async sendLarge(first: ItemRow, cursor: RowCursor<ItemFields>): Promise<LargeOutcome> {
    const parts = new PartRows(cursor, first);
    let outcome: Outcome;
    try {
      outcome = await this.upload(first, parts);
    } catch (error) {
      if (parts.broken === null) throw error;
      outcome = parts.broken;
    }
    return { outcome, lastLine: parts.lastLine, bytes: parts.bytes };
  }

  private async upload({ fields, mayBeThere }: ItemRow, parts: PartRows): Promise<Outcome> {
    const hash = createHash("sha256");
    const hashed = hashing(parts, hash);
    const drain = async (): Promise<void> => {
      while ((await hashed.next()).done !== true);
    };
    if (isExpired(fields, this.wallMs())) {
      await drain();
      return "expired";
    }
    try {
      const options = { ...this.call, ...this.conditions(fields), size: parts.size };
      await this.kv.putStream(fields.key, { [Symbol.asyncIterator]: () => hashed }, options);
      return "written";
    } catch (error) {
      if (!(error instanceof PrismError) || isPassing(error) || isHopeless(error)) throw error;
      await drain();
      return this.refused(error, async () => mayBeThere && (await this.digestOf(fields.key)) === hash.digest("hex"));
    }
  }

  private put(rows: readonly ItemRow[]): Promise<BatchPutResults> {
    const items = rows.map(({ fields, value }) => ({ key: fields.key, value, ...this.conditions(fields) }));
    return this.kv.batchPut(items, this.call);
  }

  private conditions({ expiresAtMs }: ItemFields): { ttlMs?: number; ifVersion?: number } {
    return {
      ...(expiresAtMs === 0 ? {} : { ttlMs: Math.max(1, expiresAtMs - this.wallMs()) }),
      ...(this.rule === "overwrite" ? {} : { ifVersion: 0 }),
    };
  }

  /** A key that has an item may have it of this very row: written by a run that was killed, or by a call whose answer was lost. */
  private async refused({ failure }: PrismError, isThere: () => Promise<boolean>): Promise<Outcome> {
    const { reason, message } = failure;
    if (reason !== "VERSION_MISMATCH" || this.rule === "overwrite") return { reason, message };
    if (await isThere()) return "written";
    return this.rule === "skip" ? "skipped" : { reason, message: "there is an item of this key" };
  }

  private async isThere({ fields, value }: ItemRow): Promise<boolean> {
    const digest = await this.digestOf(fields.key);
    return digest === createHash("sha256").update(value).digest("hex");
  }

  /** Null when there is none, or it may not be read. */
  private async digestOf(key: string): Promise<string | null> {
    try {
      const found = await this.kv.getStream(key, this.call);
      if (found === null) return null;
      const hash = createHash("sha256");
      for await (const bytes of found) hash.update(bytes);
      return hash.digest("hex");
    } catch (error) {
      if (error instanceof PrismError && !isPassing(error) && !isHopeless(error)) return null;
      throw error;
    }
  }
}

function isExpired({ expiresAtMs }: ItemFields, nowMs: number): boolean {
  return expiresAtMs !== 0 && expiresAtMs <= nowMs;
}

/** It has no end of its own: whoever breaks off may let the rest through the hash. */
function hashing(parts: PartRows, hash: Hash): AsyncIterator<Uint8Array> {
  const source = parts[Symbol.asyncIterator]();
  return {
    next: async () => {
      const next = await source.next();
      if (next.done !== true) hash.update(next.value);
      return next;
    },
  };
}
