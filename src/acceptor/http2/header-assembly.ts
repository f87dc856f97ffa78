import { HeaderBlockCache } from "./hpack/header-block-cache.ts";
import { DecodeResult, HpackDecoder } from "./hpack/hpack-decoder.ts";
import {
  MAX_CONTINUATIONS,
  MAX_HEADER_BLOCK_BYTES,
  MAX_HEADER_FIELDS,
  MAX_HEADER_LIST_BYTES,
  MAX_TABLE_BYTES,
} from "./http2-limits.ts";
import { RequestHead } from "./request-head.ts";

/** What became of a header block. */
export const HeadersResult = { OK: 0, COMPRESSION_ERROR: 1, TOO_LARGE: 2 } as const;
export type HeadersResult = (typeof HeadersResult)[keyof typeof HeadersResult];

/** The header blocks of a connection: put together from their frames, and decoded, unless the same one came just before. */
export class HeaderAssembly {
  private readonly decoder = new HpackDecoder({
    maxTableBytes: MAX_TABLE_BYTES,
    maxListBytes: MAX_HEADER_LIST_BYTES,
    maxFields: MAX_HEADER_FIELDS,
  });
  private readonly cache = new HeaderBlockCache<RequestHead>();
  private block: Buffer = none;
  private blockBytes = 0;
  private continuations = 0;
  /** Whose block is not whole; 0 for none. */
  stream = 0;
  /** The flags that it began with. */
  flags = 0;
  /** What the last block came to, when it was read as a request's. */
  head: RequestHead = nobody;

  /** The client has heard of our settings: its table has the size that they say. */
  onSettingsTaken(): void {
    this.decoder.settingsAcknowledged();
  }

  /** Keeps the first part of a block that goes on in other frames. */
  begin(stream: number, flags: number, bytes: Buffer, start: number, end: number): void {
    this.stream = stream;
    this.flags = flags;
    this.blockBytes = 0;
    this.continuations = 0;
    this.append(bytes, start, end);
  }

  /** False when the block, or the number of its parts, is over the limit. */
  append(bytes: Buffer, start: number, end: number): boolean {
    const wanted = this.blockBytes + end - start;
    if (wanted > MAX_HEADER_BLOCK_BYTES || this.continuations++ > MAX_CONTINUATIONS) return false;
    if (wanted > this.block.length) {
      const roomier = Buffer.allocUnsafe(Math.min(MAX_HEADER_BLOCK_BYTES, 2 * wanted));
      roomier.set(this.block.subarray(0, this.blockBytes), 0);
      this.block = roomier;
    }
    this.block.set(bytes.subarray(start, end), this.blockBytes);
    this.blockBytes = wanted;
    return true;
  }

  /** Reads the block that was kept; to be called when its last part was appended. */
  finish(): HeadersResult {
    const { block, blockBytes } = this;
    this.block = none;
    this.stream = 0;
    return this.read(block, 0, blockBytes);
  }

  /** Reads a whole block, into {@link head}. */
  read(bytes: Buffer, start: number, end: number): HeadersResult {
    const { decoder, cache } = this;
    const known = cache.find(bytes, start, end, decoder.generation);
    if (known !== null) {
      this.head = known;
      return HeadersResult.OK;
    }
    const before = decoder.generation;
    const result = decoder.decode(bytes, start, end);
    if (result === DecodeResult.COMPRESSION_ERROR) return HeadersResult.COMPRESSION_ERROR;
    this.head = nobody;
    if (result === DecodeResult.LIST_TOO_LARGE) return HeadersResult.TOO_LARGE;
    this.head = new RequestHead(decoder.fields.slice(0, decoder.count));
    // A block that has changed the table means something else the next time.
    if (decoder.generation === before) cache.add(bytes, start, end, before, this.head);
    return HeadersResult.OK;
  }
}

const none = Buffer.alloc(0);
const nobody = new RequestHead([]);
