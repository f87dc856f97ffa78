import type { LargeValueRequest } from "../../../codec/large-value-requests.ts";
import type { KeyValueCall } from "../call.ts";
import type { ChunkEncodingName, ChunkWork } from "./chunk-work.ts";
import type { OwnItems } from "./own-items.ts";

/** A call about a large value, as those who carry it out see it. */
export interface LargeCall {
  readonly call: KeyValueCall;
  readonly request: LargeValueRequest;
  readonly items: OwnItems;
  /** Bytes that one item of its store may have, as far as the store knows now. */
  readonly maxItemBytes: () => number;
  /** How its namespace has values compressed for which no encoding is chosen. */
  readonly compression: ChunkEncodingName;
}

/** What they have in common. */
export interface LargeValueParts {
  readonly work: ChunkWork;
  readonly wallMs: () => number;
  /** Bytes that nobody can guess. */
  readonly secretBytes: (count: number) => Uint8Array;
}
