import { INLINE_CHUNK_BYTES } from "../common/limits.ts";
import { ENCODING_NAMES, encodingNamed } from "../offload/chunk-encoding.ts";
import { openChunkTask, sealChunkTask } from "../offload/chunk-tasks.ts";
import { openChunk, type SealInput, sealChunk } from "../offload/chunk-work.ts";
import type { Offload } from "../offload/offload.ts";
import type { ChunkEncodingName, ChunkToSeal, ChunkWork, Sealed } from "../patterns/keyvalue/large/chunk-work.ts";

/** Has the bytes of chunks encoded, decoded and hashed on the worker's pool, so that nothing waits for that but who asked. */
export class ChunkPool implements ChunkWork {
  private readonly offload: Offload | null;

  /** @param offload null: everything is done where it is asked for. */
  constructor(offload: Offload | null) {
    this.offload = offload;
  }

  encodingNamed(name: string): ChunkEncodingName | null {
    const encoding = encodingNamed(name);
    return encoding === -1 ? null : (ENCODING_NAMES[encoding] as ChunkEncodingName);
  }

  encodingOf(mark: number): ChunkEncodingName | null {
    return (ENCODING_NAMES as readonly ChunkEncodingName[])[mark] ?? null;
  }

  async seal({ bytes, encoding, keepAs, ifSmaller, maxPlainBytes }: ChunkToSeal): Promise<Sealed | null> {
    const input: SealInput = {
      bytes: new Uint8Array(bytes),
      encoding: ENCODING_NAMES.indexOf(encoding) as SealInput["encoding"],
      keepAs: ENCODING_NAMES.indexOf(keepAs) as SealInput["keepAs"],
      ifSmaller,
      maxPlainBytes,
    };
    const isQuick = encoding === "identity" && keepAs === "identity" && bytes.length <= INLINE_CHUNK_BYTES;
    if (this.offload === null || isQuick) return sealChunk(input);
    return this.offload.run(sealChunkTask, input);
  }

  peek(kept: Uint8Array): { readonly encoding: ChunkEncodingName; readonly bytes: Uint8Array } | null {
    const encoding = kept.length === 0 ? null : this.encodingOf(kept[0] as number);
    return encoding === null ? null : { encoding, bytes: kept.subarray(1) };
  }

  async open(kept: Uint8Array): Promise<Uint8Array | null> {
    const input = { kept: new Uint8Array(kept) };
    return this.offload === null ? openChunk(input) : this.offload.run(openChunkTask, input);
  }
}
