import { bulkFailure } from "../bulk-failure.ts";
import { type ItemFields, isFault, type RowFault } from "../row-block.ts";
import type { FileRow, RowCursor } from "./row-cursor.ts";
import type { SentRow } from "./row-sender.ts";

/**
 * The rows of one value, taken from the cursor as they are asked for. When a part is not where it should be, reading ends with
 * an error, and the row that stands there instead is left to the cursor.
 */
export class PartRows implements AsyncIterable<Uint8Array> {
  /** Bytes of the value; 0 = not known. */
  readonly size: number;
  private readonly cursor: RowCursor<ItemFields>;
  private readonly first: ItemFields;
  /** Of the last row that was taken. */
  lastLine = 0;
  /** Of the parts taken. */
  bytes = 0;
  /** Why the value is not whole; null as long as it is. */
  broken: RowFault | null = null;
  private part = 0;

  constructor(cursor: RowCursor<ItemFields>, first: SentRow<ItemFields>) {
    this.cursor = cursor;
    this.first = first.fields;
    this.size = this.first.parts === 0 ? first.value.length : 0;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.next() };
  }

  private async next(): Promise<IteratorResult<Uint8Array>> {
    if (this.broken !== null) throw brokenValue(this.broken);
    if (this.part >= Math.max(this.first.parts, 1)) return { done: true, value: undefined };
    const found = await this.cursor.peek();
    if (found === null || !this.isNext(found)) {
      const { parts } = this.first;
      const message = `part ${this.part} of ${parts} of the value is missing; the rows of a value stand one behind the other, by part`;
      this.broken = { reason: "ROW_INVALID", message };
      // A first row with a later part is passed over, so that what stands behind it has its turn.
      if (this.part === 0 && found !== null) this.take(found);
      throw brokenValue(this.broken);
    }
    this.take(found);
    this.part++;
    return { done: false, value: found.value };
  }

  private take({ line, value }: FileRow<ItemFields>): void {
    this.cursor.advance();
    this.lastLine = line;
    this.bytes += value.length;
  }

  private isNext({ row }: FileRow<ItemFields>): boolean {
    const { key, parts } = this.first;
    return !isFault(row) && row.key === key && row.parts === parts && row.part === this.part;
  }
}

function brokenValue({ reason, message }: RowFault): Error {
  return bulkFailure(reason, message);
}
