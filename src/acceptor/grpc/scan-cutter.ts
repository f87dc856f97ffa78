import { pageTokenBytes, writePageToken } from "../../codec/page-token.ts";
import { LEN } from "../../codec/wire.ts";
import { WireReader } from "../../codec/wire-reader.ts";
import { blobBytes, WireWriter } from "../../codec/wire-writer.ts";
import { assert } from "../../common/assert.ts";
import { copyOut } from "../../common/shared-copy.ts";
import { PREFIX_BYTES } from "./message-collector.ts";
import { withMissedField } from "./missed-levels.ts";

/** What the messages of a page are to be. */
export interface CutOptions {
  /** At most, in a message. */
  readonly items: number;
  /** A token of the scan; not looked at when the page makes one message. */
  readonly seenToken: Uint8Array;
  /** The levels of service that the namespace misses, for each message; empty when none. */
  readonly missed: string;
}

/**
 * Cuts a page of a scan into messages. Items are copied as they are; each message but the page's last has a token of its own.
 *
 *   page      │ item │ item │ item │ token of the last item, unless it is the last page │
 *
 *   messages  │ prefix (5) │ item │ item │ token │ missed │ prefix (5) │ item │ the page's token │ missed │
 *
 * One per thread; what {@link items} and {@link token} say is of the last page.
 */
export class ScanCutter {
  items = 0;
  /** Copied; empty on the last page. */
  token: Uint8Array = none;
  private readonly page = new WireReader();
  private readonly item = new WireReader();
  private readonly writer = new WireWriter();
  /** Of each message: where its items end, and the range of the last key. Used again, for each page has hundreds. */
  private readonly ends: number[] = [];
  private readonly keysFrom: number[] = [];
  private readonly keysTo: number[] = [];

  /** The page `bytes[start, end)` as messages of gRPC with their prefixes, in memory of their own. */
  cut(bytes: Buffer, start: number, end: number, { items, seenToken, missed }: CutOptions): Buffer {
    this.findCuts(bytes, start, end, items);
    const missedField = missed === "" ? none : withMissedField(none, 0, 0, missed);
    const framed = Buffer.allocUnsafe(this.framedBytes(start, missedField.length));
    const { ends, keysFrom, keysTo, writer, token } = this;
    const last = ends.length - 1;
    let from = start;
    writer.reset(framed, 0);
    for (let i = 0; i <= last; i++) {
      const itemBytes = (ends[i] as number) - from;
      const tokenBytes = this.tokenBytes(i);
      framed[writer.pos++] = 0;
      writer.prefix(itemBytes + blobBytes(NEXT_PAGE_TOKEN, tokenBytes) + missedField.length);
      copyOut(framed, writer.pos, bytes, from, itemBytes);
      writer.pos += itemBytes;
      if (i === last) writer.blob(NEXT_PAGE_TOKEN, token);
      else {
        writer.open(NEXT_PAGE_TOKEN, tokenBytes);
        const key = { source: bytes, from: keysFrom[i] as number, to: keysTo[i] as number };
        writer.pos = writePageToken(framed, writer.pos, seenToken, key);
      }
      writer.raw(missedField);
      from = ends[i] as number;
    }
    return framed;
  }

  /** Finds where messages end. A page without items makes one without items. */
  private findCuts(bytes: Buffer, start: number, end: number, itemsPerMessage: number): void {
    const { page } = this;
    this.items = 0;
    this.token = none;
    this.ends.length = 0;
    page.reset(bytes, start, end);
    let inMessage = 0;
    let itemsEnd = start;
    while (page.next()) {
      if (page.field === ITEMS && page.wireType === LEN) {
        // Whether it is the last one shows only when the next one comes.
        if (inMessage === itemsPerMessage) {
          this.endMessage(itemsEnd);
          inMessage = 0;
        }
        assert(this.token.length === 0, "a worker writes the items of a page before its token");
        this.items++;
        inMessage++;
        itemsEnd = page.to;
        if (inMessage === itemsPerMessage) this.findKey(bytes, page.from, page.to);
      } else if (page.field === NEXT_PAGE_TOKEN) this.token = new Uint8Array(bytes.subarray(page.from, page.to));
    }
    assert(!page.failed, "a worker writes well-formed pages");
    this.endMessage(itemsEnd);
  }

  private findKey(bytes: Buffer, from: number, to: number): void {
    const { item, ends } = this;
    item.reset(bytes, from, to);
    const isKey = item.next() && item.field === KEY && item.wireType === LEN;
    assert(isKey, "a worker writes the key of an item first");
    this.keysFrom[ends.length] = item.from;
    this.keysTo[ends.length] = item.to;
  }

  private endMessage(at: number): void {
    this.ends.push(at);
  }

  private framedBytes(start: number, missedBytes: number): number {
    const { ends } = this;
    const last = ends.length - 1;
    let bytes = (ends[last] as number) - start + ends.length * (PREFIX_BYTES + missedBytes);
    for (let i = 0; i <= last; i++) bytes += blobBytes(NEXT_PAGE_TOKEN, this.tokenBytes(i));
    return bytes;
  }

  private tokenBytes(message: number): number {
    if (message === this.ends.length - 1) return this.token.length;
    return pageTokenBytes((this.keysTo[message] as number) - (this.keysFrom[message] as number));
  }
}

/** Fields of ScanResponse, and of Item. */
const ITEMS = 1;
const NEXT_PAGE_TOKEN = 2;
const KEY = 1;
const none = Buffer.alloc(0);
