/** Encodings that chunks are sent and kept in, by their names; the gateway may know fewer. */
export type ChunkEncodingName = "identity" | "gzip" | "zstd";

export interface ChunkToSeal {
  /** A chunk as it came; borrowed until the call returns. */
  readonly bytes: Uint8Array;
  readonly encoding: ChunkEncodingName;
  readonly keepAs: ChunkEncodingName;
  /** Keeps it without any encoding where `keepAs` does not make it smaller. */
  readonly ifSmaller: boolean;
  readonly maxPlainBytes: number;
}

export interface Sealed {
  /** As it is kept: how it is encoded, and its bytes. */
  readonly kept: Uint8Array;
  readonly plainBytes: number;
  readonly digest: Uint8Array;
}

/** What is done with the bytes of chunks: where it takes long, on other threads than the worker's. */
export interface ChunkWork {
  /** Null when the gateway does not know an encoding of this name; the empty name is the identity's. */
  encodingNamed(name: string): ChunkEncodingName | null;
  /** The encoding that the first byte of what is kept stands for; null when it is none. */
  encodingOf(mark: number): ChunkEncodingName | null;
  /** Null when the bytes are not what their encoding says, or too many. */
  seal(chunk: ChunkToSeal): Promise<Sealed | null>;
  /** How a chunk is kept, and its bytes as they are; null when it is none. */
  peek(kept: Uint8Array): { readonly encoding: ChunkEncodingName; readonly bytes: Uint8Array } | null;
  /** The bytes of a chunk without its encoding; null when it is broken. */
  open(kept: Uint8Array): Promise<Uint8Array | null>;
}
