import { CallNumber } from "../../codec/calls.ts";
import * as answers from "../../codec/large-value-answers.ts";
import * as bodies from "../../codec/large-value-bodies.ts";
import type { ChunkRoom } from "./chunk-room.ts";
import type { ValueCalls } from "./value-calls.ts";

/** What of a value is read: its bytes `[from, to)`. */
export interface ByteSpan {
  readonly from: number;
  readonly to: number;
}

/** A part of a value, with memory of its own. */
export interface ValuePart {
  /** `identity` when it is not encoded; else the part is a whole chunk. */
  readonly encoding: string;
  readonly data: Uint8Array;
}

/** Where chunks of a value find room while they are under way. */
export type ReadingRoom = Pick<ChunkRoom, "take" | "tryTake" | "release">;

export interface DownloadParts {
  readonly calls: ValueCalls;
  readonly room: ReadingRoom;
  readonly opened: answers.OpenedDownload;
  readonly span: ByteSpan;
  /** Encodings that whoever reads can take; none where a part of a chunk is asked for. */
  readonly accept: readonly string[];
}

/** What stands under a key: the value itself, or where its chunks are. The value is borrowed no longer. */
export function openValue(calls: ValueCalls): Promise<answers.OpenedDownload> {
  return calls.perform(CallNumber.KV_OPEN_DOWNLOAD, bodies.openDownloadBody(calls.key), (bytes, start, end) => {
    const opened = answers.readOpenedDownload(bytes, start, end);
    return opened === null ? null : { ...opened, value: Buffer.from(opened.value as Uint8Array) };
  });
}

/**
 * The parts of a large value in order, one for each chunk. The next one is asked for while a part is being taken, and none
 * before: a reader that is slow holds two chunks, and has no more read from the store.
 */
export async function* downloadParts({
  calls,
  room,
  opened,
  span,
  accept,
}: DownloadParts): AsyncGenerator<ValuePart, void, undefined> {
  const { chunkBytes } = opened;
  const end = Math.ceil(span.to / chunkBytes);
  let next = Math.floor(span.from / chunkBytes);
  const ahead: { readonly index: number; readonly part: Promise<ValuePart> }[] = [];
  try {
    while (next < end || ahead.length > 0) {
      while (next < end && ahead.length < WINDOW) {
        // Whoever holds a chunk must not wait for room, or all might wait for each other.
        if (ahead.length === 0) await room.take(chunkBytes);
        else if (!room.tryTake(chunkBytes)) break;
        const part = readChunk(calls, { downloadId: opened.downloadId, index: next, accept });
        // A failure ahead is heard of when its turn comes, or never.
        part.catch(() => undefined);
        ahead.push({ index: next++, part });
      }
      const first = ahead[0] as (typeof ahead)[number];
      const part = await first.part;
      const at = first.index * chunkBytes;
      yield part.encoding === "identity" ? { ...part, data: within(part.data, at, span) } : part;
      ahead.shift();
      room.release(chunkBytes);
    }
  } finally {
    for (const _ of ahead) room.release(chunkBytes);
  }
}

function readChunk(
  calls: ValueCalls,
  chunk: { readonly downloadId: string; readonly index: number; readonly accept: readonly string[] },
): Promise<ValuePart> {
  const body = bodies.downloadChunkBody({ key: calls.key, ...chunk });
  return calls.perform(CallNumber.KV_DOWNLOAD_CHUNK, body, (bytes, start, end) => {
    const read = answers.readDownloadedChunk(bytes, start, end);
    return read === null ? null : { encoding: read.encoding || "identity", data: Buffer.from(read.data) };
  });
}

/** What of the bytes that stand at `at` is in the span. */
function within(data: Uint8Array, at: number, { from, to }: ByteSpan): Uint8Array {
  return data.subarray(Math.max(from - at, 0), Math.min(to - at, data.length));
}

/** The one that is being taken, and the next. */
const WINDOW = 2;
